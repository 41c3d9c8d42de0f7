import { href } from "../route";
import { Questions } from "../query/Questions";
import { useAbout } from "../shell/context";
import { Name, TypeMark } from "../shell/Name";
import type { About } from "../types";
import { plural } from "../words";
import { SearchBox } from "./SearchBox";
import { LastRun } from "./LastRun";

/** What is in the store, and the ways in: search, prominent names, questions. */
export function Start() {
  const about = useAbout();
  if (about.missing) return <EmptyStore about={about} />;
  return (
    <div class="start">
      <section class="start-search">
        <h1>Who did what to whom, according to whom</h1>
        <SearchBox place="start" />
        <Figures about={about} />
      </section>
      {about.prominent.length > 0 && (
        <section aria-labelledby="prominent">
          <h2 id="prominent">Most reported <a class="more" href={href({ page: "overview", show: null })}>see them in one picture</a></h2>
          <ul class="chips">
            {about.prominent.map((entity) => (
              <li key={entity.id}>
                <a class="chip" href={href({ page: "entity", id: entity.id, show: null })}><Name entity={entity} /><span class="count">{entity.articles}</span></a>
              </li>
            ))}
          </ul>
        </section>
      )}
      <Questions heading="Questions to ask" />
      <footer class="start-foot">
        <LastRun run={about.last_run} />
        {about.credits.map((credit) => <p key={credit} class="credit">{credit}</p>)}
        <p class="credit">The program reports what articles say. It judges no claim true or false. Read the evidence.</p>
      </footer>
    </div>
  );
}

function Figures({ about }: { about: About }) {
  const { types } = about.vocabulary;
  return (
    <p class="figures">
      <span>{plural(about.counts.articles, "article")}</span>
      {Object.entries(about.counts.entities).map(([type, count]) => (
        <span key={type}><TypeMark type={type} />{plural(count, types[type]?.label ?? type, types[type]?.plural)}</span>
      ))}
      <span>{plural(about.counts.claims, "claim")}</span>
    </p>
  );
}

function EmptyStore({ about }: { about: About }) {
  return (
    <div class="start start-empty">
      <h1>There is nothing to show yet</h1>
      <p>{about.missing}</p>
      <p>Give the program something to read, then load this page again:</p>
      <pre><code>{"kg ingest reports/\nkg ingest https://example.org/article.html\nkg serve"}</code></pre>
      <LastRun run={about.last_run} />
    </div>
  );
}
