"""What an article as a whole tells of violations and of who commits them: the features of two models."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import log

import numpy as np

from kg.extract.incidents import lexicon
from kg.extract.incidents.happenings import Happening
from kg.extract.incidents.model import load_model
from kg.extract.incidents.perpetrators import classify
from kg.extract.incidents.story import Floats, Story
from kg.model import Claim
from kg.ontology import load_ontology

_WORDS = 1200
"""Words of the article that are looked at: what it is about stands at its beginning."""
_BEGINNING = 600
"""Characters that a reader takes in first."""
NOBODY = "none"
"""The class of articles that mention no perpetrator."""


def gist_features(story: Story, main: Happening | None) -> dict[str, float]:
    """Themes, act claims with the kind of who acts and of who suffers, and what the claims of the main happening tell."""
    return _themes(story) | _claim_features(story) | _own_features(story, main.claims if main is not None else ())


def _own_features(story: Story, claims: Iterable[Claim]) -> dict[str, float]:
    doubts: dict[str, float] = defaultdict(lambda: 1.0)
    for claim in claims:
        doubts[f"own {load_ontology()[claim.predicate].violation}"] *= 1 - claim.confidence
        doubts[f"own by {classify(story, claim.subject) if claim.subject is not None else 'nobody'}"] *= 1 - claim.confidence
    return {name: 1 - doubt for name, doubt in doubts.items()}


def _themes(story: Story) -> dict[str, float]:
    """How much the words of each theme of the lexicon fill the title, the beginning and the whole text."""
    text = story.document.text.lower()
    features: dict[str, float] = {}
    for theme in lexicon.keys("gist"):
        found = [match.start() for match in lexicon.stems("gist", theme).finditer(text)]
        features |= {
            f"theme {theme}": log(1 + len(found)),
            f"theme {theme} at all": float(bool(found)),
            f"theme {theme} at the beginning": log(1 + sum(start < _BEGINNING for start in found)),
            f"theme {theme} dense": 100 * len(found) / max(100, len(story.lemmas)),
            f"theme {theme} in title": float(lexicon.stems("gist", theme).search(story.title) is not None),
        }
    return features


def _claim_features(story: Story) -> dict[str, float]:
    sums: dict[str, float] = defaultdict(float)
    for claim in story.claims:
        if not story.is_act(claim):
            sums[f"said {claim.predicate}"] += claim.confidence
            continue
        weight = claim.confidence * (1.5 - story.position(claim.evidence.start))
        doer = classify(story, claim.subject) if claim.subject is not None else "nobody"
        wrong = story.weight(claim)
        violation = load_ontology()[claim.predicate].violation
        sums[f"act {claim.predicate}"] += weight
        sums[f"wrong {claim.predicate}"] += wrong
        sums[f"wrong by {doer}"] += wrong
        sums[f"wrong {violation}"] += wrong
        sums[f"by {doer}"] += weight
        sums[f"{violation} by {doer}"] += weight
        sums[f"against {story.entities[claim.object].type if claim.object is not None else 'nobody'}"] += weight
    return {name: log(1 + value) for name, value in sums.items()}


def gist_vector(story: Story) -> Floats:
    """(2 x width) mean contextual vector of the article's beginning, and of the sentences that tell of acts."""
    begin = story.vectors[:_WORDS]
    chosen = sorted({story.sentence_at(c.evidence.start) for c in story.claims if story.is_act(c)})
    told = [i for n in chosen for i in range(*story.sentences[n])]
    parts = [part.mean(0) if len(part) else np.zeros(story.vectors.shape[1]) for part in (begin, story.vectors[told])]
    return np.concatenate(parts).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Gist:
    """What the main incident is."""

    violations: tuple[str, ...]
    """The likely classes, the likeliest first; always one."""
    perpetrator_type: str | None


def judge_gist(story: Story, main: Happening) -> Gist:
    """The likeliest classes; nobody as perpetrator only where that is likelier than not and the main happening knows none."""
    features, vector = gist_features(story, main), gist_vector(story)
    model = load_model("violation")
    chances = model.chances(features, vector)
    ranked = sorted(chances, key=lambda c: -chances[c])
    violations = tuple(c for n, c in enumerate(ranked) if n == 0 or (chances[c] >= model.threshold and c != "unknown"))
    doers = load_model("perpetrator").chances(features, vector)
    if not main.perpetrators and doers[NOBODY] > 0.5:
        return Gist(violations, None)
    return Gist(violations, max((c for c in doers if c != NOBODY), key=lambda c: doers[c]))
