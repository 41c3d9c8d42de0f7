import { api } from "../api";
import { useLoaded } from "../load";
import { href } from "../route";
import { Problem, Waiting } from "../shell/Notice";

function firstSentence(text: string): string {
  return /^.*?\.(?=\s|$)/s.exec(text)?.[0] ?? text;
}

/** The catalogue. */
export function Questions({ heading = "Questions" }: { heading?: string }) {
  const questions = useLoaded("questions", api.questions);
  return (
    <section class="questions" aria-labelledby="questions">
      <h2 id="questions">{heading}</h2>
      {questions.state === "loading" && <Waiting what="Reading the catalogue" />}
      {questions.state === "failed" && <Problem error={questions.error} />}
      {questions.state === "done" && (
        <ul class="cards">
          {questions.value.map((question) => (
            <li key={question.name}>
              <a class="card" href={href({ page: "question", name: question.name, values: {} })}>
                <strong>{question.title}</strong>
                <span>{firstSentence(question.description)}</span>
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
