"""Examples of each decision on an incident, from stories and their labels."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from kg.extract.incidents.dates import candidate_dates, date_features, date_vector
from kg.extract.incidents.gist import NOBODY, gist_features, gist_vector
from kg.extract.incidents.main import divide
from kg.extract.incidents.places import candidate_places, place_features, place_vector
from kg.extract.incidents.story import Story
from kg.extract.incidents.traits import occupation_features
from kg.extract.incidents.victims import candidate_victims, likely_victims, mention_vector, victim_features
from training.incidents.fit import Table
from training.incidents.labels import Labelled

VIOLATIONS = ("arbitrary detention", "enforced disappearance", "killing", "kidnapping", "torture", "other", "unknown")
PERPETRATORS = (
    "state actor", "other state actors", "other non-state actors", "other actors with permissions", "other actors without permissions",
    "regional orgs", "insufficient info", NOBODY,
)  # fmt: skip
OCCUPATIONS = ("journalist", "human rights defender", "trade unionist")
LEVELS = ("country", "region", "city")
Pairs = Sequence[tuple[Story, Labelled]]
Row = tuple[dict[str, float], np.ndarray, list[bool], int]


def _table(rows: Iterable[Row], classes: tuple[str, ...]) -> Table:
    features, vectors, answers, articles = zip(*rows, strict=True)
    return Table(features, np.stack(vectors), np.array(answers, int), np.array(articles), classes)


def victim_table(pairs: Pairs) -> Table:
    """Every named person: is it a victim?"""
    rows: list[Row] = []
    for n, (story, article) in enumerate(pairs):
        candidates = candidate_victims(story)
        for e in candidates:
            answer = article.victim(story.entities[e].name) is not None
            rows.append((victim_features(story, e, candidates), mention_vector(story, e), [answer], n))
    return _table(rows, ("victim",))


def occupation_table(pairs: Pairs) -> Table:
    """The victims among the persons: what are they?"""
    rows: list[Row] = []
    for n, (story, article) in enumerate(pairs):
        for e in candidate_victims(story):
            name = article.victim(story.entities[e].name)
            if name is not None:
                types = article.label.victims[name][0]
                rows.append((occupation_features(story, e), mention_vector(story, e), [o in types for o in OCCUPATIONS], n))
    return _table(rows, OCCUPATIONS)


def gist_tables(pairs: Pairs, least: float) -> tuple[Table, Table]:
    """Every article: violations, and class of the perpetrators. `least`: chance from which a person counts as a victim."""
    mains = [divide(story, likely_victims(story, least))[0] for story, _ in pairs]
    rows = [(gist_features(story, main), gist_vector(story), n) for n, ((story, _), main) in enumerate(zip(pairs, mains, strict=True))]
    violations = [[v in article.label.violations for v in VIOLATIONS] for _, article in pairs]
    doers = [[p == (article.label.perpetrator_type or NOBODY) for p in PERPETRATORS] for _, article in pairs]
    return (
        _table([(f, v, answer, n) for (f, v, n), answer in zip(rows, violations, strict=True)], VIOLATIONS),
        _table([(f, v, answer, n) for (f, v, n), answer in zip(rows, doers, strict=True)], PERPETRATORS),
    )


def place_table(pairs: Pairs) -> Table:
    """Every place: is it the country, the region, the city?"""
    rows: list[Row] = []
    for n, (story, article) in enumerate(pairs):
        candidates = candidate_places(story)
        for e in candidates:
            answers = [article.place(level, story, e) for level in LEVELS]
            rows.append((place_features(story, e, candidates), place_vector(story, e), answers, n))
    return _table(rows, LEVELS)


def date_table(pairs: Pairs) -> Table:
    """Every expression of time: does it give the year, the month, the day? Articles count by the root of their expressions."""
    rows: list[Row] = []
    for n, (story, article) in enumerate(pairs):
        times = candidate_dates(story)
        edtf = [time.edtf for time in times]
        for k, time in enumerate(times):
            rows.append((date_features(story, times, edtf, k), date_vector(story, time), list(article.date(time)), n))
    table = _table(rows, ("year", "month", "day"))
    table.weights = 1 / np.sqrt(np.bincount(table.articles)[table.articles])
    return table
