import { useMemo, useState } from "preact/hooks";
import type { Answer, Cell } from "../types";
import { order } from "./cell";
import { CellView } from "./CellView";
import { heading, readable, type Column } from "./columns";

const STEP = 60; // rows drawn at once: a table of thousands would stall a weak laptop

function look(cell: Cell, { name, target }: Column): string {
  if (typeof cell === "number") return "number";
  return name.endsWith("text") ? "words" : target === "article" ? "article" : "";
}

export function AnswerTable({ answer }: { answer: Answer }) {
  const [sort, setSort] = useState<{ column: number; down: boolean } | null>(null);
  const [shown, setShown] = useState(STEP);
  const columns = useMemo(() => readable(answer), [answer]);
  const rows = useMemo(() => {
    const sorted = [...answer.rows];
    if (sort) sorted.sort((a, b) => order(a[sort.column] ?? null, b[sort.column] ?? null, sort.down));
    return sorted;
  }, [answer, sort]);
  if (rows.length === 0) return null;
  return (
    <div class="table-frame">
      <table class="table">
        <thead>
          <tr>
            {columns.map(({ name, index }) => (
              <th key={name} scope="col" aria-sort={sort?.column === index ? (sort.down ? "descending" : "ascending") : undefined}>
                <button type="button" onClick={() => setSort({ column: index, down: sort?.column === index && !sort.down })}>{heading(name)}</button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, shown).map((row, index) => (
            <tr key={index}>
              {columns.map((column) => {
                const cell = row[column.index] ?? null;
                return <td key={column.name} class={look(cell, column)}><CellView row={row} column={column} cell={cell} /></td>;
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > shown && <button type="button" class="more-rows" onClick={() => setShown(shown + STEP)}>Show {Math.min(STEP, rows.length - shown)} more of {rows.length}</button>}
    </div>
  );
}
