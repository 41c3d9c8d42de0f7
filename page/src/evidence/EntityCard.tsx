import { href, type Selection } from "../route";
import { useVocabulary } from "../shell/context";
import { TypeMark } from "../shell/Name";
import { moment } from "../start/LastRun";
import type { Card, Judgement } from "../types";
import { day, plain, plural } from "../words";
import { BriefLine } from "./ClaimView";

const NAMES_SHOWN = 12;

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
      {card.facts.length > 0 && (
        <section>
          <h3>Positions and ties</h3>
          <ul class="facts">
            {card.facts.map((fact) => (
              <li key={fact.edge}>
                <button type="button" class="fact" onClick={() => choose({ kind: "relation", id: fact.edge })}>
                  <span>{fact.phrase} <bdi><strong>{plain(fact.other.name)}</strong></bdi>{fact.detail && <em> – <bdi>{plain(fact.detail)}</bdi></em>}</span>
                  <span class="meta">{fact.status !== "actual" && <span class={`status status-${fact.status}`}>{fact.status}</span>}{plural(fact.articles, "article")}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      <Claims card={card} />
      <section>
        <h3>Articles</h3>
        <ul class="article-list">
          {card.articles.shown.map((article) => (
            <li key={article.id}>
              <a href={href({ page: "article", id: article.id, claim: null })}><bdi>{plain(article.title)}</bdi></a>
              <span class="meta">{article.published ? day(article.published) : "date unknown"} · {plural(article.mentions, "mention")}</span>
            </li>
          ))}
        </ul>
        {card.articles.total > card.articles.shown.length && <p class="hint">and {card.articles.total - card.articles.shown.length} more</p>}
      </section>
      <Judgements judgements={card.judgements} />
    </div>
  );
}

function Claims({ card }: { card: Card }) {
  if (card.claims.said === 0) return null;
  return (
    <section>
      <h3>What is said of it</h3>
      {card.claims.shown.map((brief) => <BriefLine key={brief.id} brief={brief} />)}
      {card.claims.said > card.claims.shown.length && <p class="hint">the {card.claims.shown.length} most certain of {card.claims.said}</p>}
    </section>
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
