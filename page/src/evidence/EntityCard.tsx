import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { href, type Selection } from "../route";
import { useVocabulary } from "../shell/context";
import { TypeMark } from "../shell/Name";
import { moment } from "../start/LastRun";
import type { Card, Judgement } from "../types";
import { day, plain, plural } from "../words";
import { BriefLine } from "./ClaimView";

const NAMES_SHOWN = 12;
const LINES_SHOWN = 6;

/** Who or what this is, as the articles tell it. */
export function EntityCard({ card, choose }: { card: Card; choose: (next: Selection) => void }) {
  const kind = useVocabulary().types[card.type];
  return (
    <div class="entity-card">
      <p class="kind"><TypeMark type={card.type} />{kind?.label ?? card.type}</p>
      <h2><bdi>{plain(card.name)}</bdi></h2>
      <p class="summary">{plural(card.articles.total, "article")} · {plural(card.relations, "relation")} · {plural(card.claims.total, "claim")}</p>
      {card.aliases.length > 0 && <p class="aliases">Also called {card.aliases.slice(0, NAMES_SHOWN).map((alias) => <bdi key={alias}>{plain(alias)}</bdi>)}</p>}
      {card.details.length > 0 && <dl class="circumstances">{card.details.map((one) => <div key={one.label}><dt>{one.label}</dt><dd><bdi>{plain(one.value)}</bdi></dd></div>)}</dl>}
      <Folded title="Positions and ties" count={card.facts.length} items={card.facts.map((fact) => <FactLine key={fact.edge} fact={fact} choose={choose} />)} />
      <Folded title="What is said of it" count={card.claims.said} items={card.claims.shown.map((brief) => <BriefLine key={brief.id} brief={brief} />)} />
      <Folded title="Articles" count={card.articles.total} items={card.articles.shown.map((article) => <ArticleItem key={article.id} article={article} />)} />
      <Judgements judgements={card.judgements} />
    </div>
  );
}

/** A part of the card: its first lines, the rest on demand. `count` may be more than the server sent. */
function Folded({ title, count, items }: { title: string; count: number; items: ComponentChildren[] }) {
  const [open, setOpen] = useState(false);
  if (items.length === 0) return null;
  return (
    <section>
      <h3>{title}</h3>
      {open ? items : items.slice(0, LINES_SHOWN)}
      {!open && items.length > LINES_SHOWN && <button type="button" class="quiet" onClick={() => setOpen(true)}>Show {items.length - LINES_SHOWN} more</button>}
      {open && count > items.length && <p class="hint">These are {items.length} of {count}.</p>}
    </section>
  );
}

function FactLine({ fact, choose }: { fact: Card["facts"][number]; choose: (next: Selection) => void }) {
  return (
    <button type="button" class="fact" onClick={() => choose({ kind: "relation", id: fact.edge })}>
      <span>{fact.phrase} <bdi><strong>{plain(fact.other.name)}</strong></bdi>{fact.detail && <em> – <bdi>{plain(fact.detail)}</bdi></em>}</span>
      <span class="meta">{fact.status !== "actual" && <span class={`status status-${fact.status}`}>{fact.status}</span>}{plural(fact.articles, "article")}</span>
    </button>
  );
}

function ArticleItem({ article }: { article: Card["articles"]["shown"][number] }) {
  return (
    <p class="article-item">
      <a href={href({ page: "article", id: article.id, claim: null })}><bdi>{plain(article.title)}</bdi></a>
      <span class="meta">{article.published ? day(article.published) : "date unknown"} · {plural(article.mentions, "mention")}</span>
    </p>
  );
}

function Judgements({ judgements }: { judgements: Judgement[] }) {
  if (judgements.length === 0) return null;
  return (
    <details class="judgements">
      <summary>Why these mentions are one ({judgements.length})</summary>
      <ul>
        {judgements.map((one, index) => (
          <li key={index}>
            <bdi>{plain(one.text)}</bdi>: <bdi>{plain(one.reason)}</bdi>
            <span class="meta">{one.score !== null && ` ${one.score.toFixed(2)}`}{one.by && ` · ${plain(one.by)}`}{one.at && ` · ${moment(one.at)}`}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
