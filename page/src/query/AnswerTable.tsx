import { useState } from "preact/hooks";
import { href } from "../route";
import { Name } from "../shell/Name";
import { useVocabulary } from "../shell/context";
import type { Answer, Cell } from "../types";
import { plain, webAddress } from "../words";
import { cellText, isEdge, isNode } from "./cell";

const STEP = 200; // rows drawn at once: a table of thousands would stall a weak laptop
const COLLATOR = new Intl.Collator("en", { numeric: true });

export function AnswerTable({ answer }: { answer: Answer }) {
  const [sort, setSort] = useState<{ column: number; down: boolean } | null>(null);
  const [shown, setShown] = useState(STEP);
  const rows = [...answer.rows];
  if (sort) rows.sort((a, b) => (sort.down ? -1 : 1) * COLLATOR.compare(cellText(a[sort.column] ?? null), cellText(b[sort.column] ?? null)));
  if (rows.length === 0) return null;
  return (
    <div class="table-frame">
      <table class="table">
        <thead>
          <tr>
            {answer.columns.map((column, index) => (
              <th key={column} scope="col" aria-sort={sort?.column === index ? (sort.down ? "descending" : "ascending") : undefined}>
                <button type="button" onClick={() => setSort({ column: index, down: sort?.column === index && !sort.down })}>{column.replaceAll("_", " ")}</button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, shown).map((row, index) => (
            <tr key={index}>{row.map((cell, column) => <td key={column} class={typeof cell === "number" ? "number" : ""}><CellView cell={cell} column={answer.columns[column] ?? ""} /></td>)}</tr>
          ))}
        </tbody>
      </table>
      {rows.length > shown && <button type="button" class="more-rows" onClick={() => setShown(shown + STEP)}>Show {Math.min(STEP, rows.length - shown)} more of {rows.length}</button>}
    </div>
  );
}

function CellView({ cell, column }: { cell: Cell; column: string }) {
  const predicates = useVocabulary().predicates;
  if (cell === null) return <span class="nothing">–</span>;
  if (Array.isArray(cell)) return <>{cell.map((one, index) => <span key={index} class="in-list"><CellView cell={one} column={column} /></span>)}</>;
  if (isNode(cell)) return <NodeCell id={cell.id} type={cell.type} name={cell.name} />;
  if (isEdge(cell)) return <a href={href({ page: "relation", id: cell.id })}>{predicates[cell.type]?.label ?? cell.type}</a>;
  if (typeof cell === "object") return <code>{JSON.stringify(cell)}</code>;
  if (typeof cell === "boolean") return <>{cell ? "yes" : "no"}</>;
  if (typeof cell === "number") return <>{Number.isInteger(cell) ? cell.toLocaleString("en") : cell.toFixed(2)}</>;
  return <TextCell text={cell} column={column} />;
}

function TextCell({ text, column }: { text: string; column: string }) {
  const predicate = useVocabulary().predicates[text];
  if (predicate) return <>{predicate.label}</>;
  if (/(^|_)claim(_id)?$/.test(column)) return <a href={href({ page: "claim", id: text })}>read the evidence</a>;
  const address = /^https?:/.test(text) ? webAddress(text) : null;
  if (address) return <a href={address} target="_blank" rel="noopener noreferrer">{plain(text)}</a>;
  return <bdi>{plain(text)}</bdi>;
}

function NodeCell({ id, type, name }: { id: string; type: string; name: string }) {
  if (type === "Claim") return <a href={href({ page: "claim", id })}><bdi>{plain(name)}</bdi></a>;
  if (type === "Article") return <a href={href({ page: "article", id, claim: null })}><bdi>{plain(name)}</bdi></a>;
  if (type === "Incident") return <bdi>{plain(name)}</bdi>;
  return <a href={href({ page: "entity", id, show: null })}><Name entity={{ id, type, name }} /></a>;
}
