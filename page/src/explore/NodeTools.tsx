import { href } from "../route";
import { Name } from "../shell/Name";
import type { GraphNode } from "../types";
import { plural } from "../words";
import type { Steps } from "./useExploration";

/** What can be done with the selected entity, and with the picture as a whole. */
export function NodeTools({ node, steps, shown }: { node: GraphNode | null; steps: Steps; shown: { nodes: number; edges: number } }) {
  const { now } = steps;
  return (
    <div class="node-tools" role="toolbar" aria-label="Selected entity">
      {node ? <OneNode node={node} steps={steps} /> : <span class="hint">Click a relation to read its evidence; double-click an entity to open its neighbours.</span>}
      <span class="spacer" />
      {steps.waiting ? <span role="status">Reading…</span> : <span role="status">{plural(shown.nodes, "entity", "entities")}, {plural(shown.edges, "relation")}</span>}
      {now.hidden.size > 0 && <button type="button" onClick={steps.showAll}>Show {now.hidden.size} hidden</button>}
      <button type="button" onClick={steps.undo} disabled={!steps.canUndo}>Undo</button>
    </div>
  );
}

function OneNode({ node, steps }: { node: GraphNode; steps: Steps }) {
  const { now } = steps;
  const total = now.opened.get(node.id);
  const around = new Set<string>();
  for (const edge of now.edges.values()) {
    if (edge.source === node.id) around.add(edge.target);
    if (edge.target === node.id) around.add(edge.source);
  }
  const rest = total === undefined ? null : Math.max(0, total - around.size);
  return (
    <>
      <Name entity={node} />
      {rest === null && <button type="button" onClick={() => steps.expand(node.id)} disabled={steps.waiting}>Open neighbours</button>}
      {rest !== null && rest > 0 && <button type="button" onClick={() => steps.expand(node.id)} disabled={steps.waiting}>Show more ({rest} left)</button>}
      {total !== undefined && node.id !== now.centre && <button type="button" onClick={() => steps.collapse(node.id)}>Collapse</button>}
      {node.id !== now.centre && <button type="button" onClick={() => steps.hide(node.id)}>Hide</button>}
      {node.id !== now.centre && <a class="button" href={href({ page: "entity", id: node.id, show: null })}>Centre here</a>}
    </>
  );
}
