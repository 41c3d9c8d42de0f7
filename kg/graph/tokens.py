"""A tokenizer of Cypher: what is a word, a name in backticks, a string, a comment - so that nothing is judged by raw text."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from kg.errors import QueryError

Kind = Literal["word", "name", "string", "number", "symbol"]

_SYMBOLS = frozenset("()[]{}<>=+-*/%^.,:;|&!$?~")

_NUMBER = re.compile(r"0x[0-9a-fA-F]+|0o[0-7]+|[0-9]+(?:[eE][+-]?[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a query. `text` of a `name` is what stands between the backticks; `[start, end)` are offsets in the query."""

    kind: Kind
    text: str
    start: int
    end: int

    @property
    def upper(self) -> str:
        """The word as keywords are written, wide and other letters of compatibility made plain; empty for what cannot be one."""
        return unicodedata.normalize("NFKC", self.text).upper() if self.kind == "word" else ""


def tokenize(query: str) -> Iterator[Token]:
    """All tokens without spaces and comments; raises QueryError for what is no Cypher.

    A backslash outside of strings is refused, and a Unicode escape everywhere: some engines resolve it before they look
    for quotes, so that one engine's string would be another's clause.
    """
    if "\\u" in query.lower():
        raise QueryError("Unicode escapes (\\u…) are not accepted in a query; write the character itself or pass it as a parameter.")
    position = 0
    while position < len(query):
        character = query[position]
        if character.isspace():
            position += 1
        elif query.startswith(("//", "/*"), position):
            position = _end_of_comment(query, position)
        else:
            token = _read(query, position)
            yield token
            position = token.end


def _read(query: str, start: int) -> Token:
    character = query[start]
    if character in "'\"":
        return _string(query, start)
    if character == "`":
        return _name(query, start)
    if character.isalpha() or character == "_":
        return _word(query, start)
    if character.isdigit():
        return _number(query, start)
    if character in _SYMBOLS:
        return Token("symbol", character, start, start + 1)
    raise QueryError(f"“{character!a}” at character {start + 1} is no Cypher.")


def _word(query: str, start: int) -> Token:
    end = start
    while end < len(query) and (query[end].isalnum() or f"a{query[end]}".isidentifier()):
        end += 1
    return Token("word", query[start:end], start, end)


def _number(query: str, start: int) -> Token:
    match = _NUMBER.match(query, start)
    # `1DELETE` is a number and a clause to some engines.
    if match is None or _word(query, match.end()).text:
        raise QueryError(f"The number at character {start + 1} is not written as Cypher writes numbers.")
    return Token("number", match.group(), start, match.end())


def _string(query: str, start: int) -> Token:
    end = start + 1
    while end < len(query):
        if query[end] == "\\":
            end += 1
        elif query[end] == query[start]:
            return Token("string", query[start + 1 : end], start, end + 1)
        end += 1
    raise QueryError(f"The string that begins at character {start + 1} does not end.")


def _name(query: str, start: int) -> Token:
    end = start + 1
    while (end := query.find("`", end)) >= 0:
        if not query.startswith("``", end):
            text = query[start + 1 : end]
            if "\\" in text:
                raise QueryError("A backslash in a name in backticks is not accepted.")
            return Token("name", text.replace("``", "`"), start, end + 1)
        end += 2
    raise QueryError(f"The name in backticks that begins at character {start + 1} does not end.")


def _end_of_comment(query: str, start: int) -> int:
    if query.startswith("//", start):
        ends = [end for mark in "\r\n" if (end := query.find(mark, start)) >= 0]
        return min(ends, default=len(query))
    end = query.find("*/", start + 2)
    if end < 0:
        raise QueryError(f"The comment that begins at character {start + 1} does not end.")
    return end + 2
