"""Where the main incident happened: places of the article as candidates for country, region and city."""

from collections import Counter, defaultdict
from math import log1p

import numpy as np

from kg.extract.incidents import lexicon
from kg.extract.incidents.story import Floats, Story
from kg.gazetteer import capital_code, country_code, demonym_code
from kg.model import Mention

_BELONGS = ("PART_OF", "BASED_IN", "LOCATED_IN", "HOLDS_POSITION", "CITIZEN_OF", "LIVES_IN")

_TERRITORIES = ("HK", "MO", "PR", "GU", "GL", "TW", "PS", "EH", "RE", "GI", "JE", "GG", "IM", "BM")
"""Have a code and no seat of their own in the UN: what happens there is told of the state they belong to, or claim not to."""


def candidate_places(story: Story) -> list[str]:
    """Places and countries that are printed by name, in order of their first mention."""
    named = [e for e, ms in story.mentions.items() if story.entities[e].type in ("Place", "Country") and any(m.kind == "name" for m in ms)]
    return sorted(named, key=lambda e: story.mentions[e][0].start)


def printed_names(story: Story, entity: str) -> list[str]:
    """The nouns by which an article names a place, each once, the first first; the entity's own name where it prints adjectives only."""
    texts = [m.text for m in story.mentions[entity] if m.kind == "name"]
    if story.entities[entity].type == "Country":
        texts = [t for t in texts if country_code(t)] or [t for t in texts if not demonym_code(t)]
    cleaned = [t.removeprefix("the ").removeprefix("The ").removesuffix("'s").removesuffix("’s").strip() for t in texts]
    return list(dict.fromkeys(cleaned)) or [story.entities[entity].name]


def place_features(story: Story, entity: str, candidates: list[str]) -> dict[str, float]:
    """What tells whether a place is the country, the region or the city of what happened."""
    record, mentions = story.entities[entity], story.mentions[entity]
    peers = [c for c in candidates if (story.entities[c].type == "Country") == (record.type == "Country")]
    times = {c: len(story.mentions[c]) for c in peers}
    name = printed_names(story, entity)[0]
    kind = record.type
    features: dict[str, float] = {
        f"type={kind}": 1,
        "code": float(country_code(name) is not None),
        "capital": float(capital_code(name) is not None),
        "territory": float(country_code(name) in _TERRITORIES),
        "region": float(name.lower() in lexicon.words("regions")),
        "of others": sum(country_code(t) is None for t in (m.text for m in mentions)) / len(mentions),
        "words": min(4, len(name.split())) / 4,
    }
    told: dict[str, float] = {
        "times": log1p(len(mentions)),
        "share": len(mentions) / max(1, sum(times.values())),
        "most": float(len(mentions) == max(times.values())),
        "rank": log1p(sorted(times.values(), reverse=True).index(len(mentions))),
        "order": log1p(peers.index(entity)),
        "first": float(peers[0] == entity),
        "first at": story.position(mentions[0].start),
        "dateline": float(mentions[0].start < 40),
        "in title": float(name.lower() in story.title),
        "only": float(len(peers) == 1),
        "adjectives": sum(demonym_code(m.text) is not None for m in mentions) / len(mentions),
    }
    told |= _claims_of(story, entity)
    for word, count in Counter(w for m in mentions for w in _around(story, m)).items():
        told[word] = 0.5 + 0.5 * count / len(mentions)
    features |= told | {f"{kind}:{key}": value for key, value in told.items()}
    own = set(story.own_words(entity).split())
    for words in ("region_words", "site_words"):
        features[words] = float(bool(own & lexicon.words(words)))
    for word in sorted(own):
        features[f"own={word}"] = float(word in lexicon.words("region_words") or word in lexicon.words("site_words"))
    return features


def _claims_of(story: Story, entity: str) -> dict[str, float]:
    sums: dict[str, float] = defaultdict(float)
    for claim in story.claims:
        weight = 2 * story.weight(claim)
        if claim.place == entity:
            sums["act here" if story.is_act(claim) else "said here"] += weight
            sums[f"here {claim.predicate}"] += weight
        if claim.object == entity and claim.predicate in _BELONGS:
            sums[f"object {claim.predicate}"] += weight
            doers = [c for c in story.by_subject.get(claim.subject or "", ()) if story.is_act(c)]
            done = [c for c in story.by_object.get(claim.subject or "", ()) if story.is_act(c)]
            sums["of the perpetrator"] += sum(story.weight(c) for c in doers)
            sums["of the victim"] += sum(story.weight(c) for c in done) + story.victims.get(claim.subject or "", 0.0)
            sums["around the act"] += sum(story.weight(c) for c in story.claims if story.is_act(c) and c.place == claim.subject)
        if claim.subject == entity:
            sums["subject act" if story.is_act(claim) else f"subject {claim.predicate}"] += weight
        if claim.object == entity and story.is_act(claim):
            sums["object act"] += weight
        if story.is_act(claim) and any(claim.evidence.start <= m.start < claim.evidence.end for m in story.mentions[entity]):
            sums["beside an act"] += weight
    return {key: log1p(value) for key, value in sums.items()}


def _around(story: Story, mention: Mention) -> list[str]:
    """The word before, the word behind, and whether a place follows behind a comma."""
    tokens = story.tokens_of(mention)
    before = story.lemmas[tokens.start - 1] if tokens.start else "^"
    behind = story.lemmas[tokens.stop] if tokens.stop < len(story.lemmas) else "$"
    found = [f"before={before}", f"behind={behind}"]
    if behind == "," and tokens.stop + 1 < len(story.tags) and story.tags[tokens.stop + 1].startswith("NNP"):
        found.append("names behind a comma")
    if before == "," and tokens.start > 1 and story.tags[tokens.start - 2].startswith("NNP"):
        found.append("names before a comma")
    return found


def place_vector(story: Story, entity: str) -> Floats:
    """Mean of the contextual vectors of the words of its mentions."""
    tokens = [i for m in story.mentions[entity] for i in story.tokens_of(m)]
    return np.asarray(story.vectors[tokens].mean(0), np.float32)
