import { useEffect, useRef } from "preact/hooks";
import { Picture, type PictureEvents } from "../canvas/picture";
import type { Selection } from "../route";
import { useVocabulary } from "../shell/context";
import type { Edge, GraphNode } from "../types";
import { plural } from "../words";
import { Legend } from "./Legend";

interface Props {
  nodes: GraphNode[];
  edges: Edge[];
  centre: string | null;
  selection: Selection | null;
  /** The picture is fitted to the pane whenever this changes. */
  fitKey: string;
  onChoose: PictureEvents["choose"];
  onExpand: PictureEvents["expand"];
  onMove: PictureEvents["moved"];
}

/** The picture. The list beside it says the same in words, so here one label is enough for a screen reader. */
export function Canvas(props: Props) {
  const { nodes, edges, centre, selection, fitKey } = props;
  const vocabulary = useVocabulary();
  const frame = useRef<HTMLDivElement>(null);
  const picture = useRef<Picture | null>(null);
  const latest = useRef(props);
  latest.current = props;

  useEffect(() => {
    const drawn = new Picture(frame.current as HTMLElement, vocabulary, {
      choose: (kind, id) => latest.current.onChoose(kind, id),
      expand: (id) => latest.current.onExpand(id),
      moved: (id, x, y) => latest.current.onMove(id, x, y),
    });
    picture.current = drawn;
    const repaint = () => drawn.repaint(latest.current.nodes, latest.current.edges);
    // A canvas has no elements that a script could find; whoever drives the page from outside asks where a thing is drawn.
    const whereabouts = (event: Event) => {
      const request = (event as CustomEvent<{ id: string; answer: (at: { x: number; y: number } | null) => void }>).detail;
      request.answer(drawn.whereabouts(request.id));
    };
    addEventListener("kg-theme", repaint);
    frame.current?.addEventListener("kg-whereabouts", whereabouts);
    return () => { removeEventListener("kg-theme", repaint); drawn.close(); picture.current = null; };
  }, []);
  useEffect(() => picture.current?.draw(nodes, edges, centre), [nodes, edges, centre]);
  useEffect(() => picture.current?.fit(false), [fitKey]);
  useEffect(() => {
    if (selection?.kind === "claim") return;
    picture.current?.point(selection?.kind ?? null, selection?.id ?? null);
    if (selection) picture.current?.reveal(selection.id);
  }, [selection?.kind, selection?.id, nodes, edges]);

  return (
    <div class="canvas">
      <div ref={frame} class="canvas-frame" role="img" aria-label={`Graph of ${plural(nodes.length, "entity", "entities")} and ${plural(edges.length, "relation")}; the list holds the same.`} />
      <Legend nodes={nodes} />
      <div class="canvas-tools" role="group" aria-label="Picture">
        <button type="button" class="icon-button" aria-label="Zoom in" title="Zoom in" onClick={() => picture.current?.zoom(1.3)}>+</button>
        <button type="button" class="icon-button" aria-label="Zoom out" title="Zoom out" onClick={() => picture.current?.zoom(1 / 1.3)}>−</button>
        <button type="button" class="icon-button" aria-label="Show all" title="Show all" onClick={() => picture.current?.fit()}>⤢</button>
        <button type="button" class="icon-button" aria-label="Save the picture" title="Save the picture (PNG)" onClick={() => picture.current && save(picture.current.png())}>⤓</button>
      </div>
    </div>
  );
}

function save(png: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(png);
  link.download = "graph.png";
  link.click();
  URL.revokeObjectURL(link.href);
}
