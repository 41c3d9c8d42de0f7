"""Polarity and modality: what the words above and around a trigger make of it."""

from functools import cache

from spacy.tokens import Token

from kg.extract.attributes.chooser import load_choosers
from kg.extract.attributes.context import Context, base
from kg.extract.attributes.frames import Frame, cue_acts
from kg.extract.attributes.lexicon import load_lexicon
from kg.extract.draft import Proposal
from kg.model import Modality, Polarity
from kg.ontology import load_ontology

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


def mood_features(context: Context, proposal: Proposal, frame: Frame | None) -> dict[str, float]:
    """Binary features of a proposal, shared by polarity and modality. `frame` is that of its speaker, if any."""
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
    if frame is not None:
        features[f"act={frame.act}"] = 1
        features[f"act={frame.act}|{family}"] = 1
        features[f"cue={context.doc[frame.cue].lemma_.lower()}"] = 1
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


def judge_polarity(features: dict[str, float]) -> Polarity:
    """`negated` where the words say that it did not happen."""
    chooser = load_choosers()["negated"]
    return "negated" if chooser.probability(features) >= chooser.threshold else "affirmed"


def judge_modality(features: dict[str, float]) -> Modality:
    """The likeliest modality that passes its own bar, else `actual`."""
    best, chosen = 0.0, "actual"
    for name in ("alleged", "planned", "hypothetical"):
        chooser = load_choosers()[name]
        probability = chooser.probability(features)
        if probability >= chooser.threshold and probability > best:
            best, chosen = probability, name
    if chosen == "hypothetical" and "own:auxiliaries:planned" in features and "evidence:marks:hypothetical" not in features:
        return "planned"  # "will" without an if, whatever the kind of act makes likely
    return chosen  # type: ignore[return-value]


def governs(context: Context, trigger: int) -> str | None:
    """What is done by the nearest verb of speech above a trigger."""
    for token in context.chain(trigger)[1:_DEPTH]:
        act = cue_acts().get(token.lemma_.lower())
        if act is not None:
            return act
    return None
