import type { ComponentChildren } from "preact";
import { href } from "../route";
import { Name } from "../shell/Name";
import { useVocabulary } from "../shell/context";
import type { Cell } from "../types";
import { day, decimals, honest, plain, webAddress } from "../words";
import { isEdge, isNode } from "./cell";
import { idOf, type Column, type Target } from "./columns";

const LIST = 6; // items of a list shown in a cell

/** One cell: words that lead to what they stand for. */
export function CellView({ row, column, cell }: { row: Cell[]; column: Column; cell: Cell }) {
  if (!Array.isArray(cell)) return <One cell={cell} id={idOf(row, column, 0)} column={column} n={0} />;
  if (cell.length === 0) return <Nothing />;
  return (
    <>
      {cell.slice(0, LIST).map((one, n) => <span key={n} class="in-list"><One cell={one} id={idOf(row, column, n)} column={column} n={n} /></span>)}
      {cell.length > LIST && <span class="meta"> and {cell.length - LIST} more</span>}
    </>
  );
}

function One({ cell, id, column, n }: { cell: Cell; id: string | null; column: Column; n: number }) {
  const predicates = useVocabulary().predicates;
  if (cell === null) return <Nothing />;
  if (isNode(cell)) return <NodeCell id={cell.id} type={cell.type} name={cell.name} />;
  if (isEdge(cell)) return <a href={href({ page: "relation", id: cell.id })}>{predicates[cell.type]?.label ?? cell.type}</a>;
  if (Array.isArray(cell) || typeof cell === "object") return <code>{JSON.stringify(cell)}</code>;
  if (typeof cell === "boolean") return <>{cell ? "yes" : "no"}</>;
  if (typeof cell === "number") return <>{Number.isInteger(cell) ? String(cell) : decimals(cell)}</>;
  if (/(^|_)claim_ids?$/.test(column.name)) return <Lead to="claim" id={cell}>[{n + 1}]</Lead>;
  if (id) return <Lead to={column.target} id={id}><bdi>{honest(cell)}</bdi></Lead>;
  if (/^\d{4}-\d\d-\d\d$/.test(cell)) return <time dateTime={cell}>{day(cell)}</time>;
  const predicate = Object.hasOwn(predicates, cell) ? predicates[cell] : undefined; // every object has a "constructor"
  if (predicate) return <>{predicate.label}</>;
  const address = /^https?:/.test(cell) ? webAddress(cell) : null;
  if (address) return <a href={address} target="_blank" rel="noopener noreferrer">{plain(cell)}</a>;
  return <bdi>{plain(cell)}</bdi>;
}

function Lead({ to, id, children }: { to: Target; id: string; children: ComponentChildren }) {
  const route = to === "claim" ? { page: "claim" as const, id } : to === "article" ? { page: "article" as const, id, claim: null } : { page: "entity" as const, id, show: null };
  return <a href={href(route)}>{children}</a>;
}

function Nothing() {
  return <span class="nothing">–</span>;
}

function NodeCell({ id, type, name }: { id: string; type: string; name: string }) {
  if (type === "Claim") return <Lead to="claim" id={id}><bdi>{honest(name)}</bdi></Lead>;
  if (type === "Article") return <Lead to="article" id={id}><bdi>{plain(name)}</bdi></Lead>;
  if (type === "Incident") return <bdi>{plain(name)}</bdi>;
  return <Lead to="entity" id={id}><Name entity={{ id, type, name }} /></Lead>;
}
