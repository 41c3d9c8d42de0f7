"""Amounts, numbers, dates and laws that have a fixed shape, where the pipeline has not found them."""

import re
from collections.abc import Iterable

from spacy.tokens import Doc

from kg.extract.draft import MentionDraft

_SCALE = r"(?:\s?(?:thousand|million|billion|trillion|k|m|bn))?"
_NUMBER = r"\d+(?:[.,]\d+)*"
_CURRENCY = r"(?:US\$|A\$|C\$|HK\$|[$€£¥₦₹₽]|Rs\.?|USD|EUR|GBP|RMB)"
_CURRENCY_WORD = (
    r"(?:US\s+)?(?:dollars?|euros?|pounds?|rupees?|rubles?|roubles?|yuan|yen|naira|riyals?|rials?|dinars?|pesos?|francs?|shillings?|"
    r"dirhams?|liras?|won|cents?)"
)
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan\.|Feb\.|Mar\.|Apr\.|Aug\.|Sept?\.|Oct\.|"
    r"Nov\.|Dec\.)"
)
_PATTERNS = (
    ("Money", re.compile(rf"{_CURRENCY}\s?{_NUMBER}{_SCALE}\b|\b{_NUMBER}{_SCALE}\s{_CURRENCY_WORD}\b")),
    (
        "Date",
        re.compile(
            rf"\b(?:\d{{4}}-\d\d-\d\d|\d{{1,2}}(?:st|nd|rd|th)?\s{_MONTH}(?:,?\s\d{{4}})?|{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?(?:,\s\d{{4}})?"
            rf"(?!\d)|{_MONTH},?\s\d{{4}})"
        ),
    ),
    ("Quantity", re.compile(rf"\b{_NUMBER}\s?(?:%|percent\b|per cent\b|percentage points\b)|\b{_NUMBER}{_SCALE}\b")),
)
_LAWS = (
    "Law",
    re.compile(r"\b(?:Article|Section|Decree|Resolution|Convention)\s(?:No\.\s)?\d+[\w()./-]*(?:\sof\sthe(?:\s[A-Z][\w-]+){1,5})?"),
)
VALUES = frozenset({"Date", "Money", "Quantity"})
VALUE_SCORE = 0.8


def value_mentions(doc: Doc, names: Iterable[MentionDraft]) -> list[MentionDraft]:
    """Dates, amounts, numbers and numbered laws of fixed shape outside the names, and those that the pipeline named."""
    names = list(names)
    laws = _matches(doc, *_LAWS, taken={i for m in names if m.type not in VALUES for i in range(m.start, m.end)})
    within = {i for m in laws for i in range(m.start, m.end)}
    found = laws + [m for m in names if m.type in VALUES and m.start not in within]
    taken = {i for m in (*names, *laws) for i in range(m.start, m.end)}
    for kind, pattern in _PATTERNS:
        found += _matches(doc, kind, pattern, taken)
    return found


def _matches(doc: Doc, kind: str, pattern: re.Pattern[str], taken: set[int]) -> list[MentionDraft]:
    """Matches of a pattern outside the tokens that are taken; those of the matches are taken then."""
    found = []
    for match in pattern.finditer(doc.text):
        span = doc.char_span(match.start(), match.end(), alignment_mode="expand")
        if span is None or any(i in taken for i in range(span.start, span.end)):
            continue
        found.append(MentionDraft(span.start, span.end, span.root.i, kind, "name", VALUE_SCORE))
        taken.update(range(span.start, span.end))
    return found
