/** What the server answers with. The Python side of each shape is in kg/web. */

/** A piece of stored text; `marks` say what it stands for. Cut by the server, so no offsets travel. */
export interface Piece {
  text: string;
  marks: Mark[];
}
export type Mark = "evidence" | "subject" | "object" | "speaker" | "hit";

/** Where stored words begin or end inside a sentence. */
export interface Cut {
  before: boolean;
  after: boolean;
}

export interface EntityRef {
  id: string;
  name: string;
  type: string;
}

export interface GraphNode extends EntityRef {
  articles: number;
  x: number;
  y: number;
}

export interface Edge {
  id: string;
  type: string;
  source: string;
  target: string;
  claims: number;
  articles: number;
  sources: number;
  first: string | null;
  last: string | null;
  status: Status;
  confidence: number;
}
export type Status = "actual" | "alleged" | "contested" | "denied" | "planned" | "hypothetical";

export interface View {
  nodes: GraphNode[];
  edges: Edge[];
  /** How many neighbours the opened node has under the filters; null where no node was opened. */
  total: number | null;
  /** How many relations a limit on the dates leaves out for having no date. */
  undated: number;
  /** How many relations of the opened node, to others than are shown, have a status that was not asked for. */
  elsewhere: number;
}

export interface ArticleRef {
  id: string;
  title: string;
  url: string | null;
  publisher: string | null;
  published: string | null;
}

export interface Claim {
  id: string;
  predicate: string;
  phrase: string;
  subject: EntityRef | null;
  object: EntityRef | null;
  speaker: EntityRef | null;
  place: EntityRef | null;
  polarity: "affirmed" | "negated";
  modality: "actual" | "alleged" | "planned" | "hypothetical";
  date: string | null;
  count: string | null;
  attributes: Record<string, string>;
  confidence: number;
  /** `pieces`: the whole sentence, the evidence in it marked. */
  evidence: { before: string; pieces: Piece[]; after: string };
  article: ArticleRef;
  contradicts: ClaimBrief[];
  /** Other reports of the same happening. */
  same: ClaimBrief[];
  /** The relation it supports; only where the claim was asked for by itself. */
  relation?: string | null;
}

export interface ClaimBrief {
  id: string;
  predicate: string;
  phrase: string;
  quote: string;
  cut: Cut;
  date: string | null;
  article: ArticleRef;
  polarity: string;
  modality: string;
}

export interface Relation {
  edge: Edge;
  subject: EntityRef;
  object: EntityRef;
  claims: Claim[];
}

export interface Judgement {
  text: string;
  reason: string;
  score: number | null;
  by: string | null;
  at: string | null;
}

export interface Card extends EntityRef {
  aliases: string[];
  details: { label: string; value: string }[];
  facts: { phrase: string; edge: string; other: EntityRef; status: Status; articles: number; detail: string | null }[];
  articles: { total: number; shown: (ArticleRef & { mentions: number })[] };
  relations: number;
  /** `said`: those that are no ties; `shown`: the most certain of these. */
  claims: { total: number; said: number; shown: ClaimBrief[] };
  judgements: Judgement[];
}

export interface Article extends ArticleRef {
  authors: string[];
  language: string | null;
  version: number;
  sha256: string;
  retrieved: string | null;
  note: string | null;
  paragraphs: Passage[][];
  claims: ClaimBrief[];
}
/** A stretch of an article: `claims` it is evidence of, `entity` it names. */
export interface Passage {
  text: string;
  claims: string[];
  entity: string | null;
  type: string | null;
}

export interface Found {
  entities: (EntityRef & { aliases: string[]; articles: number })[];
  articles: (ArticleRef & { snippet: Piece[]; cut: Cut })[];
}

export interface RunRecord {
  id: string;
  started: string;
  finished: string | null;
  state: string;
  counts: Record<string, number>;
  failures: { what: string; why: string }[];
  /** The first of the articles that it brought or found changed, as they are now. */
  readings: { id: string; title: string; published: string | null; outcome: "new" | "changed"; claims: number }[];
}

export interface EntityKind {
  label: string;
  plural: string;
  colour: string;
}
export interface Predicate {
  label: string;
  inverse: string;
  family: "affiliation" | "act" | "speech";
  colour: string;
}
export interface Vocabulary {
  types: Record<string, EntityKind>;
  predicates: Record<string, Predicate>;
}

export interface About {
  version: string;
  vocabulary: Vocabulary;
  counts: { articles: number; claims: number; entities: Record<string, number> };
  last_run: RunRecord | null;
  credits: string[];
  prominent: (EntityRef & { articles: number })[];
  /** One sentence where there is no graph to show yet, else null. */
  missing: string | null;
}

export interface Parameter {
  name: string;
  type: "string" | "integer" | "number" | "boolean" | "date" | "list";
  help: string;
  required: boolean;
  default: string | null;
}
export interface Question {
  name: string;
  title: string;
  description: string;
  view: string;
  parameters: Parameter[];
  cypher: string;
}

export type Cell = null | boolean | number | string | EntityCell | EdgeCell | Cell[] | { [key: string]: unknown };
export interface EntityCell {
  kind: "node";
  id: string;
  type: string;
  name: string;
}
export interface EdgeCell {
  kind: "edge";
  id: string;
  type: string;
  source: string;
  target: string;
}
export interface Answer {
  columns: string[];
  rows: Cell[][];
  truncated: boolean;
  /** Which names of the question nothing in the graph has. */
  note: string | null;
  seconds: number;
  /** Present where the rows hold entities that can be drawn. */
  view: View | null;
}
