"""Which expression of time tells when a claim happened."""

from dataclasses import replace

from kg.extract.attributes.attach import attach, leading_cases, telling_word
from kg.extract.attributes.context import Context, TimeSpan, base
from kg.extract.attributes.frames import Frame
from kg.extract.attributes.times import TimeExpression, move
from kg.extract.draft import Proposal
from kg.ontology import load_ontology

_BACK = 5
"""Expressions before the sentence that may still hold for it."""
_AFTER = 2
"""Expressions behind a headline that may date it."""
_LASTING = frozenset(["IMPRISONED", "RESTRICTED", "INVESTIGATED"])
"""Acts that go on: since a day they are open as ties are."""
_BEGINNINGS = frozenset(
    ["become", "elect", "appoint", "join", "found", "form", "co-found", "name", "install", "emigrate", "succeed"]
)
"""What begins a tie, which lasts from then on."""


def candidate_times(context: Context, proposal: Proposal) -> list[int]:
    """Indices of the expressions that may date a proposal: of its sentence, the last ones before; for a headline, the first after."""
    here = context.sentence[proposal.trigger]
    own = context.times_in.get(here, [])
    before = context.times_before(context.sentences[here][0])
    first = len(before) + len(own)
    after = range(first, min(first + _AFTER, len(context.times))) if context.paragraph[proposal.trigger] == 0 and here <= 1 else ()
    return [*own, *reversed(before[-_BACK:]), *after]


def date_features(context: Context, proposal: Proposal, indices: list[int], n: int, frame: Frame | None) -> dict[str, float]:
    """Features of one expression as the date of a proposal."""
    time, trigger = context.times[n], telling_word(context, proposal)
    predicate = load_ontology()[proposal.predicate]
    own = [i for i in indices if context.sentence[context.times[i].start] == context.sentence[trigger]]
    tie = attach(context, time.head, trigger)
    gap, place = _gap(context, time, trigger)
    features: dict[str, float] = {
        f"{place}:relation={tie.relation}": 1,
        f"{place}:relation={tie.relation}|{predicate.family}": 1,
        f"relation={tie.relation}:{tie.via}": 1,
        f"relation={tie.relation}:{tie.via}|{predicate.family}": 1,
        f"{place}:predicate={proposal.predicate}": 1,
        f"{place}:family={predicate.family}": 1,
        f"{place}:case={tie.case}:{tie.relation}": 1,
        **_words(context, time, proposal, trigger, place),
        f"steps={min(tie.steps, 5)}:{tie.relation}": 1,
        f"own times={min(len(own), 3)}:{place}": 1,
    }
    if gap < 0:
        features |= {f"after={n - indices[0]}": 1, f"after={n - indices[0]}|{predicate.family}": 1}
    elif gap == 0:
        features |= _within_sentence(context, time, proposal, trigger, own)
    else:
        rank = sum(1 for i in indices if i not in own and i > n)
        features |= _before_sentence(context, time, trigger, len(own), rank, predicate.family)
    _add_story(context, time, proposal, trigger, features)
    if frame is not None:
        features[f"{place}:speaker"] = 1
        features[f"{place}:said inside={frame.holds(time.head)}:{tie.relation}"] = 1
        features[f"{place}:dates the cue={_dates(context, time, frame.cue)}|{predicate.family}"] = 1
    quoted = (context.quote_of.get(trigger) is not None, context.quote_of.get(trigger) == context.quote_of.get(time.head))
    features[f"{place}:quoted={quoted[0]}:same={quoted[1]}"] = 1
    return features


def _gap(context: Context, time: TimeSpan, trigger: int) -> tuple[int, str]:
    """Sentences from the expression on to the trigger, and on which side of it the expression stands."""
    gap = context.sentence[trigger] - context.sentence[time.start]
    return gap, "same" if gap == 0 else "before" if gap > 0 else "after"


def _words(context: Context, time: TimeSpan, proposal: Proposal, trigger: int, place: str) -> dict[str, float]:
    """What kind of expression it is, and how it goes with the tense of the trigger."""
    told, tense, family = time.told, _tense(context, trigger), load_ontology()[proposal.predicate].family
    return {
        f"{place}:unit={told.period.unit}": 1,
        f"{place}:unit={told.period.unit}|{family}": 1,
        f"{place}:deictic={told.deictic}": 1,
        f"{place}:kind={told.relation}": 1,
        f"{place}:kind={told.relation}|{family}": 1,
        f"{place}:tense={tense}": 1,
        f"{place}:tense={tense}:deictic={told.deictic}": 1,
        f"{place}:tense={tense}:unit={told.period.unit}": 1,
        f"{place}:deictic={told.deictic}:predicate={proposal.predicate}": 1,
        f"{place}:to come={_to_come(context, time)}:{tense}": 1,
        f"{place}:weak={told.weak}": 1,
        f"{place}:range={told.until is not None}": 1,
    }


def _tense(context: Context, trigger: int) -> str:
    """Tag of the trigger with its first auxiliary: "had been arrested" is told of an earlier time than "was arrested"."""
    token = context.doc[trigger]
    auxiliary = next((child.lower_ for child in token.children if base(child) == "aux"), "")
    return f"{token.tag_}:{auxiliary}"


def _to_come(context: Context, time: TimeSpan) -> bool:
    return context.published is not None and time.told.period.first > context.published


def _dates(context: Context, time: TimeSpan, token: int) -> bool:
    return attach(context, time.head, token).relation == "own"


def _within_sentence(context: Context, time: TimeSpan, proposal: Proposal, trigger: int, own: list[int]) -> dict[str, float]:
    family = load_ontology()[proposal.predicate].family
    low, high = sorted((time.head, trigger))
    verbs = sum(1 for token in context.doc[low + 1 : high] if token.pos_ == "VERB")
    inside = proposal.evidence[0] <= time.head < proposal.evidence[1]
    nearest = min(own, key=lambda i: abs(context.times[i].head - trigger))
    start = context.sentences[context.sentence[trigger]][0]
    return {
        f"verbs between={min(verbs, 3)}": 1,
        f"distance={min((high - low) // 4, 6)}": 1,
        f"order={'before' if time.head < trigger else 'after'}:{min(verbs, 2)}": 1,
        f"in evidence={inside}": 1,
        f"in evidence={inside}|{family}": 1,
        f"nearest={context.times[nearest] is time}": 1,
        f"first words={time.start - start <= 2}": 1,
    }


def _before_sentence(context: Context, time: TimeSpan, trigger: int, own: int, rank: int, family: str) -> dict[str, float]:
    """How far back it stands; `rank`: how many stand nearer, `own`: how many the sentence of the trigger has itself."""
    gap, _ = _gap(context, time, trigger)
    apart = context.paragraph[trigger] - context.paragraph[time.start]
    return {
        f"gap={min(gap, 6)}": 1,
        f"gap={min(gap, 6)}|{family}": 1,
        f"paragraphs={min(apart, 4)}": 1,
        f"rank={rank}": 1,
        f"rank={rank}|own={bool(own)}|{family}": 1,
        f"aspect={context.doc[trigger].tag_}:before": 1,
    }


def _add_story(context: Context, time: TimeSpan, proposal: Proposal, trigger: int, features: dict[str, float]) -> None:
    """Whether the date hangs on the same act, told with the same word or the same victim."""
    _, place = _gap(context, time, trigger)
    governors = context.chain(time.head)[1:4]
    if any(up.lemma_ == context.doc[trigger].lemma_ for up in governors):
        features[f"{place}:same word"] = 1
    for role, mention in (("subject", proposal.subject), ("object", proposal.object)):
        if mention is not None and context.entity(mention) in context.entities_in(context.sentence[time.start]):
            features[f"{place}:same {role}"] = 1


def write_date(context: Context, proposal: Proposal, n: int) -> str:
    """EDTF of a chosen expression; "since" and "before" may stand farther off ("since the attack on March 22").

    What has been done since a day is told as of the publication: acts get an interval up to it. What lasts, and a tie that begins
    ("elected in 2014"), stays open.
    """
    time, trigger = context.times[n], telling_word(context, proposal)
    told: TimeExpression = time.told
    family = load_ontology()[proposal.predicate].family
    if told.relation == "at" and told.until is None:
        cases = leading_cases(context, time.head, trigger)
        if "since" in cases or (family == "affiliation" and _begins(context, time.head, trigger)):
            told = replace(told, relation="since")
        elif cases & {"before", "until", "till"}:
            told = replace(told, relation="until")
    passing = family == "act" and proposal.predicate not in _LASTING
    if told.relation == "since" and passing and context.published is not None and told.period.unit in ("day", "month", "year"):
        told = replace(told, relation="at", until=move(context.published, told.period.unit, 0))
    return told.edtf


def _begins(context: Context, head: int, trigger: int) -> bool:
    return any(token.lemma_.lower() in _BEGINNINGS for token in (context.doc[trigger], *context.chain(head)[1:4]))
