import { useEffect, useState } from "preact/hooks";
import { api } from "../api";
import { ArticleView } from "../evidence/ArticleView";
import { Explorer } from "../explore/Explorer";
import { Forward } from "../explore/Forward";
import { CypherView } from "../query/CypherView";
import { QuestionView } from "../query/QuestionView";
import { Questions } from "../query/Questions";
import { useRoute, type Route } from "../route";
import { Runs } from "../runs/Runs";
import { Start } from "../start/Start";
import type { About } from "../types";
import { AboutContext } from "./context";
import { Problem, Waiting } from "./Notice";
import { TopBar } from "./TopBar";

export function App() {
  const route = useRoute();
  const [about, setAbout] = useState<About | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const start = route.page === "start";
  // Asked again whenever the start view comes up: an ingest may have run since.
  useEffect(() => void api.about().then(setAbout, setError), [start]);
  if (about === null) return error ? <Problem error={error} /> : <Waiting what="Opening the store" />;
  return (
    <AboutContext.Provider value={about}>
      <a class="skip" href="#main" onClick={focusMain}>Skip to the content</a>
      <TopBar route={route} />
      <main id="main" tabIndex={-1} class={`page page-${route.page}`}>{page(route)}</main>
    </AboutContext.Provider>
  );
}

function page(route: Route) {
  switch (route.page) {
    case "start":
      return <Start />;
    case "overview":
      return <Explorer key="overview" route={route} />;
    case "entity":
      return <Explorer key={route.id} route={route} />;
    case "relation":
    case "claim":
      return <Forward kind={route.page} id={route.id} />;
    case "article":
      return <ArticleView key={route.id} id={route.id} claim={route.claim} />;
    case "questions":
      return <Questions />;
    case "question":
      return <QuestionView key={route.name} name={route.name} values={route.values} />;
    case "cypher":
      return <CypherView text={route.text} />;
    case "runs":
      return <Runs />;
  }
}

/** The part behind # is the address of a view, so the skip link moves the focus by hand. */
function focusMain(event: Event): void {
  event.preventDefault();
  document.getElementById("main")?.focus();
}
