"""`kg judge`: decisions of a person, and taking them back."""

import getpass
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from kg.cli.main import graph_option, settings_of, store_option
from kg.settings import Settings

if TYPE_CHECKING:
    from kg.archive import Archive, Author, Judgement


@dataclass(frozen=True, slots=True)
class Given:
    """What every decision is told on the command line."""

    reason: str
    user: str | None
    store: Path | None
    graph: str | None


Act = Callable[["Archive", "Author"], "Judgement"]


def _options(function: Callable[..., Any]) -> Callable[..., Any]:
    for option in (
        click.option("--user", default=None, envvar="KG_USER", help="Who decides (default: your login name, or KG_USER)."),
        click.option("--reason", default="", help="Why; kept with the decision."),
        store_option,
        graph_option,
    ):
        function = option(function)
    return function


@click.group("judge")
def command() -> None:
    """Record a decision: two entities are one, or two; a claim or a type is wrong. Take it back with undo.

    Decisions stay when articles are read again, change, or are analysed anew; nothing a source said is overwritten.
    An entity is given by its id, or by its name where only one has it.

    \b
    Examples:
      kg judge same "Vladimir Putin" e-5d41402abc4b2a76 --reason "One person, two spellings"
      kg judge wrong c-7d793037a0760186
      kg judge retype e-5d41402abc4b2a76 Organization
      kg judge undo
    """


@command.command("same")
@click.argument("left", metavar="A")
@click.argument("right", metavar="B")
@_options
def same(left: str, right: str, reason: str, user: str | None, store: Path | None, graph: str | None) -> None:
    """Entities A and B are one.

    \b
    Example:
      kg judge same "Jamal Khashoggi" e-5d41402abc4b2a76
    """
    _pair("same", left, right, Given(reason, user, store, graph))


@command.command("different")
@click.argument("left", metavar="A")
@click.argument("right", metavar="B")
@_options
def different(left: str, right: str, reason: str, user: str | None, store: Path | None, graph: str | None) -> None:
    """Entities A and B are two. To split one entity, give the ids its members have (`kg judge members A`).

    \b
    Example:
      kg judge different e-5d41402abc4b2a76 e-7d793037a0760186 --reason "Father and son"
    """
    _pair("different", left, right, Given(reason, user, store, graph))


@command.command("wrong")
@click.argument("claim", metavar="CLAIM")
@_options
def wrong(claim: str, reason: str, user: str | None, store: Path | None, graph: str | None) -> None:
    """The text does not say CLAIM: it leaves the graph, and stays on record.

    \b
    Example:
      kg judge wrong c-7d793037a0760186 --reason "The police were attacked, they did not attack"
    """
    _decide(Given(reason, user, store, graph), lambda archive, author: archive.judge_wrong(claim, author))


@command.command("retype")
@click.argument("target", metavar="X")
@click.argument("value", metavar="TYPE")
@_options
def retype(target: str, value: str, reason: str, user: str | None, store: Path | None, graph: str | None) -> None:
    """X is a TYPE: another type for an entity (Person, Organization, …), another predicate for a claim (ARRESTED, …).

    \b
    Examples:
      kg judge retype "Bellingcat" Organization
      kg judge retype c-7d793037a0760186 IMPRISONED
    """
    from kg.ontology import load_ontology

    ontology = load_ontology()
    spelt = next((one for one in (*ontology.entity_types, *ontology.predicates) if one.lower() == value.lower()), value)
    predicates = frozenset(ontology.predicates)
    _decide(Given(reason, user, store, graph), lambda archive, author: archive.retype(target, spelt, predicates, author))


@command.command("undo")
@click.argument("judgement", type=int, required=False, metavar="[ID]")
@click.option("--user", default=None, envvar="KG_USER", help="Whose last decision, without ID; who takes it back.")
@store_option
@graph_option
def undo(judgement: int | None, user: str | None, store: Path | None, graph: str | None) -> None:
    """Take back decision ID, by default your last one.

    \b
    Examples:
      kg judge undo
      kg judge undo 17
    """
    _decide(Given("", user, store, graph), lambda archive, author: archive.undo(judgement, author.user))


@command.command("list")
@click.option("--limit", type=click.IntRange(1, 100_000), default=50, show_default=True, help="How many, newest first.")
@click.option("--all", "everything", is_flag=True, help="Also the automatic merges of kg.")
@store_option
def list_command(limit: int, everything: bool, store: Path | None) -> None:
    """Show decisions, newest first.

    \b
    Example:
      kg judge list --all --limit 200
    """
    from kg.archive import Archive

    with Archive.open(settings_of(store), create=False) as archive:
        for made in archive.judgements(limit, everything):
            click.echo(f"{_describe(archive, made)}{' (taken back by ' + str(made.deleted_by) + ')' if made.deleted_at else ''}")


@command.command("members")
@click.argument("entity", metavar="A")
@store_option
def members(entity: str, store: Path | None) -> None:
    """Show the articles in which entity A was found, with the id that it has in each: what `different` can split.

    \b
    Example:
      kg judge members "Carrie Lam"
    """
    from kg.archive import Archive

    with Archive.open(settings_of(store), create=False) as archive:
        found = archive.entity(archive.find_record(entity))
        click.echo(f"{found.id}\t{found.type}\t{found.name}")
        for member in found.members:
            click.echo(f"  {member.id}\t{member.type}\t{member.name}\t{member.title}")


def _pair(kind: Literal["same", "different"], left: str, right: str, given: Given) -> None:
    _decide(given, lambda archive, author: archive.judge(kind, left, right, author))


def _decide(given: Given, act: Act) -> None:
    from kg.archive import Archive, Author
    from kg.errors import UserError

    settings = settings_of(given.store, given.graph)
    name = given.user or settings.user or getpass.getuser()
    if name == "kg":
        raise UserError("The name kg is taken by automatic judgements; give another with --user.")
    with Archive.open(settings, create=False) as archive:
        made = act(archive, Author(name, given.reason))
        click.echo(_describe(archive, made))
        if made.deleted_at:
            click.echo("Taken back; everything is as if it had not been made.")
        else:
            click.echo(f"Take it back with: kg judge undo {made.id}")
        _publish(archive, settings)


def _describe(archive: "Archive", made: "Judgement") -> str:
    """The decision in one sentence."""
    if made.left.startswith("c-"):
        (claim,) = archive.claims([made.left])
        what = f"claim {claim.id} ({claim.said_predicate}: “{claim.text}”)"
    else:
        what = _entity(archive, made.left)
    other = _entity(archive, made.right) if made.right else ""
    said = {
        "same": f"{what} and {other} are one",
        "different": f"{what} and {other} are two",
        "wrong": f"{what} is wrong",
        "retype": f"{what} is {made.value}",
    }[made.kind]
    why = f" ({made.reason.rstrip('.')})" if made.reason else ""
    return f"{made.id}: {said}, says {made.user}{why}."


def _entity(archive: "Archive", record: str) -> str:
    found = archive.entity(record)
    name = next((member.name for member in found.members if member.id == record), found.name)
    return f"{name} [{record}]"


def _publish(archive: "Archive", settings: Settings) -> None:
    from kg.archive.lock import run_lock
    from kg.errors import KgError
    from kg.graph.publish import publish

    try:
        with run_lock(settings):
            publish(archive, settings)
    except (KgError, OSError) as error:
        click.echo(f"kg: the decision is stored; the graph follows with the next run ({error})", err=True)
