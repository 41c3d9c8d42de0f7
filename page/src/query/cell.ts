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
