import { useEffect, useState } from "preact/hooks";
import { href, type Route } from "../route";
import { SearchBox } from "../start/SearchBox";
import { currentTheme, switchTheme, type Theme } from "./theme";

const PLACES: { route: Route; label: string }[] = [
  { route: { page: "overview", show: null }, label: "Overview" },
  { route: { page: "questions" }, label: "Questions" },
  { route: { page: "cypher", text: "" }, label: "Cypher" },
  { route: { page: "runs" }, label: "Runs" },
];

export function TopBar({ route }: { route: Route }) {
  return (
    <header class="topbar">
      <a class="brand" href={href({ page: "start" })} aria-label="kg, start">
        <svg viewBox="0 0 32 32" aria-hidden="true" class="brand-mark">
          <path d="M9 23 16 8l8 11" /><circle cx="16" cy="8" r="5" class="a" /><circle cx="8.5" cy="24" r="5" class="b" /><circle cx="24.5" cy="20" r="4" class="c" />
        </svg>
        <span>kg</span>
      </a>
      {route.page === "start" ? <span class="topbar-space" /> : <SearchBox place="bar" />}
      <nav aria-label="Pages">
        {PLACES.map(({ route: place, label }) => (
          <a key={label} href={href(place)} aria-current={isAt(route, place) ? "page" : undefined}>{label}</a>
        ))}
      </nav>
      <ThemeButton />
    </header>
  );
}

function isAt(route: Route, place: Route): boolean {
  return route.page === place.page || (route.page === "question" && place.page === "questions");
}

function ThemeButton() {
  const [theme, setTheme] = useState<Theme>(currentTheme());
  useEffect(() => {
    const follow = () => setTheme(currentTheme());
    addEventListener("kg-theme", follow);
    return () => removeEventListener("kg-theme", follow);
  }, []);
  const other = theme === "dark" ? "light" : "dark";
  return (
    <button type="button" class="icon-button" onClick={switchTheme} aria-label={`Switch to ${other} colours`} title={`Switch to ${other} colours`}>
      {theme === "dark" ? "☀" : "☾"}
    </button>
  );
}
