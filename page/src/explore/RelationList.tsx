import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { tuned } from "../canvas/style";
import type { Selection } from "../route";
import { useVocabulary } from "../shell/context";
import { Name } from "../shell/Name";
import { currentTheme } from "../shell/theme";
import type { Edge, GraphNode } from "../types";
import { plural, span } from "../words";
import { certainty } from "./exploration";

type Order = "articles" | "who" | "what" | "whom" | "when" | "sure" | "status";
const STEP = 150; // rows drawn at once
const COLUMNS: { key: Order; label: string }[] = [
  { key: "who", label: "Who" }, { key: "what", label: "what" }, { key: "whom", label: "whom" },
  { key: "when", label: "When" }, { key: "articles", label: "Articles" }, { key: "sure", label: "Sure" }, { key: "status", label: "Status" },
];
const NUMBERS: ReadonlySet<Order> = new Set(["articles", "sure"]);

interface Props {
  nodes: GraphNode[];
  edges: Edge[];
  selection: Selection | null;
  choose: (next: Selection) => void;
  waiting: boolean;
}

/** The same relations as the picture, as a table: for screen readers, and for everyone who reads lists faster. */
export function RelationList({ nodes, edges, selection, choose, waiting }: Props) {
  const [order, setOrder] = useState<{ key: Order; down: boolean }>({ key: "articles", down: true });
  const [whole, setWhole] = useState(false);
  const [shown, setShown] = useState(STEP);
  const names = useMemo(() => new Map(nodes.map((node) => [node.id, node])), [nodes]);
  const about = selection?.kind === "node" ? (names.get(selection.id) ?? null) : null;
  const ofOne = about ? edges.filter((edge) => edge.source === about.id || edge.target === about.id) : edges;
  const rows = useSorted(about && !whole ? ofOne : edges, names, order);
  return (
    <section class="pane-list" aria-label="Relations">
      <div class="list-bar">
        <h2>{waiting ? "Reading…" : plural(rows.length, "relation")}</h2>
        {about && (
          <div class="segments" role="group" aria-label="Which relations">
            <button type="button" aria-pressed={!whole} onClick={() => setWhole(false)}>of the selected ({ofOne.length})</button>
            <button type="button" aria-pressed={whole} onClick={() => setWhole(true)}>all shown ({edges.length})</button>
          </div>
        )}
      </div>
      <div class="table-frame">
        <table class="table relations">
          <thead>
            <tr>
              {COLUMNS.map(({ key, label }) => (
                <th key={key} scope="col" class={NUMBERS.has(key) ? "number" : ""} aria-sort={order.key === key ? (order.down ? "descending" : "ascending") : undefined}>
                  <button type="button" onClick={() => setOrder({ key, down: order.key === key ? !order.down : NUMBERS.has(key) || key === "when" })}>{label}</button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, shown).map((edge) => (
              <Row key={edge.id} edge={edge} names={names} chosen={selection?.kind === "relation" && selection.id === edge.id} choose={choose} />
            ))}
          </tbody>
        </table>
        {rows.length > shown && <button type="button" class="more-rows" onClick={() => setShown(shown + STEP)}>Show more of {rows.length}</button>}
        {rows.length === 0 && !waiting && <p class="empty">No relation passes the filters.</p>}
      </div>
    </section>
  );
}

function Row({ edge, names, chosen, choose }: { edge: Edge; names: Map<string, GraphNode>; chosen: boolean; choose: Props["choose"] }) {
  const predicate = useVocabulary().predicates[edge.type];
  const row = useRef<HTMLTableRowElement>(null);
  useEffect(() => { if (chosen) row.current?.scrollIntoView({ block: "nearest" }); }, [chosen]);
  const who = names.get(edge.source);
  const whom = names.get(edge.target);
  if (!who || !whom) return null;
  const open = () => choose({ kind: "relation", id: edge.id });
  return (
    <tr ref={row} class={chosen ? "chosen" : ""} onClick={open}>
      <td><Entity entity={who} choose={choose} /></td>
      <td>
        <button type="button" class="relation-button" aria-pressed={chosen} onClick={(event) => { event.stopPropagation(); open(); }}>
          <span class="line" style={{ backgroundColor: tuned(predicate?.colour ?? "#777777", currentTheme() === "dark") }} />
          {predicate?.label ?? edge.type}
        </button>
      </td>
      <td><Entity entity={whom} choose={choose} /></td>
      <td class="when">{span(edge.first, edge.last)}</td>
      <td class="number" title={`${plural(edge.claims, "claim")} in ${plural(edge.articles, "article")}, ${plural(edge.sources, "separate report")}: re-prints count once`}>{edge.articles}</td>
      <td class="number" title="How sure the extraction is that the text says so; not whether it is true">{certainty(edge)} %</td>
      <td><span class={`status status-${edge.status}`}>{edge.status}</span></td>
    </tr>
  );
}

function Entity({ entity, choose }: { entity: GraphNode; choose: Props["choose"] }) {
  const select = (event: MouseEvent) => { event.stopPropagation(); choose({ kind: "node", id: entity.id }); };
  return <button type="button" class="link" onClick={select}><Name entity={entity} /></button>;
}

function useSorted(edges: Edge[], names: Map<string, GraphNode>, order: { key: Order; down: boolean }): Edge[] {
  const { predicates } = useVocabulary();
  return useMemo(() => {
    const value: Record<Order, (edge: Edge) => string | number> = {
      articles: (edge) => edge.articles * 1000 + edge.claims, sure: (edge) => edge.confidence, status: (edge) => edge.status, when: (edge) => edge.first ?? "",
      who: (edge) => names.get(edge.source)?.name ?? "", whom: (edge) => names.get(edge.target)?.name ?? "",
      what: (edge) => predicates[edge.type]?.label ?? edge.type,
    };
    const read = value[order.key];
    const turn = order.down ? -1 : 1;
    return [...edges].sort((a, b) => {
      const [x, y] = [read(a), read(b)];
      return turn * (typeof x === "number" && typeof y === "number" ? x - y : String(x).localeCompare(String(y))) || a.id.localeCompare(b.id);
    });
  }, [edges, names, order]);
}
