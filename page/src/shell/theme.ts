/** Light, dark, or as the system says. The choice stays in this browser; nothing is sent. */
export type Theme = "light" | "dark";
const KEY = "kg-theme";

export function startTheme(): void {
  let kept: string | null = null;
  try {
    kept = localStorage.getItem(KEY);
  } catch {
    // Storage is switched off in this browser: the system's wish decides.
  }
  const wish = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  document.documentElement.dataset["theme"] = kept === "dark" || kept === "light" ? kept : wish;
}

export function currentTheme(): Theme {
  return document.documentElement.dataset["theme"] === "dark" ? "dark" : "light";
}

export function switchTheme(): void {
  const next: Theme = currentTheme() === "dark" ? "light" : "dark";
  document.documentElement.dataset["theme"] = next;
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // As above: it then lasts until the page is closed.
  }
  dispatchEvent(new Event("kg-theme"));
}
