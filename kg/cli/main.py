"""The entry point: one lazy group of commands, and one place where errors become a sentence and an exit status."""

import errno
import importlib
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg import __version__
from kg.errors import KgError

if TYPE_CHECKING:
    from kg.settings import Settings

COMMANDS: dict[str, str] = {
    "ingest": "Read files, folders, addresses or JSON Lines into the store.",
    "query": "Ask a question of the catalogue, or free Cypher.",
    "serve": "Show the graph in a browser.",
    "schedule": "Keep the store up to date from data/sources.toml.",
    "status": "What is in the store, and how the last runs went.",
    "judge": "Record a decision on entities, claims or types; undo it.",
    "export": "Write the graph to a file: html, graphml, gexf, json.",
    "extract": "Analyse documents and print the result; no store, no network.",
    "reextract": "Analyse stored articles again with the present extractor.",
    "rebuild": "Compute the graph anew from the archive.",
    "evaluate": "Score the extraction against labelled sets.",
}
"""Name -> one line of help; each lives in `kg.cli.<name>` as `command`."""


_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
"""What the system says of a disk that is full, or of more than the user may write."""


class LazyGroup(click.Group):
    """Imports a command's module only when that command is called, so that help is instant."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; where the reader of its output went away (`kg query … | head`), that was its right."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            # Here, since click itself would call it an error.
            _drop_output()
            raise click.exceptions.Exit(0) from None

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All commands, in the order a newcomer needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or None."""
        if cmd_name not in COMMANDS:
            return None
        command = importlib.import_module(f"kg.cli.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="kg")
def app() -> None:
    """From human-rights reports to a knowledge graph: who did what to whom, according to whom - with the evidence.

    Everything runs on this computer; nothing is sent anywhere.

    \b
    Examples:
      kg ingest reports/ https://example.org/article.html
      kg query who-did-what --param country=Russia
      kg serve
    """


def store_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """The `--store` option that every command takes."""
    option = click.option(
        "--store",
        type=click.Path(path_type=Path, file_okay=False),
        default=None,
        envvar="KG_STORE",
        help="Folder that holds everything (default: ./kg-store, or KG_STORE).",
    )
    return option(function)


def graph_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """The `--graph` option of every command that reads or publishes the graph."""
    option = click.option(
        "--graph", default=None, envvar="KG_GRAPH", metavar="NAME|ADDRESS",
        help="Where the graph is: embedded, or a Neo4j server as neo4j://host:7687 (default: embedded, or KG_GRAPH).",
    )
    return option(function)


def settings_of(store: Path | None, graph: str | None = None) -> "Settings":
    """The settings of the environment, with what the command line says in their place."""
    from kg.settings import read_settings

    return read_settings(store=store, graph=graph)


def plain(text: str) -> str:
    """What a source calls itself, so that it cannot steer the terminal."""
    return "".join(sign if sign.isprintable() else "?" for sign in text)


def main() -> None:
    """Run `kg`; exit status 0 done, 1 internal error, 2 the user's mistake, 3 done but some documents failed."""
    try:
        # Outside its standalone mode click returns the status of an `Exit` instead of raising it.
        status = app.main(standalone_mode=False)
        sys.stdout.flush()
        if isinstance(status, int):
            sys.exit(status)
    except click.ClickException as mistake:
        mistake.show()
        sys.exit(2)
    except (KeyboardInterrupt, click.Abort):
        click.echo("kg: stopped.", err=True)
        sys.exit(130)
    except KgError as error:
        click.echo(f"kg: {plain(str(error))}", err=True)
        sys.exit(error.exit_code)
    except OSError as error:
        if error.errno not in _FULL:
            raise
        _drop_output()
        click.echo(f"kg: What is to be written does not fit there: {error.strerror}.", err=True)
        sys.exit(2)


def _drop_output() -> None:
    """Let what still waits for standard output go nowhere, so that ending the program raises nothing more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    main()
