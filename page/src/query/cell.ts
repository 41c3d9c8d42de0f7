import type { Cell, EdgeCell, EntityCell } from "../types";

export function isNode(cell: Cell): cell is EntityCell {
  return cell !== null && typeof cell === "object" && "kind" in cell && cell.kind === "node";
}

export function isEdge(cell: Cell): cell is EdgeCell {
  return cell !== null && typeof cell === "object" && "kind" in cell && cell.kind === "edge";
}

/** A cell in plain words, for sorting and saving. */
export function cellText(cell: Cell): string {
  if (cell === null) return "";
  if (Array.isArray(cell)) return cell.map(cellText).join("; ");
  if (isNode(cell)) return cell.name;
  if (isEdge(cell)) return cell.type;
  return typeof cell === "object" ? JSON.stringify(cell) : String(cell);
}

const COLLATOR = new Intl.Collator("en", { numeric: true });

/** Where one cell stands to another in a sorted column: numbers by their size, words by the alphabet, empty ones last either way. */
export function order(one: Cell, other: Cell, down: boolean): number {
  const [a, b] = [cellText(one), cellText(other)];
  if (!a || !b) return a ? -1 : b ? 1 : 0;
  const rise = typeof one === "number" && typeof other === "number" ? one - other : COLLATOR.compare(a, b);
  return down ? -rise : rise;
}
