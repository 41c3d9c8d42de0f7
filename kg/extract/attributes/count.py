"""How many persons or things a claim's object stands for, or the number that a statement gives."""

from kg.extract.attributes.context import Context, base
from kg.extract.attributes.numbers import NumberSpan
from kg.extract.draft import MentionDraft, Proposal
from kg.model import Count
from kg.ontology import load_ontology

_OF_SUBJECT = frozenset(["CITIZEN_OF", "MEMBER_OF", "LIVES_IN", "FAMILY_OF", "PROTESTED_AGAINST", "REPRESENTS"])
"""Predicates whose subject, where it is a group, is what is counted."""
_COUNTED = ("Group", "Organization", "Place", "Event", "Person")
_REACH = 5
"""Tokens before a mention in which its number may stand ("dozens of", "at least 40")."""


def find_count(context: Context, proposal: Proposal) -> Count | None:
    """The number of a claim, or None."""
    if proposal.predicate == "STATED":
        return _stated(context, proposal)
    role = proposal.subject if proposal.predicate in _OF_SUBJECT else proposal.object
    if role is None:
        return _bare(context, proposal) if load_ontology()[proposal.predicate].family == "act" else None
    mention = context.mentions[role]
    if mention.type not in _COUNTED or (mention.kind == "name" and mention.type != "Group"):
        return None
    return _of_mention(context, mention) or _of_cluster(context, role)


def _of_mention(context: Context, mention: MentionDraft) -> Count | None:
    """A number before the head of a mention, inside it or right before it."""
    first = max(mention.start - _REACH, context.sentences[context.sentence[mention.start]][0])
    for number, start, end in context.numbers_between(first, mention.end):
        if number.percent or context.in_time(start):
            continue
        inside = start >= mention.start
        joined = end >= mention.start or _leads_to(context, end, mention.start)
        if (start <= mention.head and inside) or (not inside and joined) or (inside and _after_of(context, start)):
            return None if number.count.low == 1 and number.count.high == 1 else number.count
    return None


def _leads_to(context: Context, end: int, start: int) -> bool:
    """ "dozens of" before "protesters": nothing but of, the, other, more between."""
    return all(token.lower_ in ("of", "the", "other", "more", "its", "their", "his", "her") for token in context.doc[end:start])


def _after_of(context: Context, start: int) -> bool:
    return start > 0 and context.doc[start - 1].lower_ in ("of", "about", "around", "least")


def _of_cluster(context: Context, role: int) -> Count | None:
    """The number told of the same group elsewhere: "the four", then "they"."""
    cluster = context.entity(role)
    if cluster is None or context.mentions[role].type != "Group":
        return None
    counts = [c for m in context.clusters[cluster].mentions if (c := _of_mention(context, context.mentions[m])) is not None]
    return counts[0] if counts and all(c == counts[0] for c in counts) else None


def _bare(context: Context, proposal: Proposal) -> Count | None:
    """A number that is itself the object: "killed five and wounded 110"."""
    trigger = context.doc[proposal.trigger]
    for number, start, end in context.numbers_between(*proposal.evidence):
        token = context.doc[end - 1]
        if token.head.i == trigger.i and base(token) in ("obj", "nsubj") and not context.in_time(start) and not number.percent:
            return number.count
    return None


def _stated(context: Context, proposal: Proposal) -> Count | None:
    """The first number of a statement that counts something: a percentage, or a figure before a noun."""
    start, end = proposal.evidence
    for number, first, last in context.numbers_between(max(start, min(proposal.trigger, end - 1)), end):
        if context.in_time(first) or _is_age(context, first, last):
            continue
        if number.percent or _counts_a_noun(context, number, last):
            return number.count
    return None


def _counts_a_noun(context: Context, number: NumberSpan, end: int) -> bool:
    big = (number.count.low or number.count.high or 0) > 1
    follows = next((t for t in context.doc[end : end + 4] if t.pos_ in ("NOUN", "PROPN", "VERB", "PUNCT")), None)
    return (
        big
        and follows is not None
        and follows.pos_ == "NOUN"
        and follows.lemma_ not in ("year", "month", "day", "hour", "week", "minute", "mile", "kilometer")
    )


def _is_age(context: Context, start: int, end: int) -> bool:
    before = context.doc[start - 1].lower_ if start else ""
    after = context.doc[end].lower_ if end < len(context.doc) else ""
    return before in ("aged", "age", "article", "section", "no", "no.", "number", "chapter") or (before == "," and after == ",")
