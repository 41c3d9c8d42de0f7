"""The words that tell what was said, for which offence, and what the sentence was: `content`, `offence`, `sentence` of a claim."""

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from kg.extract.attributes.context import Context, base, extent
from kg.extract.attributes.frames import Frame
from kg.extract.draft import Proposal
from kg.ontology import Ontology

_SILENT = frozenset(["MET_WITH"])
"""Of the speech predicates those that tell nothing."""
_OF_OFFENCES = {
    "CHARGED": frozenset(["with", "of", "for", "over"]),
    "CONVICTED": frozenset(["of", "for"]),
    "ARRESTED": frozenset(["for", "over"]),
    "IMPRISONED": frozenset(["for", "over"]),
}
"""Predicates that tell of an offence, and the words that lead to it."""
_NEAR = 16
"""Tokens behind the trigger among which grounds belong to it, whatever they hang on."""
_GROUNDS = frozenset(["charge", "count", "suspicion", "accusation", "allegation", "offence", "offense", "crime", "guilty"])
"""What an offence stands behind: "on charges of fraud"."""
_OBJECTS = frozenset(["of", "for", "over", "about", "against", "on", "to", "with", "as", "in"])
_CLAUSES = ("ccomp", "xcomp", "csubj")
_PENALTIES = frozenset(
    ["year", "month", "week", "day", "life", "death", "prison", "jail", "imprisonment", "term", "sentence", "lash", "fine", "hanging",
     "detention", "probation", "labour", "labor", "service", "penalty"]
)  # fmt: skip
_PLACES = frozenset(["prison", "jail", "custody", "detention", "camp", "bars"])
"""Where a sentence is served: "for two years in prison"."""
_JUDGING = frozenset(["sentence", "jail", "imprison", "condemn", "give", "receive", "serve", "get", "hand"])
_LEADING = frozenset(["that", "of", "for", "to", "on", "with", "over", "about", "against", "as", "under", "by", "if", "whether", "in"])
_EDGE = frozenset(",.;:!?-–—\"'“”‘’()[] \n\t")


def find_wording(context: Context, proposal: Proposal, frame: Frame | None, ontology: Ontology) -> dict[str, str]:
    """What of `content`, `offence` and `sentence` the sentence of a proposal tells; each is a run of the text.

    `frame` is the speech whose cue is the proposal's trigger, if there is one.
    """
    trigger, found = context.doc[proposal.trigger], {}
    if proposal.predicate in _OF_OFFENCES and (offence := _offence(context, proposal, trigger)):
        found["offence"] = offence
    if proposal.predicate == "CONVICTED" and (sentence := _sentence(context, trigger)):
        found["sentence"] = sentence
    told = ontology[proposal.predicate].family == "speech" and proposal.predicate not in _SILENT
    if told and (content := _content(context, proposal, trigger, frame)):
        found["content"] = content
    return found


def _content(context: Context, proposal: Proposal, trigger: Token, frame: Frame | None) -> str:
    """What is said, the plainest form first: a clause, a phrase behind a preposition, an object, else what the frame of speech holds."""
    taken = _taken(context, proposal)
    for labels in (_CLAUSES, ("advcl", "acl"), ("obl", "nmod"), ("obj",), ("parataxis",)):
        for child in trigger.children:
            fits = base(child) in labels and child.i not in taken and not context.in_time(child.i) and _leads(child)
            if fits and (words := _words(context, extent(child))):
                return words
    return "" if frame is None else _words(context, max(frame.content, key=lambda part: part[1] - part[0]))


def _leads(child: Token) -> bool:
    """Whether the phrase is of a kind that tells the content: an oblique one needs a preposition that leads to it."""
    oblique = base(child) in ("obl", "nmod", "advcl", "acl")
    return not oblique or _has(child, _OBJECTS) or (base(child) == "acl" and child.tag_ == "VB")


def _offence(context: Context, proposal: Proposal, trigger: Token) -> str:
    """What stands behind "charged with", "convicted of", "arrested for", "on charges of"."""
    leading = _OF_OFFENCES[proposal.predicate] if trigger.pos_ != "NOUN" or proposal.predicate == "CHARGED" else frozenset(["for", "over"])
    taken = _taken(context, proposal)
    for head in _with_conjuncts(trigger):
        for child in head.children:
            hangs = base(child) in ("obl", "nmod", "advcl", "acl", "xcomp") and _has(child, leading)
            other = child.i in taken or context.in_time(child.i) or _penalty(child) or _is_somebody(context, child)
            if hangs and not other:
                return _grounds(context, child) or _words(context, extent(child))
    end = context.sentences[context.sentence[trigger.i]][1]
    near = context.doc[trigger.i + 1 : min(end, trigger.i + _NEAR)]
    return next((words for token in near if (words := _grounds(context, token))), "")


def _grounds(context: Context, token: Token) -> str:
    """The offence that "charges", "suspicion" or "guilty" names: "of fraud", or "fraud charges"."""
    if token.lemma_.lower() not in _GROUNDS:
        return ""
    for child in token.children:
        if base(child) in ("nmod", "acl", "advcl", "obl") and _has(child, ("of", "for", "under")) and not _is_somebody(context, child):
            return _words(context, extent(child))
    kinds = [child.i for child in token.children if base(child) in ("amod", "compound") and child.i < token.i]
    return _words(context, (kinds[0], token.i + 1)) if kinds else ""


def _sentence(context: Context, trigger: Token) -> str:
    """ "To five years in prison", behind the trigger or a verb of sentencing beside it."""
    start, end = context.sentences[context.sentence[trigger.i]]
    verbs = [trigger, *(t for t in context.doc[start:end] if t.lemma_.lower() in _JUDGING and t is not trigger)]
    for verb in verbs:
        for child in verb.children:
            if base(child) in ("obl", "obj", "nmod", "advcl", "xcomp") and _penalty(child):
                first, last = extent(child)
                for other in verb.children:
                    if other.i >= last and base(other) == "obl" and other.lemma_.lower() in _PLACES and other.left_edge.i == last:
                        last = other.right_edge.i + 1
                return _words(context, (first, last))
    far = (token for token in context.doc[trigger.i + 1 : end] if _penalty(token) and _has(token, ("to",)))
    return next((words for token in far if (words := _words(context, extent(token)))), "")


def _penalty(token: Token) -> bool:
    words = (child for child in token.children if base(child) in ("nummod", "case", "amod", "compound", "det"))
    return token.lemma_.lower() in _PENALTIES and any(word.lower_ not in ("in", "during", "at") for word in words)


def _is_somebody(context: Context, token: Token) -> bool:
    """Whether a phrase names who it is done to, or where, rather than what for."""
    found = context.mention_of.get(token.i)
    return found is not None and context.mentions[found].type not in ("Event", "Law")


def _has(token: Token, words: Iterable[str]) -> bool:
    return any(base(child) in ("case", "mark") and child.lower_ in words for child in token.children)


def _with_conjuncts(trigger: Token) -> Iterator[Token]:
    """The trigger and the verbs joined to it behind it: "arrested and charged with"."""
    yield trigger
    yield from (child for child in trigger.children if base(child) == "conj")


def _taken(context: Context, proposal: Proposal) -> frozenset[int]:
    """Heads of the two arguments: who is accused is not what of."""
    return frozenset(context.mentions[m].head for m in (proposal.subject, proposal.object) if m is not None)


def _words(context: Context, tokens: tuple[int, int]) -> str:
    """The text of tokens `[start, end)` without the words that lead to it and the signs at its edges; empty where nothing is left."""
    first, last = tokens
    doc = context.doc
    while first < last and (doc[first].lower_ in _LEADING or set(doc[first].text) <= _EDGE):
        first += 1
    while first < last and (doc[last - 1].lower_ in _LEADING or set(doc[last - 1].text) <= _EDGE):
        last -= 1
    return doc[first:last].text
