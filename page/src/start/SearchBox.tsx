import { useEffect, useRef, useState } from "preact/hooks";
import { api } from "../api";
import { href, type Route } from "../route";
import { Name } from "../shell/Name";
import { useVocabulary } from "../shell/context";
import { Pieces } from "../evidence/Pieces";
import type { Found } from "../types";
import { day, plain, plural } from "../words";

const PAUSE = 120; // ms of quiet typing before asking

/** Search with suggestions: a combobox in the sense of ARIA. Entities by name or alias, articles by their words. */
export function SearchBox({ place }: { place: "bar" | "start" }) {
  const [text, setText] = useState("");
  const [found, setFound] = useState<Found | null>(null);
  const [error, setError] = useState("");
  const [at, setAt] = useState(0);
  const [open, setOpen] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const id = `search-${place}`;

  useEffect(() => {
    const query = text.trim();
    setError("");
    if (!query) return setFound(null);
    const stop = new AbortController();
    const timer = setTimeout(() => {
      api.search(query, stop.signal).then(
        (result) => { setFound(result); setAt(0); setOpen(true); },
        (cause: Error) => { if (cause.name !== "AbortError") { setFound(null); setError(cause.message); } },
      );
    }, PAUSE);
    return () => { clearTimeout(timer); stop.abort(); };
  }, [text]);

  useEffect(() => {
    const slash = (event: KeyboardEvent) => {
      const empty = event.target === input.current && input.current?.value === ""; // it waits here already: the key is no word
      const typing = !empty && event.target instanceof HTMLElement && event.target.matches("input, textarea, select");
      if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) { event.preventDefault(); input.current?.focus(); }
    };
    addEventListener("keydown", slash);
    return () => removeEventListener("keydown", slash);
  }, []);

  const targets = found ? choices(found) : [];
  const pick = (index: number) => {
    const target = targets[index];
    if (!target) return;
    location.hash = href(target);
    setOpen(false); setText(""); input.current?.blur();
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      setOpen(true);
      if (targets.length) setAt((at + (event.key === "ArrowDown" ? 1 : targets.length - 1)) % targets.length);
    } else if (event.key === "Enter") { event.preventDefault(); pick(at); }
    else if (event.key === "Escape") { setOpen(false); if (!open) setText(""); }
  };
  const shown = open && text.trim() !== "" && (found !== null || error !== "");
  return (
    <div class={`search search-${place}`} role="search" onFocusOut={(event) => { if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOpen(false); }}>
      <input
        ref={input} id={id} type="search" autoComplete="off" spellcheck={false} value={text} autofocus={place === "start"} maxLength={200}
        placeholder={place === "start" ? "A person, an organization, a place, or words of an article" : "Search…  ( / )"} aria-label="Search entities and articles"
        role="combobox" aria-expanded={shown} aria-controls={`${id}-list`} aria-autocomplete="list"
        aria-activedescendant={shown && targets.length ? `${id}-${at}` : undefined}
        onInput={(event) => { setText(event.currentTarget.value); setOpen(true); }} onFocus={() => setOpen(true)} onKeyDown={onKey}
      />
      {shown && <Suggestions id={id} found={found} error={error} at={at} pick={pick} />}
    </div>
  );
}

function choices(found: Found): Route[] {
  return [
    ...found.entities.map((entity): Route => ({ page: "entity", id: entity.id, show: null })),
    ...found.articles.map((article): Route => ({ page: "article", id: article.id, claim: null })),
  ];
}

function Suggestions({ id, found, error, at, pick }: { id: string; found: Found | null; error: string; at: number; pick: (index: number) => void }) {
  const types = useVocabulary().types;
  if (!found) return <div class="suggestions"><p class="suggestions-none" role="status">{error}</p></div>;
  const option = (index: number) => ({
    id: `${id}-${index}`, role: "option" as const, "aria-selected": index === at, class: index === at ? "at" : "",
    onMouseDown: (event: MouseEvent) => { event.preventDefault(); pick(index); },
  });
  const first = found.entities.length;
  return (
    <div class="suggestions" id={`${id}-list`} role="listbox" aria-label="Found">
      {first + found.articles.length === 0 && <p class="suggestions-none" role="status">Nothing is called that, and no article has these words.</p>}
      {first > 0 && <p class="suggestions-head" role="presentation">People, organizations, places</p>}
      {found.entities.map((entity, index) => (
        <div key={entity.id} {...option(index)}>
          <Name entity={entity} />
          {entity.aliases.length > 0 && <bdi class="also">{plain(entity.aliases.slice(0, 2).join(", "))}</bdi>}
          <span class="meta">{types[entity.type]?.label ?? entity.type} · {plural(entity.articles, "article")}</span>
        </div>
      ))}
      {found.articles.length > 0 && <p class="suggestions-head" role="presentation">Articles</p>}
      {found.articles.map((article, index) => (
        <div key={article.id} {...option(first + index)}>
          <span class="found-article">
            <bdi class="found-title">{plain(article.title)}</bdi>
            <span class="snippet">{article.cut.before && "… "}<Pieces pieces={article.snippet} />{article.cut.after && " …"}</span>
          </span>
          <span class="meta">{day(article.published)}</span>
        </div>
      ))}
    </div>
  );
}
