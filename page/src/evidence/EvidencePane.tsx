import { useEffect } from "preact/hooks";
import { api } from "../api";
import { passes, type Filters } from "../explore/exploration";
import { useLoaded } from "../load";
import type { Selection } from "../route";
import { Empty, Problem, Waiting } from "../shell/Notice";
import { ClaimView } from "./ClaimView";
import { EntityCard } from "./EntityCard";
import { RelationView } from "./RelationView";

interface Props {
  selection: Selection | null;
  choose: (next: Selection) => void;
  /** Says which relation a shown claim supports, so that the other panes can point to it. */
  relate: (relation: string | null) => void;
  filters: Filters;
}

/** What is known of the selected thing, down to the words of the articles. */
export function EvidencePane({ selection, choose, relate, filters }: Props) {
  return (
    <aside class="pane-evidence" aria-label="Evidence" aria-live="polite" key={selection ? selection.kind + selection.id : ""}>
      {selection === null && <Empty><p>Select an entity or a relation: its evidence opens here.</p></Empty>}
      {selection?.kind === "node" && <OfEntity id={selection.id} choose={choose} />}
      {selection?.kind === "relation" && <OfRelation id={selection.id} choose={choose} filters={filters} />}
      {selection?.kind === "claim" && <OfClaim id={selection.id} relate={relate} />}
    </aside>
  );
}

function OfEntity({ id, choose }: { id: string; choose: Props["choose"] }) {
  const card = useLoaded(id, () => api.card(id));
  if (card.state === "loading") return <Waiting what="Reading" />;
  return card.state === "failed" ? <Problem error={card.error} /> : <EntityCard card={card.value} choose={choose} />;
}

function OfRelation({ id, choose, filters }: { id: string; choose: Props["choose"]; filters: Filters }) {
  const relation = useLoaded(id, () => api.relation(id));
  if (relation.state === "loading") return <Waiting what="Reading" />;
  return relation.state === "failed" ? <Problem error={relation.error} /> : (
    <>
      {!passes(relation.value.edge, filters) && <p class="hidden-note" role="status">The filters hide this relation in the picture and in the list.</p>}
      <RelationView relation={relation.value} choose={choose} />
    </>
  );
}

function OfClaim({ id, relate }: { id: string; relate: Props["relate"] }) {
  const claim = useLoaded(id, () => api.claim(id));
  const relation = claim.state === "done" ? (claim.value.relation ?? null) : null;
  useEffect(() => {
    relate(relation);
    return () => relate(null);
  }, [relation]);
  if (claim.state === "loading") return <Waiting what="Reading" />;
  return claim.state === "failed" ? <Problem error={claim.error} /> : <ClaimView claim={claim.value} open />;
}
