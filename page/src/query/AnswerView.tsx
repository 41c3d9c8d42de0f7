import { useState } from "preact/hooks";
import { Canvas } from "../explore/Canvas";
import { begin, EMPTY } from "../explore/exploration";
import { go } from "../route";
import type { Answer } from "../types";
import { plural } from "../words";
import { AnswerTable } from "./AnswerTable";
import { tableText } from "./download";

/** An answer: table, or picture where its rows hold entities. */
export function AnswerView({ answer, view }: { answer: Answer; view: string }) {
  const drawable = answer.view !== null && answer.view.nodes.length > 0;
  const [mode, setMode] = useState<"table" | "graph">(drawable && view === "graph" ? "graph" : "table");
  const shown = drawable && mode === "graph" && answer.view ? begin(null, answer.view) : EMPTY;
  return (
    <section class="answer" aria-label="Answer">
      <div class="answer-bar">
        <p role="status">
          {answer.rows.length === 0 ? (answer.note ?? "No rows: the store holds nothing that answers this.") : `${plural(answer.rows.length, "row")} in ${answer.seconds.toFixed(2)} s`}
          {answer.truncated && <strong> – there are more; narrow the question to see them all.</strong>}
        </p>
        {drawable && (
          <div class="segments" role="group" aria-label="Show as">
            <button type="button" aria-pressed={mode === "table"} onClick={() => setMode("table")}>Table</button>
            <button type="button" aria-pressed={mode === "graph"} onClick={() => setMode("graph")}>Graph</button>
          </div>
        )}
        {answer.rows.length > 0 && <button type="button" onClick={() => save(answer)}>Save as CSV</button>}
      </div>
      {mode === "table" || !drawable ? <AnswerTable answer={answer} /> : (
        <div class="answer-graph">
          <Canvas
            nodes={Array.from(shown.nodes.values())} edges={Array.from(shown.edges.values())} centre={null} selection={null} fitKey={answer.columns.join()}
            onChoose={(kind, id) => kind === "node" ? go({ page: "entity", id, show: null }) : kind === "relation" && go({ page: "relation", id })}
            onExpand={(id) => go({ page: "entity", id, show: null })} onMove={() => undefined}
          />
        </div>
      )}
    </section>
  );
}

function save(answer: Answer): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([tableText(answer)], { type: "text/csv" }));
  link.download = "answer.csv";
  link.click();
  URL.revokeObjectURL(link.href);
}
