"""Words that tell roles, read once."""

import re
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def words(*path: str) -> frozenset[str]:
    """One list of `lexicon.yml`, by its path."""
    found: Any = _tree()
    for step in path:
        found = found[step]
    return frozenset(str(word) for word in found)


@cache
def _tree() -> Any:
    return yaml.safe_load(files(__name__.rpartition(".")[0]).joinpath("lexicon.yml").read_text(encoding="utf-8"))


@cache
def keys(*path: str) -> tuple[str, ...]:
    """The names of the lists below a path."""
    found: Any = _tree()
    for step in path:
        found = found[step]
    return tuple(found)


@cache
def stems(*path: str) -> re.Pattern[str]:
    """Beginnings of words, in lower-case text."""
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, sorted(words(*path), key=lambda w: (-len(w), w)))) + ")")


@cache
def pattern(*path: str) -> re.Pattern[str]:
    """Any of a list's words or phrases, whole, in lower-case text."""
    longest = sorted(words(*path), key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest)) + r")(?!\w)")
