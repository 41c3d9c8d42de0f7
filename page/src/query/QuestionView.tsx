import { useEffect, useState } from "preact/hooks";
import { api } from "../api";
import { useLoaded } from "../load";
import { go, href } from "../route";
import { Problem, Waiting } from "../shell/Notice";
import type { Answer, Question } from "../types";
import { AnswerView } from "./AnswerView";
import { ParameterField } from "./ParameterField";

/** One question: its form, and its answer as a table or a picture. The values are in the address, so an answer can be sent. */
export function QuestionView({ name, values }: { name: string; values: Record<string, string> }) {
  const questions = useLoaded("questions", api.questions);
  if (questions.state === "loading") return <Waiting what="Reading the catalogue" />;
  if (questions.state === "failed") return <Problem error={questions.error} />;
  const question = questions.value.find((one) => one.name === name);
  if (!question) return <Problem error={new Error("The catalogue has no such question.")} />;
  return <Asked question={question} values={values} />;
}

/** Text with `words in backticks` as code. */
function Prose({ text }: { text: string }) {
  return <>{text.split("`").map((part, index) => (index % 2 ? <code key={index}>{part}</code> : part))}</>;
}

function Asked({ question, values }: { question: Question; values: Record<string, string> }) {
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const [waiting, setWaiting] = useState(false);
  const ready = question.parameters.every((one) => !one.required || values[one.name]);
  const key = JSON.stringify(values);
  useEffect(() => {
    if (!ready) return setAnswer(null);
    let current = true;
    setWaiting(true); setError(null);
    api.answer(question.name, values)
      .then((result) => current && setAnswer(result), (cause: Error) => { if (current) { setError(cause); setAnswer(null); } })
      .finally(() => current && setWaiting(false));
    return () => { current = false; };
  }, [key, question.name]);
  const ask = (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const filled = Array.from(form).filter((entry): entry is [string, string] => typeof entry[1] === "string" && entry[1].trim() !== "");
    go({ page: "question", name: question.name, values: Object.fromEntries(filled.map(([field, value]) => [field, value.trim()])) });
  };
  return (
    <div class="question">
      <p class="crumb"><a href={href({ page: "questions" })}>Questions</a></p>
      <h1>{question.title}</h1>
      <p class="lead"><Prose text={question.description} /></p>
      {question.parameters.length > 0 && (
        <form class="parameters" onSubmit={ask} key={key}>
          {question.parameters.map((one) => <ParameterField key={one.name} parameter={one} value={values[one.name] ?? ""} />)}
          <button type="submit" class="primary">Ask</button>
        </form>
      )}
      {waiting && <Waiting what="Asking the graph" />}
      {error && <Problem error={error} />}
      {answer && !waiting && <AnswerView answer={answer} view={question.view} />}
      <details class="cypher-source">
        <summary>The Cypher behind it</summary>
        <pre><code>{question.cypher}</code></pre>
        <a href={href({ page: "cypher", text: question.cypher })}>Change it and run it yourself</a>
      </details>
    </div>
  );
}
