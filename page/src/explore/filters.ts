import { useEffect, useState } from "preact/hooks";
import { href, type Route } from "../route";
import type { Status } from "../types";
import { NO_FILTERS, STATUSES, type Filters } from "./exploration";

type Explored = Extract<Route, { page: "overview" | "entity" }>;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** They stay when the reader goes on to another entity. */
let latest: Filters = NO_FILTERS;

/** The filters, as the address tells them or as they were last; the address follows them, so that it can be kept and sent. */
export function useFilters(route: Explored): [Filters, (next: Filters) => void] {
  const [filters, setFilters] = useState<Filters>(() => (route.filters ? parseFilters(route.filters) : latest));
  useEffect(() => { if (route.filters) setFilters(parseFilters(route.filters)); }, [route.filters]);
  useEffect(() => {
    latest = filters;
    history.replaceState(null, "", href({ ...route, filters: writeFilters(filters) }));
  }, [filters, href(route)]);
  return [filters, setFilters];
}

/** What differs from the first look, as the search part of an address; empty where nothing does. */
function writeFilters(filters: Filters): string {
  const values = new URLSearchParams();
  const statuses = STATUSES.filter((status) => filters.statuses.has(status));
  if (statuses.join() !== STATUSES.filter((status) => NO_FILTERS.statuses.has(status)).join()) values.set("status", statuses.join("."));
  if (filters.off.size > 0) values.set("without", Array.from(filters.off).sort().join("."));
  if (filters.from !== null) values.set("from", filters.from);
  if (filters.to !== null) values.set("to", filters.to);
  if (filters.sure > 0) values.set("sure", String(filters.sure));
  return values.toString();
}

/** The filters of an address; what makes no sense in it is as at the first look. */
function parseFilters(search: string): Filters {
  const values = new URLSearchParams(search);
  const listed = (name: string) => values.get(name)?.split(".").filter(Boolean) ?? null;
  const day = (name: string) => { const text = values.get(name); return text && DAY.test(text) ? text : null; };
  const sure = Number(values.get("sure"));
  return {
    off: new Set(listed("without") ?? []),
    statuses: new Set(listed("status")?.filter((one): one is Status => STATUSES.some((status) => status === one)) ?? NO_FILTERS.statuses),
    from: day("from"),
    to: day("to"),
    sure: sure > 0 && sure <= 99 ? sure : 0,
  };
}
