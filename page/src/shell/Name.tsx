import type { EntityRef } from "../types";
import { plain } from "../words";
import { useVocabulary } from "./context";
import { SHAPES, tuned } from "../canvas/style";
import { currentTheme } from "./theme";

/** The mark of a type: the shape and colour it has on the canvas. */
export function TypeMark({ type }: { type: string }) {
  const kind = useVocabulary().types[type];
  const colour = tuned(kind?.colour ?? "#777777", currentTheme() === "dark");
  return <span class={`mark mark-${SHAPES[type] ?? "ellipse"}`} style={{ backgroundColor: colour }} aria-hidden="true" />;
}

/** An entity's name with its mark; <bdi> keeps foreign writing directions inside. */
export function Name({ entity }: { entity: EntityRef }) {
  const kind = useVocabulary().types[entity.type];
  return (
    <span class="name" title={kind?.label ?? entity.type}>
      <TypeMark type={entity.type} />
      <bdi>{plain(entity.name)}</bdi>
    </span>
  );
}
