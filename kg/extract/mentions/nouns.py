"""Common nouns that stand for people, bodies, places, events and laws (nouns.tsv, written for this project)."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Noun:
    """What a head noun tells: the entity type of its singular, and facets (a role, `man`/`woman`, or an `Organization.kind`)."""

    type: str
    facets: tuple[str, ...]


@lru_cache(maxsize=1)
def known_nouns() -> Mapping[str, Noun]:
    """Nouns by singular lower-case lemma."""
    with (files("kg.extract.mentions") / "nouns.tsv").open(encoding="utf-8") as lines:
        rows = csv.DictReader(lines, delimiter="\t")
        return {row["noun"]: Noun(row["type"], tuple(filter(None, row["facets"].split(",")))) for row in rows}


def find_noun(lemma: str, word: str) -> Noun | None:
    """The entry of a head word, by its lemma and then by the word and its plain singular."""
    form = singular(lemma, word)
    return known_nouns()[form] if form is not None else None


def singular(lemma: str, word: str) -> str | None:
    """The form under which the lexicon has a head word, None when it has not."""
    nouns = known_nouns()
    word = word.lower()
    return next((form for form in (lemma.lower(), word, *_singulars(word)) if form in nouns), None)


def _singulars(word: str) -> tuple[str, ...]:
    if word.endswith("men"):
        return (word[:-3] + "man",)
    if word.endswith("ies"):
        return (word[:-3] + "y",)
    return (word[:-1], word[:-2]) if word.endswith("es") else (word[:-1],) if word.endswith("s") else ()
