import { defineConfig } from "vite";

// The page is served by `kg serve` under a strict policy: no inline script, no data: code, nothing from elsewhere.
export default defineConfig({
  base: "/",
  esbuild: { jsx: "automatic", jsxImportSource: "preact", legalComments: "none" },
  build: {
    outDir: "../kg/web/static",
    emptyOutDir: true,
    target: "es2022",
    modulePreload: false,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 800,
    rollupOptions: { output: { manualChunks: { cytoscape: ["cytoscape"] } } },
  },
  server: { proxy: { "/api": { target: "http://127.0.0.1:8321", changeOrigin: true, headers: { origin: "http://127.0.0.1:8321" } } } },
});
