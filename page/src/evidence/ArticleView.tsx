import { useEffect, useState } from "preact/hooks";
import { api } from "../api";
import { useLoaded } from "../load";
import { go, href } from "../route";
import { useVocabulary } from "../shell/context";
import { Problem, Waiting } from "../shell/Notice";
import { currentTheme } from "../shell/theme";
import { tuned } from "../canvas/style";
import { moment } from "../start/LastRun";
import type { Article, Passage } from "../types";
import { day, honest, plain, plural, site, webAddress } from "../words";
import { BriefLine } from "./ClaimView";

/** The whole stored text, with names and the words of claims marked. */
export function ArticleView({ id, claim }: { id: string; claim: string | null }) {
  const article = useLoaded(id, () => api.article(id));
  if (article.state === "loading") return <Waiting what="Reading" />;
  return article.state === "failed" ? <Problem error={article.error} /> : <Read article={article.value} claim={claim} />;
}

function Read({ article, claim }: { article: Article; claim: string | null }) {
  const [names, setNames] = useState(true);
  const [pointed, point] = useState<string | null>(null);
  useEffect(() => document.querySelector(".reading .current")?.scrollIntoView({ block: "center" }), [claim]);
  const address = webAddress(article.url);
  return (
    <div class="article-view">
      <div class="reading">
        <h1 dir="auto">{plain(article.title)}</h1>
        <p class="byline">
          {[article.publisher, article.authors.join(", "), article.published ? day(article.published) : "date unknown"].filter(Boolean).map((part) => <bdi key={part}>{plain(part ?? "")}</bdi>)}
          {address && <a href={address} target="_blank" rel="noopener noreferrer">{site(address)} ↗</a>}
        </p>
        {article.note && <p class="note">{article.note}</p>}
        <label class="switch"><input type="checkbox" checked={names} onChange={() => setNames(!names)} /> mark names</label>
        {article.paragraphs.map((paragraph, index) => (
          <p key={index} dir="auto">{paragraph.map((passage, n) => <PassageView key={n} passage={passage} claim={claim} pointed={pointed} point={point} names={names} article={article.id} />)}</p>
        ))}
        <p class="custody">
          Version {article.version}{article.retrieved && `, fetched ${moment(article.retrieved)}`}. SHA-256 of the text <code>{article.sha256}</code>
        </p>
      </div>
      <aside class="article-claims" aria-label="Claims of this article">
        <h2>{plural(article.claims.length, "claim")}</h2>
        {article.claims.map((brief) => (
          <div
            key={brief.id} class={brief.id === claim ? "brief-frame chosen" : brief.id === pointed ? "brief-frame pointed" : "brief-frame"}
            onMouseEnter={() => point(brief.id)} onMouseLeave={() => point(null)} onFocusIn={() => point(brief.id)} onFocusOut={() => point(null)}
          >
            <button type="button" class="show-words" onClick={() => go({ page: "article", id: article.id, claim: brief.id })}>Show the words</button>
            <BriefLine brief={brief} />
          </div>
        ))}
      </aside>
    </div>
  );
}

interface Passing {
  passage: Passage;
  /** The claim of the address. */
  claim: string | null;
  /** The claim under the pointer, in the text or in the list. */
  pointed: string | null;
  point: (claim: string | null) => void;
  names: boolean;
  article: string;
}

/** Words of claims are marked lightly, as nearly all words of a report may be; those of the claim in question strongly. */
function PassageView({ passage, claim, pointed, point, names, article }: Passing) {
  const types = useVocabulary().types;
  const { text, claims, entity, type } = passage;
  const named = names && entity ? (
    <a class="named" href={href({ page: "entity", id: entity, show: null })} style={{ borderBottomColor: tuned(types[type ?? ""]?.colour ?? "#777777", currentTheme() === "dark") }}>{honest(text)}</a>
  ) : honest(text);
  if (claims.length === 0) return <>{named}</>;
  if (claim && claims.includes(claim)) return <mark class="evidence current">{named}</mark>;
  // A click on marked words opens their first claim; names inside stay links of their own.
  const first = claims[0] ?? null;
  const near = pointed !== null && claims.includes(pointed);
  return <span class={near ? "told pointed" : "told"} onMouseEnter={() => point(first)} onMouseLeave={() => point(null)} onClick={(event) => { if (event.target === event.currentTarget && first) go({ page: "article", id: article, claim: first }); }}>{named}</span>;
}
