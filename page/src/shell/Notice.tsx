import type { ComponentChildren } from "preact";

export function Waiting({ what }: { what: string }) {
  return <p class="waiting" role="status">{what}…</p>;
}

export function Problem({ error }: { error: Error }) {
  return <p class="problem" role="alert">{error.message}</p>;
}

export function Empty({ children }: { children: ComponentChildren }) {
  return <div class="empty">{children}</div>;
}
