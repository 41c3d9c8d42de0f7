import { useVocabulary } from "../shell/context";
import { currentTheme } from "../shell/theme";
import { tuned } from "../canvas/style";
import type { Edge, Status } from "../types";
import { plural } from "../words";
import { NO_FILTERS, STATUSES, passes, type Filters } from "./exploration";

const MEANING: Record<Status, string> = {
  actual: "stated as fact by an article",
  alleged: "said to be so by someone",
  contested: "some affirm it, some deny it",
  denied: "only denied",
  planned: "announced or intended",
  hypothetical: "if, might, could",
};

interface Props {
  filters: Filters;
  change: (filters: Filters) => void;
  edges: Edge[];
  withheld: number;
}

/** Which relations are shown: by type, status and date. It says what it holds back. */
export function FilterBar({ filters, change, edges, withheld }: Props) {
  const narrowed = filters.off.size > 0 || filters.from !== null || filters.to !== null || !sameStatuses(filters);
  return (
    <div class="filter-bar">
      <TypeChips filters={filters} change={change} edges={edges} />
      <div class="filter-row">
        <fieldset class="statuses">
          <legend>Status</legend>
          {STATUSES.map((status) => (
            <label key={status} title={MEANING[status]}>
              <input type="checkbox" checked={filters.statuses.has(status)} onChange={() => change({ ...filters, statuses: toggled(filters.statuses, status) })} />
              {status}
            </label>
          ))}
        </fieldset>
        <fieldset class="dates">
          <legend>Date</legend>
          <input type="date" aria-label="From" value={filters.from ?? ""} onChange={(event) => change({ ...filters, from: event.currentTarget.value || null })} />
          <span aria-hidden="true">–</span>
          <input type="date" aria-label="To" value={filters.to ?? ""} onChange={(event) => change({ ...filters, to: event.currentTarget.value || null })} />
        </fieldset>
        {narrowed && <button type="button" class="quiet" onClick={() => change(NO_FILTERS)}>Reset</button>}
        <span class="held-back" role="status">{heldBack(filters, withheld)}</span>
      </div>
    </div>
  );
}

function heldBack(filters: Filters, withheld: number): string {
  const missing = STATUSES.filter((status) => !filters.statuses.has(status));
  const words = withheld > 0 ? `${plural(withheld, "relation")} here not shown: ${missing.join(", ")}.` : "";
  return filters.from || filters.to ? `${words} Relations without a date are left out.` : words;
}

function TypeChips({ filters, change, edges }: Omit<Props, "withheld">) {
  const { predicates } = useVocabulary();
  const dark = currentTheme() === "dark";
  const counts = new Map<string, number>();
  for (const edge of edges) if (passes(edge, { ...filters, off: new Set() })) counts.set(edge.type, (counts.get(edge.type) ?? 0) + 1);
  const order = Object.keys(predicates).filter((type) => counts.has(type)).sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0));
  if (order.length === 0) return null;
  const only = (type: string) => change({ ...filters, off: new Set(order.filter((one) => one !== type)) });
  return (
    <div class="type-chips" role="group" aria-label="Kinds of relation (double-click for only one)">
      {order.map((type) => (
        <button
          key={type} type="button" class="type-chip" aria-pressed={!filters.off.has(type)} title="Click to hide or show, double-click for only this"
          onClick={() => change({ ...filters, off: toggled(filters.off, type) })} onDblClick={() => only(type)}
        >
          <span class="line" style={{ backgroundColor: tuned(predicates[type]?.colour ?? "#777777", dark) }} />
          {predicates[type]?.label ?? type} <span class="count">{counts.get(type)}</span>
        </button>
      ))}
    </div>
  );
}

function toggled<T>(set: ReadonlySet<T>, item: T): Set<T> {
  const next = new Set(set);
  if (!next.delete(item)) next.add(item);
  return next;
}

function sameStatuses(filters: Filters): boolean {
  return STATUSES.every((status) => filters.statuses.has(status) === NO_FILTERS.statuses.has(status));
}
