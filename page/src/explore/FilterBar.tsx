import { useEffect, useRef, useState } from "preact/hooks";
import { useVocabulary } from "../shell/context";
import { currentTheme } from "../shell/theme";
import { tuned } from "../canvas/style";
import type { Edge, Status } from "../types";
import { plural } from "../words";
import { NO_FILTERS, STATUSES, heldBackBy, passes, type Filters, type Reason } from "./exploration";

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
  /** Relations between what is shown that do not pass. */
  withheld: Edge[];
  /** Relations without a date that the server left out under a limit on the dates. */
  undated: number;
  /** Relations of the opened entity to others than are shown, left out for their status. */
  elsewhere: number;
}

/** Which relations are shown: by kind, status, date and certainty. It says what it holds back. */
export function FilterBar({ filters, change, edges, withheld, undated, elsewhere }: Props) {
  const narrowed = filters.off.size > 0 || filters.from !== null || filters.to !== null || filters.sure > 0 || !sameStatuses(filters);
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
        <label class="sure" title="How sure the extraction is that the text says so; not whether it is true">
          At least
          <input
            type="number" aria-label="At least so many per cent sure" min={0} max={99} step={5} value={filters.sure}
            onInput={(event) => change({ ...filters, sure: Math.min(99, Math.max(0, event.currentTarget.valueAsNumber || 0)) })}
          />
          % sure
        </label>
        {narrowed && <button type="button" class="quiet" onClick={() => change(NO_FILTERS)}>Reset</button>}
        <span class="held-back" role="status">{heldBack(filters, withheld, undated, elsewhere)}</span>
      </div>
    </div>
  );
}

/** What the filters hold back, and why: every relation under the first reason that applies. */
function heldBack(filters: Filters, withheld: Edge[], undated: number, elsewhere: number): string {
  const limited = filters.from !== null || filters.to !== null;
  const counts: Record<Reason, number> = { status: 0, certainty: 0, kind: 0, date: 0 };
  for (const edge of withheld) {
    const reason = heldBackBy(edge, filters);
    // Those without any day are among the server's count already.
    if (reason && !(reason === "date" && !edge.first && !edge.last)) counts[reason] += 1;
  }
  const missing = STATUSES.filter((status) => !filters.statuses.has(status)).join(", ");
  const why: [number, string][] = [
    [counts.status, missing], [counts.certainty, `less than ${filters.sure} % sure`], [counts.kind, "of a kind switched off"], [counts.date, "of other dates"],
  ];
  const total = why.reduce((sum, [count]) => sum + count, 0);
  const parts = why.filter(([count]) => count > 0);
  const reasons = parts.map(([count, words]) => (parts.length > 1 ? `${count} ${words}` : words)).join("; ");
  const here = total > 0 ? `${plural(total, "relation")} here not shown: ${reasons}.` : "";
  const others = elsewhere > 0 ? `${plural(elsewhere, "relation")} to others not shown: ${missing}.` : "";
  const dateless = limited ? `${plural(undated, "relation")} without a date ${undated === 1 ? "is" : "are"} left out.` : "";
  return [here, others, dateless].filter(Boolean).join(" ");
}

function TypeChips({ filters, change, edges }: Pick<Props, "filters" | "change" | "edges">) {
  const { predicates } = useVocabulary();
  const dark = currentTheme() === "dark";
  const counts = new Map<string, number>();
  for (const edge of edges) if (passes(edge, { ...filters, off: new Set() })) counts.set(edge.type, (counts.get(edge.type) ?? 0) + 1);
  const order = Object.keys(predicates).filter((type) => counts.has(type)).sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0));
  const box = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const [cut, setCut] = useState(false);
  useEffect(() => { if (!open && box.current) setCut(box.current.scrollHeight > box.current.clientHeight + 4); }, [order.join(), open]);
  if (order.length === 0) return null;
  const only = (type: string) => change({ ...filters, off: new Set(order.filter((one) => one !== type)) });
  return (
    <div class="type-bar">
      <div ref={box} class={open ? "type-chips open" : "type-chips"} role="group" aria-label="Kinds of relation (double-click for only one)">
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
      {(cut || open) && <button type="button" class="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>{open ? "Fewer" : `All ${order.length} kinds`}</button>}
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
