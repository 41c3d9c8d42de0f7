"""Capitals that act: "Moscow denied it" speaks of a government, "a concert hall in Moscow" of a place."""

from spacy.tokens import Span

from kg.gazetteer import capital_code

# what governments do; cities do none of it
_ACTS = frozenset(
    {"accuse", "agree", "announce", "approve", "arrest", "ask", "back", "ban", "blame", "call", "claim", "condemn", "confirm", "consider"}
    | {"criticize", "criticise", "declare", "demand", "denounce", "deny", "deploy", "deport", "detain", "dismiss", "enact", "expel"}
    | {"impose", "insist", "invade", "launch", "negotiate", "offer", "oppose", "order", "pass", "pledge", "pressure", "promise", "propose"}
    | {"protest", "recall", "recognize", "refuse", "reject", "release", "reply", "respond", "retaliate", "sanction", "say", "seek", "send"}
    | {"sign", "state", "strip", "summon", "support", "suspend", "threaten", "tighten", "tell", "urge", "view", "vow", "want", "warn"}
    | {"welcome", "withdraw", "lift", "revoke", "try", "use", "regard", "intend", "plan", "allow", "issue", "extend", "persecute"}
)
_DONE_TO = frozenset(
    {"accuse", "urge", "condemn", "criticize", "criticise", "blame", "warn", "sanction", "pressure", "press", "tell", "ask", "denounce"}
)
_SUBJECTS = frozenset({"nsubj", "nsubj:outer"})
_OBJECTS = frozenset({"obj", "dobj"})


def is_acting_seat(span: Span) -> bool:
    """Whether a place name is a capital that stands for its government here."""
    if capital_code(span.text) is None:
        return False
    head, verb = span.root, span.root.head
    lemma = verb.lemma_.lower()
    if head.dep_ in _SUBJECTS:
        return lemma in _ACTS and not any(c.dep_ in {"nsubj:pass", "nsubjpass", "cop"} for c in verb.children)
    if head.dep_ in {"obl:agent", "agent"} or (head.dep_ == "obl" and any(c.lower_ == "by" and c.dep_ == "case" for c in head.children)):
        return lemma in _ACTS | _DONE_TO
    return head.dep_ in _OBJECTS and lemma in _DONE_TO
