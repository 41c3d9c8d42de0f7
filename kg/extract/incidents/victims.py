"""Which persons an article tells of as victims of its main incident."""

from collections import Counter
from collections.abc import Iterable, Sequence
from math import log1p

import numpy as np

from kg.extract.incidents.model import load_model
from kg.extract.incidents.story import Floats, Story
from kg.model import Claim, Mention
from kg.ontology import load_ontology

_KINDS = {
    "violence": ("KILLED", "INJURED", "TORTURED", "SEXUALLY_ASSAULTED", "ABDUCTED", "ATTACKED"),
    "custody": ("ARRESTED", "IMPRISONED", "CHARGED", "CONVICTED"),
    "pressure": ("THREATENED", "DISCRIMINATED_AGAINST", "RESTRICTED", "RAIDED", "INVESTIGATED", "EXPELLED", "DISMISSED", "SANCTIONED"),
}
_REACH = 25
"""Words behind a mention in which clauses about it are looked for."""
_AROUND = 3
"""Words on each side of a mention that tell of its part."""


def candidate_victims(story: Story) -> list[str]:
    """Persons with a name, in order of their first mention."""
    named = [e for e, ms in story.mentions.items() if story.entities[e].type == "Person" and any(m.kind == "name" for m in ms)]
    return sorted(named, key=lambda e: story.mentions[e][0].start)


def weigh_victims(story: Story) -> None:
    """Sets how likely a victim each person is."""
    candidates, model = candidate_victims(story), load_model("victim")
    story.blame({e: model.chance(victim_features(story, e, candidates), mention_vector(story, e)) for e in candidates})


def choose_victims(story: Story) -> list[str]:
    """The persons that are likely enough, in order of their first mention."""
    return likely_victims(story, load_model("victim").threshold)


def likely_victims(story: Story, least: float) -> list[str]:
    """Those with at least this chance."""
    return [entity for entity, chance in story.victims.items() if chance >= least]


def victim_features(story: Story, entity: str, candidates: Sequence[str]) -> dict[str, float]:
    """What tells whether one of the candidates is a victim."""
    mentions = story.mentions[entity]
    record = story.entities[entity]
    rank, rivals = candidates.index(entity), len(candidates)
    all_people = sum(len(story.mentions[e]) for e in candidates)
    features: dict[str, float] = {
        "times": log1p(len(mentions)),
        "share": len(mentions) / max(1, all_people),
        "first at": story.position(mentions[0].start),
        "first named": float(rank == 0),
        "rank": log1p(rank),
        "rivals": log1p(rivals),
        "only one": float(rivals == 1),
        "in title": float(story.is_in_title(record.name)),
        "one word": float(" " not in record.name),
        "sex=" + str(record.attributes.get("sex")): 1,
    }
    for role in record.attributes.get("roles", ()):
        features[f"role={role}"] = 1
    features |= _claim_features("object", story.by_object.get(entity, ()))
    features |= _claim_features("subject", story.by_subject.get(entity, ()))
    spoken = [c for c in story.claims if c.speaker == entity]
    features["speaks"] = log1p(len(spoken))
    for word, times in Counter(w for m in mentions for w in _words_around(story, m)).items():
        features[word] = min(1.0, 0.5 + 0.5 * times / len(mentions)) if times else 0.0
    for word in sorted(set(story.description(entity).replace(".", " ").split()) - set(record.name.lower().split())):
        if word.isalpha():
            features[f"described={word}"] = 1
    return features


def _claim_features(side: str, claims: Iterable[Claim]) -> dict[str, float]:
    features: dict[str, float] = {}
    doubts: dict[str, float] = {}
    for claim in claims:
        told = claim.polarity == "affirmed" and claim.modality in ("actual", "alleged")
        key = f"{side} {claim.predicate}" if told else f"{side} not told"
        features[key] = max(features.get(key, 0.0), claim.confidence)
        family = load_ontology()[claim.predicate].family
        kinds = [kind for kind, predicates in _KINDS.items() if claim.predicate in predicates]
        for kind in (f"{side} {family}", *(f"{side} {k}" for k in kinds if told)):
            doubts[kind] = doubts.get(kind, 1.0) * (1 - claim.confidence)
        if side == "object" and family == "act":
            features[f"{side} by someone"] = max(features.get(f"{side} by someone", 0.0), float(claim.subject is not None))
    return features | {f"any {kind}": 1 - doubt for kind, doubt in doubts.items()}


def _words_around(story: Story, mention: Mention) -> Iterable[str]:
    """The words beside a mention, and how it hangs in its clause: "<-arrest:nsubj:pass"."""
    tokens = story.tokens_of(mention)
    root = story.root_of(tokens)
    relation, head = story.relations[root], story.heads[root]
    yield f"role={relation}"
    if head != root:
        yield f"hangs={relation}:{story.lemmas[head]}"
        yield f"under={story.lemmas[head]}"
        if story.heads[head] != head:
            yield f"above={story.lemmas[story.heads[head]]}"
    for child in range(tokens.start, min(len(story.heads), tokens.stop + _REACH)):
        if story.heads[child] == root and story.relations[child] in ("appos", "acl", "acl:relcl"):
            yield f"{story.relations[child]}={story.lemmas[child]}"
    for offset in range(1, _AROUND + 1):
        for at, side in ((tokens.start - offset, "before"), (tokens.stop - 1 + offset, "after")):
            if 0 <= at < len(story.lemmas) and not story.tags[at].startswith("NNP"):
                yield f"{side}={story.lemmas[at]}"


def mention_vector(story: Story, entity: str) -> Floats:
    """Mean of the contextual vectors of the words of its mentions."""
    tokens = [i for m in story.mentions[entity] for i in story.tokens_of(m)]
    return np.asarray(story.vectors[tokens].mean(0), np.float32)
