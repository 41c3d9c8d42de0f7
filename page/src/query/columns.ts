import type { Answer, Cell } from "../types";

/** Where the words of a column lead. */
export type Target = "entity" | "claim" | "article";

export interface Column {
  name: string;
  index: number;
  /** Column that holds the id (or ids) the words stand for; null where they stand for nothing. */
  ids: number | null;
  target: Target;
}

/** Columns that serve programs: kept in the saved file, left out of the table. */
const FOR_PROGRAMS = /^(other_)?(start|end|version)$/;
const DRAWN = new Set(["from", "to", "relationship"]);

/** Which columns a person reads: `speaker` leads to `speaker_id`, `text` to `claim_id`, `victims` to `victim_ids`. Empty ones say nothing. */
export function readable({ columns, rows }: Answer): Column[] {
  const at = new Map(columns.map((name, index) => [name, index]));
  const used = new Set<number>();
  const take = (...names: string[]): number | null => {
    const index = names.map((name) => at.get(name)).find((one) => one !== undefined) ?? null;
    if (index !== null) used.add(index);
    return index;
  };
  const shown = columns.map((name, index): Column => {
    if (/(^|_)text$/.test(name)) return { name, index, ids: take(name.replace(/text$/, "claim_id")), target: "claim" };
    if (/(^|_)claim_ids?$/.test(name)) return { name, index, ids: index, target: "claim" };
    const ids = take(`${name}_id`, `${name.replace(/s$/, "")}_ids`);
    return { name, index, ids, target: /(^|_)article$/.test(name) ? "article" : "entity" };
  });
  const named = at.has("subject") && at.has("object");
  const says = (index: number) => rows.some((row) => row[index] !== null && row[index] !== undefined);
  return shown.filter(({ name, index }) => says(index) && !used.has(index) && !FOR_PROGRAMS.test(name) && !(named && DRAWN.has(name)));
}

/** A heading in words. */
export function heading(name: string): string {
  return /(^|_)claim_ids?$/.test(name) ? "evidence" : name.replaceAll("_", " ");
}

/** The id that stands behind the `n`th word of a cell. */
export function idOf(row: Cell[], column: Column, n: number): string | null {
  if (column.ids === null) return null;
  const held = row[column.ids] ?? null;
  const one = Array.isArray(held) ? (held[n] ?? null) : held;
  return typeof one === "string" ? one : null;
}
