import { useEffect, useState } from "preact/hooks";
import { api } from "../api";
import { go } from "../route";
import { Problem, Waiting } from "../shell/Notice";
import type { Answer } from "../types";
import { AnswerView } from "./AnswerView";

const EXAMPLE = "MATCH (who:Person)-[r:ARRESTED|IMPRISONED]-(other)\nRETURN who, r, other\nLIMIT 50";

/** Free Cypher. The server lets only reads pass, and stops what takes too long. */
export function CypherView({ text }: { text: string }) {
  const [draft, setDraft] = useState(text || EXAMPLE);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const [waiting, setWaiting] = useState(false);
  useEffect(() => {
    if (text) setDraft(text);
  }, [text]);
  const run = () => {
    setWaiting(true); setError(null); setAnswer(null);
    go({ page: "cypher", text: draft });
    api.cypher(draft).then(setAnswer, setError).finally(() => setWaiting(false));
  };
  return (
    <div class="cypher">
      <h1>Ask in Cypher</h1>
      <p class="lead">
        Nodes are <code>Person</code>, <code>Organization</code>, <code>Country</code>, <code>Place</code>, <code>Group</code>, <code>Event</code>, <code>Law</code>,{" "}
        <code>Article</code>, <code>Claim</code>, <code>Incident</code>. Only reading is possible.
      </p>
      <form onSubmit={(event) => { event.preventDefault(); run(); }}>
        <textarea
          aria-label="Cypher" spellcheck={false} rows={8} value={draft} onInput={(event) => setDraft(event.currentTarget.value)}
          onKeyDown={(event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); run(); } }}
        />
        <div class="cypher-bar"><button type="submit" class="primary" disabled={waiting || !draft.trim()}>Run</button><span class="hint">Ctrl + Enter</span></div>
      </form>
      {waiting && <Waiting what="Asking the graph" />}
      {error && <Problem error={error} />}
      {answer && <AnswerView answer={answer} view="graph" key={String(answer.seconds) + draft} />}
    </div>
  );
}
