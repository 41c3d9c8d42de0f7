"""Claims of one document that cannot both hold.

Precise rather than many: each rule names claims about one thing, said differently by two voices (or once yes, once no).
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

from kg.extract.attributes.times import read_bounds
from kg.model import Claim, Count, Document, Entity, Link
from kg.ontology import load_ontology

_CUE = re.compile(
    r"\b(?:contradict(?:s|ed|ing)?|disput(?:es?|ed|ing)|at odds with|contrary to|in contrast (?:to|with)|inconsistent with|belie[sd]?"
    r"|refut(?:es?|ed|ing)|rebut(?:s|ted)?)\b",
    re.I,
)
"""Words that say themselves that two statements do not agree."""
_RISE = re.compile(r"\b(?:increas\w*|ris(?:e|en|es|ing)|rose|grow\w*|grew|up by|higher|surg\w*|soar\w*|climb\w*|jump\w*)\b", re.I)
_FALL = re.compile(r"\b(?:decreas\w*|drop\w*|fall\w*|fell|declin\w*|reduc\w*|down by|lower|shr[aiu]nk\w*)\b", re.I)
_WORD = re.compile(r"[a-z]{4,}")
_NEAR = 700
"""Characters between two statements that a cue word may set against each other."""
_COMMON = frozenset(
    _WORD.findall("that this with from have been were which their they said says will would about percent people there more than")
)


def find_links(document: Document, claims: Sequence[Claim], entities: Sequence[Entity]) -> list[Link]:
    """`CONTRADICTS` links, precise rather than many; `source` is the smaller claim id in string order."""
    pairs: dict[tuple[str, str], None] = {}
    for a, b in [*_opposed(claims), *_denied(claims, entities), *_tolls(claims), *_figures(document, claims)]:
        first, second = sorted((a.id, b.id))
        pairs[first, second] = None
    return [Link("CONTRADICTS", source, target) for source, target in sorted(pairs)]


def _opposed(claims: Sequence[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """The same act or tie, affirmed by one voice and negated by another, at what may be the same time.

    One voice that says both tells of a change ("was banned, then allowed"), not of a contradiction.
    """
    for group in _same(claims, lambda c: (c.predicate, c.subject, c.object) if c.object is not None or c.subject is not None else None):
        for a, b in combinations(group, 2):
            told = a.modality in ("actual", "alleged") and b.modality in ("actual", "alleged")
            if a.polarity != b.polarity and a.speaker != b.speaker and told and a.predicate != "STATED" and _one_time(a, b):
                yield a, b


def _denied(claims: Sequence[Claim], entities: Sequence[Entity]) -> Iterator[tuple[Claim, Claim]]:
    """Who denies an act against what others say that he did.

    The words of the denial must name the kind of act, and the victim where they name a person at all.
    """
    people = {e.id: e.name.lower().split()[-1] for e in entities if e.type == "Person"}
    for denial in claims:
        if denial.predicate != "DENIED" or denial.polarity == "negated" or denial.subject is None:
            continue
        words = str(denial.attributes.get("content", "")).lower()
        named = {e for e, name in people.items() if name in words and e != denial.subject}
        for act in claims:
            predicate = load_ontology()[act.predicate]
            accused = act.subject == denial.subject and predicate.family == "act" and act.polarity == "affirmed"
            by_others = act.speaker != denial.subject and act.modality in ("actual", "alleged")
            if accused and by_others and _names(words, act) and (not named or act.object in named):
                yield denial, act


def _names(words: str, act: Claim) -> bool:
    predicate = load_ontology()[act.predicate]
    stems = {w[:5] for pattern in (*predicate.verbs, *predicate.nouns) for w in pattern.lower().split() if len(w) > 3}
    return any(word[:5] in stems for word in _WORD.findall(words))


def _tolls(claims: Sequence[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Different numbers for the object of one act, by different voices."""
    for group in _same(claims, lambda c: (c.predicate, c.object) if c.object is not None and c.count is not None else None):
        for a, b in combinations(group, 2):
            act = load_ontology()[a.predicate].family == "act"
            if act and a.polarity == b.polarity and a.speaker != b.speaker and _one_time(a, b) and _apart(a.count, b.count):
                yield a, b


def _apart(a: Count | None, b: Count | None) -> bool:
    """Whether two counts exclude each other; approximate ones need a fifth between them."""
    if a is None or b is None or a.low is None or b.low is None:
        return False
    slack = 0.2 if a.approximate or b.approximate else 0.0
    (low, high), (other_low, other_high) = ((c.low or 0, c.high if c.high is not None else float("inf")) for c in (a, b))
    return high * (1 + slack) < other_low or other_high * (1 + slack) < low


def _figures(document: Document, claims: Sequence[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Statements with figures by two speakers: set against each other by a cue word, or one up and one down on one matter."""
    stated = [c for c in claims if c.predicate == "STATED" and c.subject is not None]
    for a, b in combinations(sorted(stated, key=lambda c: c.evidence.start), 2):
        if a.subject == b.subject or b.evidence.start - a.evidence.end > _NEAR or a.evidence == b.evidence:
            continue
        between = document.text[a.evidence.end : b.evidence.end]
        matter = _matter(document, a) & _matter(document, b)
        figures = a.count is not None and b.count is not None and _apart(a.count, b.count)
        opposite = figures and len(matter) >= 2 and _direction(document, a) * _direction(document, b) < 0
        if opposite or ((figures or matter) and _set_against(between, b.evidence.start - a.evidence.end)):
            yield a, b


def _set_against(between: str, second: int) -> bool:
    """Whether a cue word sets the statement at `second` (of `between`, which ends with it) against the one before."""
    cue = _CUE.search(between)
    if cue is None:
        return False
    return len(re.findall(r"[.!?]\s", between[: cue.start()])) <= 2 and not re.search(
        r"[.!?]\s", between[cue.end() : max(second, cue.end())]
    )


def _matter(document: Document, claim: Claim) -> set[str]:
    words = document.text[claim.evidence.start : claim.evidence.end].lower()
    return {w[:6] for w in _WORD.findall(words) if w not in _COMMON}


def _direction(document: Document, claim: Claim) -> int:
    words = document.text[claim.evidence.start : claim.evidence.end]
    return bool(_RISE.search(words)) - bool(_FALL.search(words))


def _one_time(a: Claim, b: Claim) -> bool:
    """Whether two dates may be the same; unknown ones may."""
    if a.date is None or b.date is None:
        return True
    (a_first, a_last), (b_first, b_last) = read_bounds(a.date), read_bounds(b.date)
    return not ((a_last and b_first and a_last < b_first) or (b_last and a_first and b_last < a_first))


def _same(claims: Sequence[Claim], key: Callable[[Claim], tuple[str | None, ...] | None]) -> Iterator[list[Claim]]:
    groups: dict[object, list[Claim]] = {}
    for claim in claims:
        found = key(claim)
        if found is not None:
            groups.setdefault(found, []).append(claim)
    return (group for group in groups.values() if len(group) > 1)
