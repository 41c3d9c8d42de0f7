"""What the page says about itself: its title, what it leaves out, and to whom its texts belong."""

from collections.abc import Mapping

from kg.export.flat import name_of
from kg.export.select import Part

LICENCES: dict[str, str] = {"Wikinews": "CC BY 2.5"}
"""Publishers whose texts stand under a licence that asks for credit."""


def page_title(part: Part) -> str:
    """What the picture shows, in a line."""
    what = _count(len(part.relations), "relationship")
    if part.centre is None:
        return f"Who did what to whom: {what}"
    return f"{name_of(part.centre, part.whole.nodes[part.centre])}: {what} within {_count(part.wish.depth, 'step')}"


def notes(part: Part, publishers: Mapping[str, int]) -> list[str]:
    """Sentences on what is shown, what is not, and where it comes from."""
    found = ["Claims as articles make them, not established facts; click an arrow to read the words."]
    if not part.relations:
        found.append("There is nothing to draw yet: no relationships of the kind that was asked for.")
    if len(part.relations) < part.total:
        few = f"{len(part.relations):,} of {part.total:,}"
        found.append(f"Shown are the {few} relationships that most articles report; --limit shows more.")
    if part.wish.statuses:
        found.append(f"Shown are relationships that are {' or '.join(part.wish.statuses)}; --status shows others.")
    if publishers:
        ranked = sorted(publishers.items(), key=lambda item: (-item[1], item[0]))
        named = [f"{name} ({count}{', ' + LICENCES[name] if name in LICENCES else ''})" for name, count in ranked[:8]]
        named += [f"{len(ranked) - 8} more"] if len(ranked) > 8 else []
        found.append(f"Articles: {', '.join(named)}.")
    return found


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
