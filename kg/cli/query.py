"""`kg query`: a question of the catalogue, or Cypher on standard input."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING

import click

from kg.cli.main import graph_option, settings_of, store_option

if TYPE_CHECKING:
    from kg.graph.contract import Table
    from kg.query.catalogue import Question
    from kg.settings import Settings

FORMATS = ("table", "csv", "json")
SILENT_SECONDS = 2.0
"""How long a person at a terminal waits without a word."""


@click.command("query")
@click.argument("name", required=False, metavar="[NAME | -]")
@click.option("--param", "-p", "given", multiple=True, metavar="K=V", help="A parameter of the question; may be repeated.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="table", show_default=True, help="How the rows are printed.")
@click.option("--limit", type=click.IntRange(1, 1_000_000), default=None, help="Most rows (default 10,000).")
@click.option("--timeout", type=click.FloatRange(0.1, 3600), default=None, help="Seconds the query may run (default KG_QUERY_TIMEOUT, 30).")
@click.option("--queries", type=click.Path(path_type=Path, file_okay=False), default=None, help="A folder of further .cypher files.")
@graph_option
@store_option
def command(
    name: str | None, given: tuple[str, ...], form: str, limit: int | None, timeout: float | None, queries: Path | None,
    graph: str | None, store: Path | None,
) -> None:
    """Ask a question of the catalogue, or any reading Cypher.

    Without NAME, lists the catalogue. With `-`, reads Cypher from standard input; then --param values are JSON where they can be.
    Only reading passes. Works while an ingest or a server runs. Counts and views show claims told as actual or alleged, unless
    a question's `statuses` parameter asks for more.

    \b
    Examples:
      kg query
      kg query who-did-what --param country=Russia --param from=2024
      kg query victims-by-perpetrator --format csv > victims.csv
      echo 'MATCH (p:Person) RETURN p.name ORDER BY p.name LIMIT 5' | kg query - --format json
    """
    from kg.query import catalogue, render

    if name is None:
        _list(catalogue.load(queries))
        return
    if name == "-":
        cypher, parameters = sys.stdin.read(), _free_parameters(given)
    else:
        question = catalogue.find(name, queries)
        cypher, parameters = question.cypher, question.bind(dict(_pair(word) for word in given))
    answer, mistyped = _ask(settings_of(store, graph), cypher, parameters, timeout, limit)
    _print(answer, form)
    if mistyped is not None:
        click.echo(f"kg: {render.seen(mistyped)}", err=True)


def _ask(
    settings: "Settings", cypher: str, parameters: dict[str, object], timeout: float | None, limit: int | None
) -> "tuple[Table, str | None]":
    """The answer, and where it is empty, what in the parameters the graph does not know."""
    from kg.graph import open_graph
    from kg.graph.contract import ROW_LIMIT
    from kg.query.values import unknown_names

    with _waiting(settings.graph):
        graph = open_graph(settings)
        try:
            answer = graph.run(cypher, parameters, timeout, limit or ROW_LIMIT)
            return answer, unknown_names(graph, parameters, answer)
        finally:
            graph.close()


@contextmanager
def _waiting(graph: str) -> Iterator[None]:
    """Say what keeps a person at a terminal waiting; scripts are told nothing."""
    if not sys.stderr.isatty():
        yield
        return
    doing = "waiting for the graph’s server …" if "://" in graph else "starting the graph engine …"
    timer = Timer(SILENT_SECONDS, click.echo, (doing,), {"err": True})
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _pair(word: str) -> tuple[str, str]:
    name, equals, value = word.partition("=")
    if not equals or not name:
        raise click.BadParameter(f"“{word}” is not of the form name=value.", param_hint="--param")
    return name, value


def _free_parameters(given: tuple[str, ...]) -> dict[str, object]:
    import json

    result: dict[str, object] = {}
    for word in given:
        name, value = _pair(word)
        try:
            result[name] = json.loads(value)
        except ValueError:
            result[name] = value
    return result


def _print(answer: "Table", form: str) -> None:
    from kg.query import render

    if form == "table":
        from rich.console import Console

        console = Console(width=None if sys.stdout.isatty() else 200, highlight=False, markup=False, emoji=False)
        hidden = render.print_table(answer, console)
        if hidden:
            click.echo(f"Not shown here: {', '.join(map(render.seen, hidden))} (--format csv or json has them).", err=True)
    else:
        for line in render.to_json(answer) if form == "json" else render.to_csv(answer):
            click.echo(line)
    count = len(answer.rows)
    if answer.truncated:
        click.echo(f"Only the first {count:,} rows are here; ask for more with --limit.", err=True)
    else:
        click.echo(f"{count:,} row{'' if count == 1 else 's'}.", err=True)


def _list(questions: "dict[str, Question]") -> None:
    from rich.console import Console
    from rich.table import Table as RichTable
    from rich.text import Text

    table = RichTable("Question", "What it answers", "Parameters", header_style="bold", show_lines=False)
    for question in questions.values():
        words = [f"{p.name}{'' if p.required else f'={_default(p.default)}'}" for p in question.parameters]
        table.add_row(Text(question.name, no_wrap=True), Text(question.title), Text("  ".join(words)))
    Console(width=None if sys.stdout.isatty() else 160, highlight=False).print(table)
    click.echo("Ask with: kg query NAME --param k=v", err=True)


def _default(value: object) -> str:
    return ",".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
