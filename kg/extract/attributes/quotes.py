"""Direct speech: what stands between quotation marks, in tokens."""

from dataclasses import dataclass

from spacy.tokens import Doc

_OPENING = {"“": "”", "«": "»", "„": "“”", "‘": "’"}
_STRAIGHT = {'"', "''", "``"}
_MAX_TOKENS = 400


@dataclass(frozen=True, slots=True)
class Quote:
    """Tokens `[start, end)` with the marks. `open_end` is true where a paragraph ends before the quotation does."""

    start: int
    end: int
    open_end: bool = False

    @property
    def words(self) -> int:
        """About how many tokens stand between the marks."""
        return self.end - self.start - 2


def find_quotes(doc: Doc, paragraph: list[int]) -> list[Quote]:
    """Quotations in order, without nesting (the outer one is kept). A paragraph's end closes one that was left open."""
    quotes: list[Quote] = []
    start: int | None = None
    closing = ""
    for token in doc:
        text = token.text
        if start is not None and (paragraph[token.i] != paragraph[start] or token.i - start > _MAX_TOKENS):
            if paragraph[token.i] != paragraph[start]:
                quotes.append(Quote(start, token.i, True))
            start = None
        if start is None:
            if text in _OPENING and not _is_apostrophe(doc, token.i):
                start, closing = token.i, _OPENING[text]
            elif text in _STRAIGHT:
                start, closing = token.i, "".join(_STRAIGHT)
        elif text in closing and not _is_apostrophe(doc, token.i):
            quotes.append(Quote(start, token.i + 1))
            start = None
    return quotes


def _is_apostrophe(doc: Doc, i: int) -> bool:
    """A single mark inside or right behind a word (possessive, elision) quotes nothing."""
    return doc[i].text in "‘’" and i > 0 and not doc[i - 1].whitespace_ and doc[i - 1].is_alpha and not doc[i - 1].is_punct
