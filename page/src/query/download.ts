import type { Answer, Cell } from "../types";
import { cellText } from "./cell";

/** CSV of an answer. A cell that a spreadsheet would run as a formula gets a leading apostrophe. */
export function tableText(answer: Answer): string {
  const line = (cells: string[]) => cells.map(quoted).join(",");
  return [line(answer.columns), ...answer.rows.map((row) => line(row.map((cell: Cell) => cellText(cell))))].join("\r\n") + "\r\n";
}

function quoted(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
