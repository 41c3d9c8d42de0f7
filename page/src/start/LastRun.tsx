import { href } from "../route";
import type { RunRecord } from "../types";

const ORDER = ["new", "changed", "unchanged", "skipped", "failed"];

/** One line on the last ingestion. */
export function LastRun({ run }: { run: RunRecord | null }) {
  if (!run) return null;
  return (
    <p class="last-run">
      Last run {moment(run.started)}: {tally(run)}. <a href={href({ page: "runs" })}>All runs</a>
    </p>
  );
}

export function tally(run: RunRecord): string {
  const words = ORDER.filter((key) => key in run.counts).map((key) => `${run.counts[key] ?? 0} ${key}`);
  return words.join(", ") || run.state;
}

/** A UTC time as this computer's clock shows it. */
export function moment(iso: string): string {
  const when = new Date(iso);
  return Number.isNaN(when.getTime()) ? iso : when.toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
}
