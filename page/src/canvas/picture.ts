import cytoscape, { type Core, type ElementDefinition, type EventObject, type NodeSingular } from "cytoscape";
import type { Edge, GraphNode, Vocabulary } from "../types";
import { plain, shorten } from "../words";
import { canvasStyle, palette, tuned } from "./style";

const CROWDED = 60; // entities from which on names become too small to read when all are in sight
const LANDMARKS = 14;
const SMALLEST = 11; // pixels of the screen that a node takes at least, however small the picture
const MARGIN = 26; // pixels of the screen around a picture that is fitted
const BUTTONS = 48; // pixels of the screen that the buttons take at the right

const neighbours = (node: NodeSingular): number => node.openNeighborhood().nodes().length;

export interface PictureEvents {
  choose(kind: "node" | "relation" | null, id: string): void;
  expand(id: string): void;
  moved(id: string, x: number, y: number): void;
}

/** The canvas: what is handed in is what is drawn. It keeps no knowledge of its own. */
export class Picture {
  private readonly cy: Core;

  constructor(container: HTMLElement, private readonly vocabulary: Vocabulary, events: PictureEvents) {
    this.cy = cytoscape({
      container, style: canvasStyle(palette()), layout: { name: "preset" }, minZoom: 0.08, maxZoom: 3,
      boxSelectionEnabled: false, selectionType: "single", autounselectify: true, hideEdgesOnViewport: false, textureOnViewport: false,
      pixelRatio: Math.min(window.devicePixelRatio, 2),
    });
    this.cy.on("tap", (event: EventObject) => {
      if (event.target === this.cy) events.choose(null, "");
      else events.choose(event.target.isNode() ? "node" : "relation", event.target.id());
    });
    this.cy.on("zoom", () => this.keepLegible());
    this.cy.on("dbltap", "node", (event: EventObject) => events.expand(event.target.id()));
    this.cy.on("dragfree", "node", (event: EventObject) => {
      const { x, y } = event.target.position();
      events.moved(event.target.id(), x, y);
    });
    this.cy.on("mouseover", "edge", (event: EventObject) => event.target.addClass("hover"));
    this.cy.on("mouseout", "edge", (event: EventObject) => event.target.removeClass("hover"));
    this.cy.on("mouseover mouseout", (event: EventObject) => {
      container.style.cursor = event.type === "mouseover" && event.target !== this.cy ? "pointer" : "";
    });
  }

  /** Draw exactly these; what stays keeps its element, so that nothing flickers. */
  draw(nodes: GraphNode[], edges: Edge[], centre: string | null): void {
    const dark = palette().dark;
    const wanted = new Set([...nodes, ...edges].map((one) => one.id));
    this.cy.batch(() => {
      this.cy.elements().filter((one) => !wanted.has(one.id())).remove();
      const fresh: ElementDefinition[] = [];
      for (const node of nodes) {
        const held = this.cy.getElementById(node.id);
        if (held.empty()) fresh.push(this.nodeElement(node, dark));
        else held.position({ x: node.x, y: node.y });
      }
      for (const edge of edges) if (this.cy.getElementById(edge.id).empty()) fresh.push(this.edgeElement(edge, dark));
      this.cy.add(fresh);
      this.cy.nodes().removeClass("centre major").removeStyle("font-size");
      if (centre) this.cy.getElementById(centre).addClass("centre");
    });
    this.keepLegible();
  }

  /** Point out what the other panes are about; the rest steps back. */
  point(kind: "node" | "relation" | null, id: string | null): void {
    this.cy.batch(() => {
      this.cy.elements().removeClass("chosen near faded");
      const chosen = kind && id ? this.cy.getElementById(id) : this.cy.collection();
      if (chosen.empty()) return;
      const near = kind === "node" ? chosen.nodes().closedNeighborhood() : chosen.edges().connectedNodes().union(chosen);
      this.cy.elements().difference(near).addClass("faded");
      chosen.addClass("chosen");
      if (kind === "node") chosen.nodes().connectedEdges().addClass("near");
    });
  }

  fit(animate = true): void {
    if (this.cy.nodes().empty()) return;
    this.cy.resize();
    const still = !animate || matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (still) {
      this.cy.fit(undefined, MARGIN);
      if (this.cy.nodes().length > CROWDED) this.cy.fit(undefined, MARGIN); // names are larger now than at the first try
      this.cy.zoom({ level: this.cy.zoom() * (1 - BUTTONS / this.cy.width()), renderedPosition: { x: 0, y: this.cy.height() / 2 } });
      if (this.cy.zoom() > 1.25) this.cy.zoom({ level: 1.25, renderedPosition: { x: this.cy.width() / 2, y: this.cy.height() / 2 } });
    } else this.cy.animate({ fit: { eles: this.cy.elements(), padding: MARGIN } }, { duration: 260 });
  }

  zoom(factor: number): void {
    this.cy.zoom({ level: this.cy.zoom() * factor, renderedPosition: { x: this.cy.width() / 2, y: this.cy.height() / 2 } });
  }

  /** Bring an element into sight if it is not. */
  reveal(id: string): void {
    const element = this.cy.getElementById(id);
    if (element.empty()) return;
    const box = element.renderedBoundingBox();
    if (box.x1 < 0 || box.y1 < 0 || box.x2 > this.cy.width() || box.y2 > this.cy.height()) {
      this.cy.animate({ center: { eles: element } }, { duration: 200 });
    }
  }

  /** Colours changed (light, dark). */
  repaint(nodes: GraphNode[], edges: Edge[]): void {
    const colours = palette();
    this.cy.style(canvasStyle(colours));
    for (const node of nodes) this.cy.getElementById(node.id).data("colour", this.colour(node.type, "types", colours.dark));
    for (const edge of edges) this.cy.getElementById(edge.id).data("colour", this.colour(edge.type, "predicates", colours.dark));
  }

  /** A PNG of the whole picture, for a report. */
  png(): Blob {
    return this.cy.png({ output: "blob", full: true, scale: 2, bg: palette().ground, maxWidth: 6000, maxHeight: 6000 });
  }

  /** Where an element stands on the screen, in pixels of the canvas; null where it is not drawn. */
  whereabouts(id: string): { x: number; y: number } | null {
    const element = this.cy.getElementById(id);
    if (element.empty()) return null;
    const box = element.renderedBoundingBox({ includeLabels: false, includeOverlays: false });
    return element.isNode() ? element.renderedPosition() : { x: (box.x1 + box.x2) / 2, y: (box.y1 + box.y2) / 2 };
  }

  close(): void {
    this.cy.destroy();
  }

  private keepLegible(): void {
    const least = SMALLEST / this.cy.zoom();
    this.cy.batch(() => {
      for (const node of this.cy.nodes().toArray()) {
        const size = Math.max(Number(node.data("size")), least);
        node.style({ width: size, height: size });
      }
    });
    this.nameLandmarks();
  }

  /** In a crowded picture the best connected entities keep readable names at any zoom, as far as these do not cover each other. */
  private nameLandmarks(): void {
    const nodes = this.cy.nodes();
    if (nodes.length <= CROWDED) return;
    const zoom = this.cy.zoom();
    const taken: { x: number; y: number; width: number }[] = [];
    const ranked = nodes.toArray().sort((a, b) => neighbours(b) - neighbours(a));
    this.cy.batch(() => {
      nodes.removeClass("major").removeStyle("font-size");
      for (const node of ranked) {
        if (taken.length === LANDMARKS) break;
        const { x, y } = node.position();
        const box = { x: x * zoom, y: y * zoom, width: 7 * String(node.data("label")).length + 8 };
        if (taken.some((other) => Math.abs(other.y - box.y) < 20 && Math.abs(other.x - box.x) < (other.width + box.width) / 2)) continue;
        taken.push(box);
        node.addClass("major").style("font-size", Math.min(70, Math.max(12, 11.5 / zoom)));
      }
    });
  }

  private colour(key: string, of: "types" | "predicates", dark: boolean): string {
    return tuned(this.vocabulary[of][key]?.colour ?? "#777777", dark);
  }

  private nodeElement(node: GraphNode, dark: boolean): ElementDefinition {
    const size = Math.round(22 + Math.min(26, 7 * Math.log2(1 + node.articles)));
    return {
      group: "nodes",
      data: { id: node.id, type: node.type, label: shorten(node.name, 24), size, colour: this.colour(node.type, "types", dark) },
      position: { x: node.x, y: node.y },
    };
  }

  private edgeElement(edge: Edge, dark: boolean): ElementDefinition {
    const predicate = this.vocabulary.predicates[edge.type];
    const width = Math.min(6, 1.4 + Math.log2(Math.max(1, edge.articles)));
    return {
      group: "edges",
      data: {
        id: edge.id, source: edge.source, target: edge.target, status: edge.status, width,
        label: plain(predicate?.label ?? edge.type), colour: this.colour(edge.type, "predicates", dark),
      },
    };
  }
}
