"""When the main incident happened: the article's expressions of time as candidates."""

from collections import defaultdict
from collections.abc import Sequence
from math import log1p

import numpy as np

from kg.extract.attributes.times import TimeExpression, find_times
from kg.extract.incidents.story import Floats, Story
from kg.model import Span

_AROUND = 6
"""Words on each side of an expression that tell what it dates."""


def candidate_dates(story: Story) -> list[TimeExpression]:
    """Expressions that give at least a year, in text order; of `before 2019` the beginning is open, so it dates nothing."""
    found = find_times(story.document.text, story.published)
    return [t for t in found if t.period.year_known and t.period.unit != "decade" and not (t.relation == "until" and t.until is None)]


def date_features(story: Story, times: Sequence[TimeExpression], edtf: Sequence[str], n: int) -> dict[str, float]:
    """What tells whether the `n`-th of the article's expressions, `edtf` as dates, dates what the article is about."""
    time = times[n]
    period, unit = time.period, time.period.unit
    age, years = _age(story, time), [t.period.first.year for t in times]
    features: dict[str, float] = {
        f"unit={unit}": 1,
        f"relation={time.relation}": 1,
        "range": float(time.until is not None),
        "counted": float(time.deictic),
        "weak": float(time.weak),
        f"age={age}": 1,
        f"age={age}:{unit}": 1,
        "first": float(n == 0),
        "order": log1p(n),
        "at": story.position(time.start),
        "all": log1p(len(times)),
        "same": log1p(edtf.count(edtf[n]) - 1),
        "same year": log1p(years.count(period.first.year) - 1),
        "share of year": years.count(period.first.year) / len(times),
        "year first": float(years.index(period.first.year) == n),
    }
    sums: dict[str, float] = defaultdict(float)
    for claim in story.claims:
        weight = 2 * story.weight(claim)
        if claim.date is not None and claim.date == edtf[n]:
            sums["dates act" if story.is_act(claim) else "dates other"] += weight
            sums[f"dates {claim.predicate}"] += weight
        if claim.evidence.start <= time.start < claim.evidence.end:
            sums["beside act" if story.is_act(claim) else "beside other"] += weight
            if story.is_act(claim) and claim.object is not None and story.is_in_title(story.entities[claim.object].name):
                sums["beside act of title"] += weight
    features |= {key: log1p(value) for key, value in sums.items()}
    return features | _words(story, time)


def _age(story: Story, time: TimeExpression) -> str:
    """How long before publication, roughly."""
    if story.published is None:
        return "?"
    days = (story.published - time.period.first).days
    if days < 0:
        return "to come" if time.period.unit == "day" else "now"
    ages = ((8, "week"), (40, "month"), (200, "half"), (400, "year"), (1100, "years"))
    return next((name for bound, name in ages if days < bound), "old")


def _words(story: Story, time: TimeExpression) -> dict[str, float]:
    tokens = story.tokens_of(Span(time.start, time.end))
    start, end = story.sentences[story.sentence_at(time.start)]
    features = {f"near={story.lemmas[i]}": 1.0 for i in range(max(start, tokens.start - _AROUND), min(end, tokens.stop + _AROUND))}
    features[f"before={story.lemmas[tokens.start - 1] if tokens.start > start else '^'}"] = 1
    features[f"behind={story.lemmas[tokens.stop] if tokens.stop < end else '$'}"] = 1
    head = story.heads[story.root_of(tokens)]
    features[f"hangs on={story.lemmas[head]}"] = 1
    features[f"tense={story.tags[head]}"] = 1
    named = {word for word in story.title.split() if len(word) > 4}
    features["title words"] = min(3, len(named & set(story.lemmas[start:end]))) / 3
    return features


def date_vector(story: Story, time: TimeExpression) -> Floats:
    """Mean contextual vector of the expression and the word that it hangs on."""
    tokens = story.tokens_of(Span(time.start, time.end))
    head = story.heads[story.root_of(tokens)]
    return np.asarray(story.vectors[[*tokens, head]].mean(0), np.float32)
