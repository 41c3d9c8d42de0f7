import { useEffect, useState } from "preact/hooks";
import { api, type Scope } from "../api";
import { EMPTY, STATUSES, begin, collapse, grow, hide, move, showAll, type Exploration, type Filters } from "./exploration";

const REMEMBERED = 50; // steps that can be undone

export interface Steps {
  now: Exploration;
  /** Changes when the picture is new, not when it grows. */
  opening: number;
  waiting: boolean;
  error: Error | null;
  canUndo: boolean;
  expand(id: string): void;
  collapse(id: string): void;
  hide(id: string): void;
  showAll(): void;
  move(id: string, x: number, y: number): void;
  undo(): void;
}

/** The canvas's content for one centre, step by step, with undo. */
export function useExploration(centre: string | null, filters: Filters, allTypes: string[]): Steps {
  const [now, setNow] = useState<Exploration>(EMPTY);
  const [past, setPast] = useState<Exploration[]>([]);
  const [opening, setOpening] = useState(0);
  const [pending, setPending] = useState(0);
  const [error, setError] = useState<Error | null>(null);

  const statuses = STATUSES.filter((one) => filters.statuses.has(one));
  const scope: Scope = {
    types: filters.off.size ? allTypes.filter((type) => !filters.off.has(type)) : [], statuses, from: filters.from, to: filters.to,
  };
  const step = (next: Exploration) => { setPast([...past, now].slice(-REMEMBERED)); setNow(next); };
  const wait = (work: Promise<void>) => {
    setPending((count) => count + 1); setError(null);
    work.catch(setError).finally(() => setPending((count) => count - 1));
  };

  // The server chooses neighbours by status and day, so these open the view anew; switching a type off only hides.
  useEffect(() => {
    let current = true;
    const ask = centre === null ? api.overview(scope) : api.open(centre, scope);
    wait(ask.then((view) => {
      if (!current) return;
      setNow(begin(centre, view)); setPast([]); setOpening((count) => count + 1);
    }));
    return () => { current = false; };
  }, [centre, statuses.join(), filters.from, filters.to]);

  return {
    now, opening, waiting: pending > 0 || (opening === 0 && error === null), error, canUndo: past.length > 0,
    expand: (id) => {
      const shown = Array.from(now.nodes.values(), (node): [string, number, number] => [node.id, Math.round(node.x), Math.round(node.y)]);
      wait(api.grow(id, shown, scope).then((view) => step(grow(now, id, view))));
    },
    collapse: (id) => step(collapse(now, id)),
    hide: (id) => step(hide(now, id)),
    showAll: () => step(showAll(now)),
    move: (id, x, y) => setNow(move(now, id, x, y)),
    undo: () => {
      const before = past.at(-1);
      if (before) { setNow(before); setPast(past.slice(0, -1)); }
    },
  };
}
