"""Polarity and modality: what the words above and around a trigger make of it."""

from collections.abc import Sequence
from functools import cache, lru_cache

import numpy as np
from spacy.tokens import Token

from kg.extract.attributes.chooser import ENOUGH, Features, weigh
from kg.extract.attributes.context import Context, base
from kg.extract.attributes.frames import Frame
from kg.extract.attributes.lexicon import load_lexicon
from kg.extract.draft import Proposal
from kg.model import Modality, Polarity
from kg.ontology import load_ontology

UNSURE: tuple[Modality, ...] = ("alleged", "planned", "hypothetical")
_DEPTH = 6
"""Ancestors of a trigger that can still say something of it."""

_PARTS = {
    "aux": ("auxiliaries",),
    "advmod": ("adverbs",),
    "mark": ("adverbs", "marks"),
    "case": ("adverbs",),
    "det": ("adverbs", "determiners"),
    "amod": ("adjectives",),
}
"""Relation of a word below the trigger -> the parts that it may play."""


@cache
def _roles() -> dict[str, dict[str, tuple[str, ...]]]:
    """Word -> part that it plays -> the moods it speaks for."""
    table: dict[str, dict[str, tuple[str, ...]]] = {}
    for mood, parts in load_lexicon("modality").items():
        for part, words in parts.items():
            for word in words:
                roles = table.setdefault(word, {})
                roles[part] = (*roles.get(part, ()), mood)
    return table


@lru_cache(50_000)
def _moods(form: str, lemma: str) -> dict[str, tuple[str, ...]]:
    """Part -> the moods that a word speaks for in it; what is listed of the form goes before what is of the lemma."""
    roles = _roles()
    return {**roles.get(lemma, {}), **roles.get(form, {})}


def mood_features(context: Context, proposal: Proposal, held: Sequence[Frame]) -> dict[str, float]:
    """Binary features of a proposal, shared by polarity and modality. `held`: the frames that it is said in, innermost first."""
    trigger = context.doc[proposal.trigger]
    family = load_ontology()[proposal.predicate].family
    features: dict[str, float] = {
        f"predicate={proposal.predicate}": 1,
        f"family={family}": 1,
        f"tag={trigger.tag_}": 1,
        f"trigger={trigger.lemma_.lower()}": 1,
        **proposal.aspects,
    }
    _add_ancestors(context, proposal, features, family)
    _add_arguments(context, proposal, features)
    if _is_raised(context, proposal.trigger):
        features["raised:alleged"] = 1
    for depth, frame in enumerate(held[:2]):
        where = "said" if depth == 0 else "said outside"
        features[f"{where}:act={frame.act}"] = 1
        features[f"{where}:act={frame.act}|{family}"] = 1
        features[f"{where}:cue={context.doc[frame.cue].lemma_.lower()}"] = 1
        features[f"{where}:by {_role(context, proposal, frame)}"] = 1
    for form in context.forms[max(0, proposal.evidence[0] - 3) : proposal.evidence[1]]:
        for part, moods in _moods(*form).items():
            for mood in moods:
                features[f"evidence:{part}:{mood}"] = 1
    return features


def _add_ancestors(context: Context, proposal: Proposal, features: dict[str, float], family: str) -> None:
    """The trigger and the words above it, each with what hangs on it, up to where another subject begins."""
    previous: Token | None = None
    for depth, token in enumerate(context.chain(proposal.trigger)[:_DEPTH]):
        near = "own" if depth == 0 else "up" if depth == 1 else "far"
        if previous is not None:
            link = base(previous)
            for mood in _moods(*context.forms[token.i]).get("governors", ()):
                features[f"{near}:governor:{mood}:{link}"] = 1
                features[f"governor:{mood}"] = 1
            features[f"{near}:above={token.lemma_.lower()}"] = 1
            if link in ("conj", "appos", "relcl", "acl", "parataxis") or previous.dep_ == "acl:relcl":
                near = "side"
            if link == "nsubj" or previous.dep_ == "acl:relcl":
                break
        for child in token.children:
            if previous is not None and child.i == previous.i:
                continue
            _add_child(context, features, child, f"{near}|{family}")
        previous = token


def _is_raised(context: Context, trigger: int) -> bool:
    """ "Is thought to have been abducted and killed": told as what others think, by a passive over the infinitive.

    An act that no rule sees may have the upper verb as its trigger.
    """
    way = context.chain(trigger)
    first = next((n for n, token in enumerate(way) if base(token) != "conj"), 0)
    above = first + 1 < len(way) and base(way[first]) == "xcomp"
    over = way[first + 1] if above else way[0]
    if "alleged" not in _moods(*context.forms[over.i]).get("raised", ()):
        return False
    parts = {child.dep_ for child in over.children}
    return {"aux:pass", "xcomp"} <= parts


def _add_child(context: Context, features: dict[str, float], child: Token, where: str) -> None:
    """`where`: how near, and the family of the predicate."""
    link, (near, family) = base(child), where.split("|")
    found = _moods(*context.forms[child.i])
    for part in _PARTS.get(link, ()):
        for mood in found.get(part, ()):
            features[f"{near}:{part}:{mood}"] = 1
            features[f"{part}:{mood}|{family}"] = 1
    if link in ("aux", "mark", "advmod") and near in ("own", "up"):
        features[f"{near}:{link}={child.lower_}"] = 1


def _add_arguments(context: Context, proposal: Proposal, features: dict[str, float]) -> None:
    """Adjectives and determiners of subject and object: "no one", "the alleged killer"."""
    for role, m in (("subject", proposal.subject), ("object", proposal.object)):
        if m is None:
            continue
        mention = context.mentions[m]
        for form in context.forms[max(0, mention.start - 2) : mention.end]:
            found = _moods(*form)
            for part in ("adjectives", "adverbs", "determiners"):
                for mood in found.get(part, ()):
                    features[f"{role}:{part}:{mood}"] = 1


def _role(context: Context, proposal: Proposal, frame: Frame) -> str:
    holder = context.entity(frame.holder)
    roles = (("subject", proposal.subject), ("object", proposal.object))
    return next((role for role, m in roles if m is not None and context.entity(m) == holder), "another")


def judge_polarity(rows: Sequence[Features]) -> list[Polarity]:
    """`negated` where the words say that it did not happen."""
    return ["negated" if chance >= ENOUGH else "affirmed" for chance in weigh("negated", rows)]


def judge_modality(rows: Sequence[Features]) -> list[Modality]:
    """The likeliest modality that passes its own bar, else `actual`."""
    chances = np.stack([weigh(name, rows) for name in UNSURE])
    likeliest: list[Modality] = [
        UNSURE[n] if chance >= ENOUGH else "actual" for n, chance in zip(chances.argmax(0), chances.max(0), strict=True)
    ]
    return [_heed_words(modality, row) for modality, row in zip(likeliest, rows, strict=True)]


def _heed_words(modality: Modality, row: Features) -> Modality:
    """What is printed at the act itself stands, whatever the kind of act makes likely.

    "Will" without an if announces; and an act that is itself "alleged", "reportedly" done or "said to have" happened is never told as
    certain.
    """
    if modality == "hypothetical" and "own:auxiliaries:planned" in row and "evidence:marks:hypothetical" not in row:
        return "planned"
    hedged = any(mark in row for mark in ("own:adverbs:alleged", "own:adjectives:alleged", "raised:alleged"))
    return "alleged" if modality == "actual" and hedged and "family=act" in row else modality
