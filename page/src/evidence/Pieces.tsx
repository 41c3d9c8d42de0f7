import type { Piece } from "../types";
import { honest } from "../words";

/** Stored text with what is known of it marked. Text only: nothing of an article is ever read as markup. */
export function Pieces({ pieces }: { pieces: Piece[] }) {
  return <>{pieces.map((piece, index) => (piece.marks.length ? <mark key={index} class={piece.marks.join(" ")}>{honest(piece.text)}</mark> : honest(piece.text)))}</>;
}
