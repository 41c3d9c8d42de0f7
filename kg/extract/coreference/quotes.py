"""Who speaks inside quotation marks."""

from dataclasses import dataclass

from spacy.tokens import Doc, Token

_OPEN = frozenset({"“", "«", "``"})
_CLOSE = frozenset({"”", "»", "''"})
_EITHER = frozenset({"\""})
_LONGEST = 200  # tokens; a mark without its partner must not swallow the article
SAYING = frozenset(
    {"say", "tell", "add", "state", "claim", "declare", "announce", "explain", "insist", "argue", "write", "tweet", "warn", "note", "admit"}
    | {"ask", "reply", "respond", "recall", "stress", "continue", "remark", "comment", "report", "confirm", "deny", "conclude", "allege"}
    | {"acknowledge", "emphasize", "urge", "demand", "describe", "call", "reveal", "complain", "joke", "shout", "quote", "post", "testify"}
)
_SUBJECTS = frozenset({"nsubj", "nsubj:outer"})


@dataclass(frozen=True, slots=True)
class Quote:
    """Tokens `[start, end)` between two quotation marks, and the token that names who says it (None when not told)."""

    start: int
    end: int
    speaker: int | None


def find_quotes(doc: Doc) -> list[Quote]:
    """Quotations in text order; none of a document without sentences, where nobody can be told to speak."""
    found: list[Quote] = []
    opened: int | None = None
    if not doc.has_annotation("SENT_START"):
        return found
    for token in doc:
        mark = token.text
        if opened is not None and token.i - opened > _LONGEST:
            opened = None
        if mark in _OPEN or (mark in _EITHER and opened is None):
            opened = token.i
        elif opened is not None and (mark in _CLOSE or mark in _EITHER):
            if token.i - opened > 1:
                found.append(Quote(opened + 1, token.i, _speaker(doc, opened, token.i)))
            opened = None
    return found


def _speaker(doc: Doc, start: int, end: int) -> int | None:
    """Subject of a verb of saying outside the quotation, in its first or last sentence, else in the sentence after or before."""
    places = [doc[start].sent, doc[end].sent]
    if end + 1 < len(doc) and "\n" not in doc[end].text_with_ws:
        places.append(doc[end + 1].sent)
    if start > 0 and "\n" not in doc[start - 1].text_with_ws:
        places.append(doc[start - 1].sent)
    for sentence in places:
        for token in sentence:
            if not start <= token.i <= end and (subject := saying_subject(token)) is not None and not start <= subject.i <= end:
                return subject.i
    return None


def saying_subject(verb: Token) -> Token | None:
    """The subject of a verb of saying, None for other words."""
    if verb.lemma_.lower() not in SAYING or verb.pos_ not in {"VERB", ""}:
        return None
    return next((c for c in verb.children if c.dep_ in _SUBJECTS), None)
