"""Polarity and modality: what the words above and around a trigger make of it."""

from collections.abc import Sequence
from functools import cache

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


@cache
def _roles() -> dict[tuple[str, str], tuple[str, ...]]:
    """(part, word) -> the moods it speaks for."""
    table: dict[tuple[str, str], tuple[str, ...]] = {}
    for mood, parts in load_lexicon("modality").items():
        for part, words in parts.items():
            for word in words:
                table[part, word] = (*table.get((part, word), ()), mood)
    return table


def _moods(part: str, token: Token) -> tuple[str, ...]:
    roles = _roles()
    return roles.get((part, token.lower_)) or roles.get((part, token.lemma_.lower())) or ()


def mood_features(context: Context, proposal: Proposal, held: Sequence[Frame]) -> dict[str, float]:
    """Binary features of a proposal, shared by polarity and modality. `held`: the frames that it is said in, innermost first."""
    trigger = context.doc[proposal.trigger]
    family = load_ontology()[proposal.predicate].family
    features: dict[str, float] = {
        f"predicate={proposal.predicate}": 1,
        f"family={family}": 1,
        f"tag={trigger.tag_}": 1,
        f"trigger={trigger.lemma_.lower()}": 1,
    }
    previous: Token | None = None
    for depth, token in enumerate(context.chain(proposal.trigger)[:_DEPTH]):
        near = "own" if depth == 0 else "up" if depth == 1 else "far"
        if previous is not None:
            link = base(previous)
            for mood in _moods("governors", token):
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
            _add_child(features, child, near, family)
        previous = token
    _add_arguments(context, proposal, features)
    for depth, frame in enumerate(held[:2]):
        where = "said" if depth == 0 else "said outside"
        features[f"{where}:act={frame.act}"] = 1
        features[f"{where}:act={frame.act}|{family}"] = 1
        features[f"{where}:cue={context.doc[frame.cue].lemma_.lower()}"] = 1
        features[f"{where}:by {_role(context, proposal, frame)}"] = 1
    window = context.doc[max(0, proposal.evidence[0] - 3) : proposal.evidence[1]]
    for token in window:
        for part in ("adverbs", "adjectives", "auxiliaries", "marks", "determiners"):
            for mood in _moods(part, token):
                features[f"evidence:{part}:{mood}"] = 1
        for mood in _moods("governors", token):
            features[f"evidence:governors:{mood}"] = 1
    return features


def _add_child(features: dict[str, float], child: Token, near: str, family: str) -> None:
    link = base(child)
    for part, links in (
        ("auxiliaries", ("aux",)),
        ("adverbs", ("advmod", "mark", "case", "det")),
        ("adjectives", ("amod",)),
        ("marks", ("mark",)),
        ("determiners", ("det",)),
    ):
        if link in links:
            for mood in _moods(part, child):
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
        for token in context.doc[max(0, mention.start - 2) : mention.end]:
            for part in ("adjectives", "adverbs", "determiners"):
                for mood in _moods(part, token):
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
    return [_heed_will(modality, row) for modality, row in zip(likeliest, rows, strict=True)]


def _heed_will(modality: Modality, row: Features) -> Modality:
    """ "Will" without an if announces, whatever the kind of act makes likely."""
    will = "own:auxiliaries:planned" in row and "evidence:marks:hypothetical" not in row
    return "planned" if modality == "hypothetical" and will else modality
