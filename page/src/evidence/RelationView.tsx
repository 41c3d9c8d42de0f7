import type { Selection } from "../route";
import { useVocabulary } from "../shell/context";
import { Name } from "../shell/Name";
import type { EntityRef, Relation } from "../types";
import { plural, span } from "../words";
import { ClaimView } from "./ClaimView";

/** The claims behind an edge, one under the other. */
export function RelationView({ relation, choose }: { relation: Relation; choose: (next: Selection) => void }) {
  const { edge, subject, object, claims } = relation;
  const predicate = useVocabulary().predicates[edge.type];
  const who = (entity: EntityRef) => (
    <button type="button" class="link" onClick={() => choose({ kind: "node", id: entity.id })}><Name entity={entity} /></button>
  );
  const when = span(edge.first, edge.last);
  return (
    <div class="relation-view">
      <h2 class="relation-title">{who(subject)} <span class="verb">{predicate?.label ?? edge.type}</span> {who(object)}</h2>
      <p class="summary" title="Re-prints of one report count once; separate reports may be of one publisher">
        <span class={`status status-${edge.status}`}>{edge.status}</span>
        {[plural(edge.claims, "claim"), plural(edge.articles, "article"), plural(edge.sources, "separate report"), when].filter(Boolean).join(", ")}
      </p>
      {claims.map((claim, index) => <ClaimView key={claim.id} claim={claim} open={index < 8} />)}
    </div>
  );
}
