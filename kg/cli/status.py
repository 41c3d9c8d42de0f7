"""`kg status`: what is in the store."""

import json
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.main import graph_option, plain, settings_of, store_option
from kg.settings import Settings

if TYPE_CHECKING:
    from kg.archive import Archive

SHOWN_FAILURES = 10
EVERY = 1_000_000


@click.command("status")
@click.option("--runs", "limit", type=click.IntRange(1, 1000), default=5, show_default=True, help="How many of the last runs to show.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to print it.")
@click.option("--run", "run_id", type=click.IntRange(1), default=None, help="Only the articles that this run brought or found changed.")
@graph_option
@store_option
def command(limit: int, form: str, run_id: int | None, graph: str | None, store: Path | None) -> None:
    """Show what is in the store, how the last runs went and what failed in them, and what is remembered of sources.

    \b
    Examples:
      kg status
      kg status --run 12
      kg status --runs 20 --format json | jq '.runs[0].failures'
    """
    from kg.archive import Archive

    settings = settings_of(store, graph)
    with Archive.open(settings, create=False) as archive:
        report = _report(archive, settings, limit) if run_id is None else _brought(archive, run_id)
    show = _text if run_id is None else _articles
    click.echo(json.dumps(report, ensure_ascii=False, indent=2) if form == "json" else show(report))


def _report(archive: "Archive", settings: Settings, limit: int) -> dict[str, Any]:
    totals, counts = archive.totals(), archive.counts()
    return {
        "store": str(settings.store),
        "graph": {"at": settings.graph, "state": _graph_state(archive, settings, empty=not counts["articles"])},
        "counts": counts,
        "not_analysed": dict(Counter(article.language or "unknown" for article in archive.unanalysed()).most_common()),
        "entities": totals.entities,
        "claims": totals.claims,
        "runs": [asdict(run) for run in archive.runs(limit)],
        "sources": archive.source_states(),
        "judgements": [asdict(judgement) for judgement in archive.judgements(limit)],
    }


def _brought(archive: "Archive", run_id: int) -> dict[str, Any]:
    """The articles that a run brought or found changed, as they are now."""
    from kg.errors import NotFound

    last = next(iter(archive.runs(1)), None)
    if last is None or run_id > last.id:
        raise NotFound(f"There is no run {run_id}; " + (f"the last is {last.id}." if last else "nothing was ingested yet."))
    return {"run": run_id, "articles": [asdict(one) for one in archive.readings(run_id, EVERY)]}


def _articles(report: dict[str, Any]) -> str:
    from kg.archive.stored import title_of

    found = report["articles"]
    if not found:
        return f"Run {report['run']} brought no new article and found none changed."
    lines = [
        f"{one['outcome']:<8} {one['published'] or '—':<11} {one['claims']:>5,} claims  "
        f"{title_of(one['title'], one['address'])}  [{one['article']}]"
        for one in found
    ]
    return "\n".join(map(plain, lines))


def _graph_state(archive: "Archive", settings: Settings, empty: bool) -> str:
    """How the graph stands to the archive, in a few words or a sentence."""
    from kg.errors import StoreError
    from kg.graph import backend_of
    from kg.graph.projection import of_this_archive, token

    # What the setting gets wrong is told before it is shown: an address may hold a password.
    backend = backend_of(settings)
    if not backend.persistent:
        return "computed when it is opened"
    try:
        stands = backend.token()
    except StoreError as error:
        return str(error)
    with archive.reading() as connection:
        if stands is None and empty:
            return "not there yet; the first `kg ingest` that finds an article builds it"
        if stands is None:
            return "not there, or not whole; `kg rebuild` builds it"
        if not of_this_archive(connection, stands):
            return "made from another archive; `kg rebuild` replaces it"
        return "up to date" if stands == token(connection) else "behind the archive; the next `kg ingest` follows"


def _failure(run: dict[str, Any], item: dict[str, Any]) -> str:
    # What ended the whole run is on record under its command.
    return f"stopped: {item['reason']}" if item["address"] == run["command"] else f"{item['outcome']}: {item['address']}: {item['reason']}"


def _text(report: dict[str, Any]) -> str:
    lines = [f"Store {report['store']}", f"Graph {report['graph']['at']}: {report['graph']['state']}"]
    lines += [f"  {name:<11}{number:>9,}" for name, number in report["counts"].items()]
    for kind in ("entities", "claims"):
        lines += [f"{kind.capitalize()}: " + (", ".join(f"{name} {n:,}" for name, n in report[kind].items()) or "none")]
    if not report["counts"]["articles"]:
        lines += ["Nothing is stored yet: name files, folders or addresses to read, as in `kg ingest reports/`."]
    if report["not_analysed"]:
        languages = ", ".join(f"{language} {number:,}" for language, number in report["not_analysed"].items())
        lines += [f"Kept but not analysed, by language: {languages}"]
    lines += ["Runs, newest first:"]
    for run in report["runs"]:
        counted = ", ".join(f"{number} {outcome}" for outcome, number in sorted(run["counts"].items())) or "nothing"
        lines.append(f"  {run['id']:>4}  {run['started_at'][:16]}  {run['status']:<11}  {counted}  ({run['command']})")
        lines += [f"        {_failure(run, item)}" for item in run["failures"][:SHOWN_FAILURES]]
        if len(run["failures"]) > SHOWN_FAILURES:
            lines.append(f"        … {len(run['failures']) - SHOWN_FAILURES} more (--format json lists them)")
    if report["sources"]:
        lines += ["Sources:"]
        for name, state in report["sources"].items():
            counted = ", ".join(f"{number} {outcome}" for outcome, number in state.get("counts", {}).items())
            lines.append(f"  {name:<30} {str(state.get('last_run', 'never'))[:16]}  {counted}")
    return "\n".join(map(plain, lines))
