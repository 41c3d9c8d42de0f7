import { href } from "../route";
import { Name } from "../shell/Name";
import type { Claim, ClaimBrief, EntityRef } from "../types";
import { honest, percent, plain } from "../words";
import { ArticleLine } from "./ArticleLine";
import { Pieces } from "./Pieces";

/** One claim: its words in context, who says it, and everything that qualifies it. */
export function ClaimView({ claim, open }: { claim: Claim; open: boolean }) {
  const { before, pieces, after } = claim.evidence;
  return (
    <article class="claim" aria-label={plain(claim.phrase)}>
      <p class="claim-phrase">
        <bdi>{plain(claim.phrase)}</bdi>
        {claim.polarity === "negated" && <span class="tag tag-negated">denied</span>}
        {claim.modality !== "actual" && <span class="tag">{claim.modality}</span>}
      </p>
      <blockquote class="quoted" dir="auto" cite={claim.article.url ?? undefined}>
        {open && <span class="context">{honest(before)}</span>}
        <Pieces pieces={pieces} />
        {open && <span class="context">{honest(after)}</span>}
      </blockquote>
      <ArticleLine article={claim.article} />
      <Circumstances claim={claim} />
      <p class="claim-links">
        <a href={href({ page: "article", id: claim.article.id, claim: claim.id })}>Read the whole article</a>
        <a href={href({ page: "claim", id: claim.id })} title="An address that opens this claim">Link to this claim</a>
      </p>
      <Others title="Contradicted by" briefs={claim.contradicts} kind="contradiction" />
      <Others title="Also told by" briefs={claim.same} kind="same" />
    </article>
  );
}

function Circumstances({ claim }: { claim: Claim }) {
  const rows: [string, preact.ComponentChild][] = [];
  const person = (label: string, entity: EntityRef | null) => { if (entity) rows.push([label, <a href={href({ page: "entity", id: entity.id, show: null })}><Name entity={entity} /></a>]); };
  if (claim.speaker) person("Says", claim.speaker);
  else rows.push(["Says", "the article itself"]);
  if (claim.date) rows.push(["When", claim.date]);
  person("Where", claim.place);
  if (claim.count) rows.push(["How many", claim.count]);
  for (const [key, value] of Object.entries(claim.attributes)) rows.push([key, <bdi>{plain(value)}</bdi>]);
  rows.push(["Certainty", <span title="How sure the extraction is that the text says this; not whether it is true">{percent(claim.confidence)} % that the text says so</span>]);
  return <dl class="circumstances">{rows.map(([label, value]) => <div key={label}><dt>{label}</dt><dd>{value}</dd></div>)}</dl>;
}

function Others({ title, briefs, kind }: { title: string; briefs: ClaimBrief[]; kind: string }) {
  if (briefs.length === 0) return null;
  return (
    <div class={`others others-${kind}`}>
      <h3>{title}</h3>
      {briefs.map((brief) => <BriefLine key={brief.id} brief={brief} />)}
    </div>
  );
}

/** A claim in two lines, leading to itself. */
export function BriefLine({ brief }: { brief: ClaimBrief }) {
  return (
    <a class="brief" href={href({ page: "claim", id: brief.id })}>
      <span class="brief-phrase"><bdi>{plain(brief.phrase)}</bdi>{brief.polarity === "negated" && <span class="tag tag-negated">denied</span>}{brief.modality !== "actual" && <span class="tag">{brief.modality}</span>}</span>
      <q class="brief-quote" dir="auto">{brief.cut.before && "… "}{honest(brief.quote)}{brief.cut.after && " …"}</q>
      <span class="brief-source"><bdi>{plain(brief.article.title)}</bdi>{brief.date && ` · ${brief.date}`}</span>
    </a>
  );
}
