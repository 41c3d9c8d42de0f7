import { useEffect, useState } from "preact/hooks";

/** Where the reader is; every place has an address (the part behind #) that can be kept and sent. */
export type Route =
  | { page: "start" }
  | { page: "overview"; show: Selection | null; filters?: string }
  | { page: "entity"; id: string; show: Selection | null; filters?: string }
  | { page: "relation"; id: string }
  | { page: "claim"; id: string }
  | { page: "article"; id: string; claim: string | null }
  | { page: "question"; name: string; values: Record<string, string> }
  | { page: "questions" }
  | { page: "cypher"; text: string }
  | { page: "runs" };

/** What the evidence pane shows. */
export interface Selection {
  kind: "node" | "relation" | "claim";
  id: string;
}

const KINDS = ["node", "relation", "claim"] as const;

export function parseRoute(hash: string): Route {
  const [path = "", search = ""] = hash.replace(/^#\/?/, "").split("?", 2);
  const [page = "", id = "", kind = "", selected = ""] = path.split("/").map(decode);
  const values = new URLSearchParams(search);
  const show = selection(kind, selected);
  switch (page) {
    case "entity":
      return id ? { page, id, show, filters: search } : { page: "start" };
    case "overview":
      return { page, show: selection(id, kind), filters: search };
    case "relation":
    case "claim":
      return { page, id };
    case "article":
      return { page, id, claim: values.get("claim") };
    case "question":
      return { page, name: id, values: Object.fromEntries(values) };
    case "cypher":
      return { page, text: values.get("text") ?? "" };
    case "questions":
    case "runs":
      return { page };
    default:
      return { page: "start" };
  }
}

export function href(route: Route): string {
  const e = encodeURIComponent;
  switch (route.page) {
    case "start":
      return "#/";
    case "overview":
      return `#/overview${tail(route)}`;
    case "entity":
      return `#/entity/${e(route.id)}${tail(route)}`;
    case "relation":
    case "claim":
      return `#/${route.page}/${e(route.id)}`;
    case "article":
      return `#/article/${e(route.id)}${route.claim ? `?claim=${e(route.claim)}` : ""}`;
    case "question": {
      const values = new URLSearchParams(route.values).toString();
      return `#/question/${e(route.name)}${values ? `?${values}` : ""}`;
    }
    case "cypher":
      return `#/cypher${route.text ? `?text=${e(route.text)}` : ""}`;
    default:
      return `#/${route.page}`;
  }
}

export function go(route: Route): void {
  location.hash = href(route);
}

export function useRoute(): Route {
  const [route, setRoute] = useState(() => parseRoute(location.hash));
  useEffect(() => {
    const follow = () => setRoute(parseRoute(location.hash));
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  return route;
}

function tail({ show, filters }: { show: Selection | null; filters?: string }): string {
  return (show ? `/${show.kind}/${encodeURIComponent(show.id)}` : "") + (filters ? `?${filters}` : "");
}

function selection(kind: string, id: string): Selection | null {
  const known = KINDS.find((one) => one === kind);
  return known && id ? { kind: known, id } : null;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return ""; // a hand-made address with a stray % leads to the start, not to an error
  }
}
