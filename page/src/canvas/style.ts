import type { StylesheetJson } from "cytoscape";

/** Shapes tell the types apart without colour. */
export const SHAPES: Record<string, string> = {
  Person: "ellipse",
  Organization: "round-rectangle",
  Country: "round-hexagon",
  Place: "round-diamond",
  Group: "round-pentagon",
  Event: "round-octagon",
  Law: "round-tag",
};

export interface Palette {
  ground: string;
  ink: string;
  muted: string;
  accent: string;
  dark: boolean;
}

/** The colours of the page, read from its style sheet, so that canvas and page change together. */
export function palette(): Palette {
  const read = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  return { ground: read("--canvas"), ink: read("--ink"), muted: read("--muted"), accent: read("--accent"), dark: read("--scheme") === "dark" };
}

/** A colour of the ontology on this ground: lighter in the dark, so that it keeps its contrast. */
export function tuned(colour: string, dark: boolean): string {
  const parts = /^#(..)(..)(..)$/.exec(colour);
  if (!parts || !dark) return colour;
  const mixed = parts.slice(1).map((hex) => Math.round(parseInt(hex, 16) * 0.62 + 255 * 0.38));
  return `rgb(${mixed.join(",")})`;
}

/** Cytoscape's style sheet; node and edge colours come with their data. */
export function canvasStyle(p: Palette): StylesheetJson {
  const font = "system-ui, Roboto, sans-serif";
  return [
    {
      selector: "node",
      style: {
        width: "data(size)", height: "data(size)", "background-color": "data(colour)", "border-width": 2, "border-color": p.ground,
        label: "data(label)", color: p.ink, "font-family": font, "font-size": 12, "text-valign": "bottom", "text-margin-y": 5,
        "text-background-color": p.ground, "text-background-opacity": 0.82, "text-background-padding": "2px",
        "text-background-shape": "roundrectangle", "min-zoomed-font-size": 7,
      },
    },
    ...Object.entries(SHAPES).map(([type, shape]) => ({
      selector: `node[type = "${type}"]`,
      style: { shape: shape as "ellipse" },
    })),
    { selector: "node.major", style: { "min-zoomed-font-size": 5, "z-index": 4 } },
    { selector: "node.centre", style: { "border-width": 4, "border-color": p.accent, "font-weight": "bold", "font-size": 14 } },
    {
      selector: "edge",
      style: {
        width: "data(width)", "line-color": "data(colour)", "target-arrow-color": "data(colour)", "target-arrow-shape": "triangle",
        "arrow-scale": 0.9, "curve-style": "bezier", "control-point-step-size": 34, opacity: 0.62, "font-family": font, "font-size": 10,
        color: p.ink, "text-rotation": "autorotate", "text-background-color": p.ground, "text-background-opacity": 0.9,
        "text-background-padding": "2px", "min-zoomed-font-size": 8,
      },
    },
    { selector: "edge.undirected", style: { "target-arrow-shape": "none" } },
    { selector: 'edge[status = "alleged"]', style: { "line-style": "dashed", "line-dash-pattern": [7, 4] } },
    { selector: 'edge[status = "planned"], edge[status = "hypothetical"]', style: { "line-style": "dotted" } },
    { selector: 'edge[status = "contested"]', style: { "line-style": "dashed", "line-dash-pattern": [2, 3], "source-arrow-shape": "tee", "source-arrow-color": "data(colour)" } },
    { selector: 'edge[status = "denied"]', style: { "line-style": "dotted", "target-arrow-shape": "tee" } },
    { selector: "edge.near, edge.chosen, edge.hover", style: { opacity: 1, label: "data(label)", "z-index": 5 } },
    { selector: "edge.chosen", style: { width: 5, "line-color": p.accent, "target-arrow-color": p.accent, "z-index": 9 } },
    { selector: "node.chosen", style: { "border-width": 4, "border-color": p.accent, "font-weight": "bold", "z-index": 9 } },
    { selector: ".faded", style: { opacity: 0.3, "text-opacity": 0.6 } },
    { selector: "edge.faded", style: { label: "" } },
    { selector: ":active", style: { "overlay-opacity": 0 } },
    { selector: ".off", style: { display: "none" } },
  ] as StylesheetJson;
}
