import { api } from "../api";
import { useLoaded } from "../load";
import { href } from "../route";
import { Empty, Problem, Waiting } from "../shell/Notice";
import { moment } from "../start/LastRun";
import type { RunRecord } from "../types";
import { day, plain, plural } from "../words";

const COLUMNS = ["new", "changed", "unchanged", "skipped", "failed"];

/** What each ingestion did: which articles are new or have changed, and what failed and why. */
export function Runs() {
  const runs = useLoaded("runs", api.runs);
  if (runs.state === "loading") return <Waiting what="Reading the runs" />;
  if (runs.state === "failed") return <Problem error={runs.error} />;
  return (
    <div class="runs">
      <h1>Runs</h1>
      {runs.value.length === 0 ? <Empty>Nothing was ingested yet.</Empty> : (
        <div class="table-frame">
          <table class="table">
            <thead><tr><th scope="col">Started</th><th scope="col">State</th>{COLUMNS.map((one) => <th key={one} scope="col" class="number">{one}</th>)}<th scope="col">What it brought, what failed and why</th></tr></thead>
            <tbody>{runs.value.map((run) => <RunRow key={run.id} run={run} />)}</tbody>
          </table>
        </div>
      )}
    </div>
  );
}

function RunRow({ run }: { run: RunRecord }) {
  return (
    <tr>
      <td><time dateTime={run.started}>{moment(run.started)}</time></td>
      <td>{run.state}</td>
      {COLUMNS.map((one) => <td key={one} class={`number ${one === "failed" && run.counts[one] ? "bad" : ""}`}>{run.counts[one] ?? 0}</td>)}
      <td>
        {run.readings.length > 0 && <Readings run={run} />}
        {run.failures.length > 0 && (
          <ul class="failures">{run.failures.map((failure, index) => <li key={index}><bdi>{plain(failure.what)}</bdi>: <bdi>{plain(failure.why)}</bdi></li>)}</ul>
        )}
      </td>
    </tr>
  );
}

function Readings({ run }: { run: RunRecord }) {
  const total = (run.counts.new ?? 0) + (run.counts.changed ?? 0);
  const more = total - run.readings.length;
  return (
    <details class="readings">
      <summary>{plural(total, "article")} new or changed</summary>
      <ul>
        {run.readings.map((one) => (
          <li key={one.id}>
            <a href={href({ page: "article", id: one.id, claim: null })}><bdi>{plain(one.title)}</bdi></a>
            <span class="meta"> {one.outcome === "changed" && "changed · "}{one.published && `${day(one.published)} · `}{plural(one.claims, "claim")}</span>
          </li>
        ))}
      </ul>
      {more > 0 && <p class="hint">And {more.toLocaleString("en")} more: <code>kg status --run {run.id}</code> lists them.</p>}
    </details>
  );
}
