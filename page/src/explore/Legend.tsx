import { TypeMark } from "../shell/Name";
import { useVocabulary } from "../shell/context";
import type { GraphNode } from "../types";

const LINES: [string, string][] = [
  ["solid", "actual: stated as fact"],
  ["dashed", "alleged: someone says so"],
  ["dotted", "planned, hypothetical or denied"],
  ["broken", "contested: some affirm, some deny"],
];

/** What shapes and lines mean, folded away until asked for. */
export function Legend({ nodes }: { nodes: GraphNode[] }) {
  const { types } = useVocabulary();
  const shown = Object.keys(types).filter((type) => nodes.some((node) => node.type === type));
  return (
    <details class="legend">
      <summary>Key</summary>
      <ul>{shown.map((type) => <li key={type}><TypeMark type={type} />{types[type]?.label}</li>)}</ul>
      <ul>{LINES.map(([kind, meaning]) => <li key={kind}><span class={`sample sample-${kind}`} />{meaning}</li>)}</ul>
      <p class="hint">Larger and thicker: in more articles.</p>
    </details>
  );
}
