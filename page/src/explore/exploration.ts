import type { Edge, GraphNode, Status, View } from "../types";
import { percent } from "../words";

/** What lies on the canvas. Values are never changed in place: undo is going back to an older one. */
export interface Exploration {
  centre: string | null;
  nodes: ReadonlyMap<string, GraphNode>;
  edges: ReadonlyMap<string, Edge>;
  hidden: ReadonlySet<string>;
  /** Opened nodes -> how many neighbours each has under the filters it was opened with. */
  opened: ReadonlyMap<string, number>;
  /** node -> the node whose opening brought it. */
  broughtBy: ReadonlyMap<string, string>;
  /** Relations that the limit on the dates left out for having no date. */
  undated: number;
  /** Relations of the centre to others than are shown, left out for their status. */
  elsewhere: number;
}

export interface Filters {
  /** Relation types that are switched off. */
  off: ReadonlySet<string>;
  statuses: ReadonlySet<Status>;
  from: string | null;
  to: string | null;
  /** Per cent from which on a relation counts as sure enough. */
  sure: number;
}

/** Why a relation that could be drawn is not. */
export type Reason = "kind" | "status" | "certainty" | "date";

export const STATUSES: readonly Status[] = ["actual", "alleged", "contested", "denied", "planned", "hypothetical"];
export const NO_FILTERS: Filters = { off: new Set(), statuses: new Set<Status>(["actual", "alleged"]), from: null, to: null, sure: 0 };
export const EMPTY: Exploration = { centre: null, nodes: new Map(), edges: new Map(), hidden: new Set(), opened: new Map(), broughtBy: new Map(), undated: 0, elsewhere: 0 };

const byId = <T extends { id: string }>(items: Iterable<T>): Map<string, T> => new Map(Array.from(items, (item) => [item.id, item]));

/** A first view of an entity (or of several, with no centre). */
export function begin(centre: string | null, view: View): Exploration {
  const opened = new Map(centre === null ? [] : [[centre, view.total ?? 0]]);
  const broughtBy = new Map(centre === null ? [] : view.nodes.filter((node) => node.id !== centre).map((node) => [node.id, centre]));
  return { ...EMPTY, centre, nodes: byId(view.nodes), edges: byId(view.edges), opened, broughtBy, undated: view.undated, elsewhere: view.elsewhere };
}

/** More neighbours of `hub`. What is shown keeps its place. */
export function grow(now: Exploration, hub: string, view: View): Exploration {
  const fresh = view.nodes.filter((node) => !now.nodes.has(node.id));
  return {
    ...now,
    nodes: new Map([...now.nodes, ...byId(fresh)]),
    edges: new Map([...now.edges, ...byId(view.edges)]),
    opened: new Map([...now.opened, [hub, view.total ?? 0]]),
    broughtBy: new Map([...now.broughtBy, ...fresh.map((node): [string, string] => [node.id, hub])]),
  };
}

/** Take away what opening `hub` brought, and what those brought. */
export function collapse(now: Exploration, hub: string): Exploration {
  const going = new Set<string>();
  const follow = (parent: string): void => {
    for (const [child, by] of now.broughtBy) {
      if (by === parent && !going.has(child) && child !== now.centre) {
        going.add(child);
        follow(child);
      }
    }
  };
  follow(hub);
  const keep = <T>(entries: Iterable<[string, T]>) => new Map(Array.from(entries).filter(([id]) => !going.has(id)));
  const opened = keep(now.opened);
  opened.delete(hub);
  return {
    ...now, opened, nodes: keep(now.nodes), broughtBy: keep(now.broughtBy),
    edges: new Map(Array.from(now.edges).filter(([, edge]) => !going.has(edge.source) && !going.has(edge.target))),
  };
}

export function hide(now: Exploration, id: string): Exploration {
  return { ...now, hidden: new Set([...now.hidden, id]) };
}

export function showAll(now: Exploration): Exploration {
  return { ...now, hidden: new Set() };
}

export function move(now: Exploration, id: string, x: number, y: number): Exploration {
  const node = now.nodes.get(id);
  return node ? { ...now, nodes: new Map([...now.nodes, [id, { ...node, x, y }]]) } : now;
}

/** How sure the extraction is that the text says so, in whole per cent, as it is written everywhere. */
export const certainty = (edge: Edge): number => percent(edge.confidence);

export const passes = (edge: Edge, filters: Filters): boolean => heldBackBy(edge, filters) === null;

/** The first filter that holds a relation back; null where none does. */
export function heldBackBy(edge: Edge, filters: Filters): Reason | null {
  if (!filters.statuses.has(edge.status)) return "status";
  if (certainty(edge) < filters.sure) return "certainty";
  if (filters.off.has(edge.type)) return "kind";
  return inPeriod(edge, filters) ? null : "date";
}

function inPeriod(edge: Edge, filters: Filters): boolean {
  if (!filters.from && !filters.to) return true;
  const first = edge.first ?? edge.last;
  const last = edge.last ?? edge.first;
  if (!first || !last) return false; // no day known: it cannot be said to lie in the period
  return (!filters.from || last >= filters.from) && (!filters.to || first <= filters.to);
}

/** What is drawn and listed: relations that pass, and the entities they join (and the centre). */
export function visible(now: Exploration, filters: Filters): { nodes: GraphNode[]; edges: Edge[]; withheld: Edge[] } {
  const there = (id: string) => now.nodes.has(id) && !now.hidden.has(id);
  const possible = Array.from(now.edges.values()).filter((edge) => there(edge.source) && there(edge.target));
  const edges = possible.filter((edge) => passes(edge, filters));
  const joined = new Set(edges.flatMap((edge) => [edge.source, edge.target]));
  // A node with no relation at all (a query may return such) stays; one whose relations are all filtered out goes.
  const related = new Set(Array.from(now.edges.values()).flatMap((edge) => [edge.source, edge.target]));
  const stays = (id: string) => joined.has(id) || now.opened.has(id) || !related.has(id);
  const nodes = Array.from(now.nodes.values()).filter((node) => there(node.id) && stays(node.id));
  const withheld = possible.filter((edge) => !passes(edge, filters));
  return { nodes, edges, withheld };
}
