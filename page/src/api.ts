import type { About, Answer, Article, Card, Claim, Found, Question, Relation, RunRecord, View } from "./types";

/** What the server said instead of an answer: one sentence for a person. */
export class ApiError extends Error {
  constructor(message: string, readonly status: number) {
    super(message);
  }
}

async function ask<T>(path: string, init: RequestInit = {}): Promise<T> {
  let response: Response;
  try {
    response = await fetch(path, { ...init, credentials: "omit", cache: "no-store" });
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === "AbortError") throw cause;
    throw new ApiError("The server does not answer. Is “kg serve” still running?", 0);
  }
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) {
    const said = body !== null && typeof body === "object" && "error" in body ? String(body.error) : `The server answered ${response.status}.`;
    throw new ApiError(said, response.status);
  }
  return body as T;
}

const send = <T>(path: string, body: unknown): Promise<T> =>
  ask<T>(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

const part = encodeURIComponent;

/** Which relations count, as the server understands it. Empty lists mean all. */
export interface Scope {
  types: string[];
  statuses: string[];
  from: string | null;
  to: string | null;
}

export const api = {
  about: () => ask<About>("/api/about"),
  search: (query: string, signal?: AbortSignal) => ask<Found>(`/api/search?q=${part(query)}`, signal ? { signal } : {}),
  overview: (scope: Scope) => send<View>("/api/overview", scope),
  open: (entity: string, scope: Scope) => send<View>(`/api/entities/${part(entity)}/view`, scope),
  grow: (hub: string, shown: [string, number, number][], scope: Scope) => send<View>(`/api/entities/${part(hub)}/grow`, { ...scope, shown }),
  card: (entity: string) => ask<Card>(`/api/entities/${part(entity)}`),
  relation: (id: string) => ask<Relation>(`/api/relations/${part(id)}`),
  claim: (id: string) => ask<Claim>(`/api/claims/${part(id)}`),
  article: (id: string) => ask<Article>(`/api/articles/${part(id)}`),
  questions: () => ask<Question[]>("/api/questions"),
  answer: (name: string, parameters: Record<string, string>) => send<Answer>(`/api/questions/${part(name)}`, { parameters }),
  cypher: (text: string) => send<Answer>("/api/cypher", { text }),
  runs: () => ask<RunRecord[]>("/api/runs"),
};
