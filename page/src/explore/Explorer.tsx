import { useMemo, useState } from "preact/hooks";
import { EvidencePane } from "../evidence/EvidencePane";
import { go, type Route, type Selection } from "../route";
import { useVocabulary } from "../shell/context";
import { Problem } from "../shell/Notice";
import { Canvas } from "./Canvas";
import { Divider } from "./Divider";
import { visible } from "./exploration";
import { FilterBar } from "./FilterBar";
import { useFilters } from "./filters";
import { NodeTools } from "./NodeTools";
import { RelationList } from "./RelationList";
import { useExploration } from "./useExploration";

/** Three panes in step: picture, list, evidence. What is selected and what is held back is in the address. */
export function Explorer({ route }: { route: Extract<Route, { page: "overview" | "entity" }> }) {
  const { show } = route;
  const centre = route.page === "entity" ? route.id : null;
  const vocabulary = useVocabulary();
  const [filters, setFilters] = useFilters(route);
  const steps = useExploration(centre, filters, Object.keys(vocabulary.predicates));
  const { nodes, edges, withheld } = useMemo(() => visible(steps.now, filters), [steps.now, filters]);
  const [related, relate] = useState<string | null>(null);
  const selection: Selection | null = show ?? (centre ? { kind: "node", id: centre } : null);
  const choose = (next: Selection | null) => go(centre === null ? { page: "overview", show: next } : { page: "entity", id: centre, show: next });
  // A claim points to the relation it supports, in the picture and in the list.
  const pointed: Selection | null = show?.kind === "claim" ? (related ? { kind: "relation", id: related } : null) : show;
  const chosenNode = selection?.kind === "node" ? (steps.now.nodes.get(selection.id) ?? null) : null;
  return (
    <div class="explorer">
      <section class="pane-graph" aria-label="Graph">
        <FilterBar filters={filters} change={setFilters} edges={Array.from(steps.now.edges.values())} withheld={withheld} undated={steps.now.undated} elsewhere={steps.now.elsewhere} />
        {steps.error && <Problem error={steps.error} />}
        <Canvas
          nodes={nodes} edges={edges} centre={centre} selection={pointed} fitKey={String(steps.opening)}
          onChoose={(kind, id) => choose(kind ? { kind, id } : null)} onExpand={steps.expand} onMove={steps.move}
        />
        <NodeTools node={chosenNode} steps={steps} shown={{ nodes: nodes.length, edges: edges.length }} />
      </section>
      <Divider way="rows" label="Height of the list" variable="--list-size" initial={32} />
      <RelationList nodes={nodes} edges={edges} selection={pointed ?? selection} choose={choose} waiting={steps.waiting} />
      <Divider way="columns" label="Width of the evidence" variable="--evidence-size" initial={32} />
      <EvidencePane selection={selection} choose={choose} relate={relate} filters={filters} />
    </div>
  );
}
