"""What a server cannot stop once it runs: computing within one row. Refused before it is sent.

A server looks at its clock between rows. `reduce()`, comprehensions and `any()`, `all()`, … go through their list without a
look, so a list of a number's size must be small there, and must not be gone through within another.
"""

from collections.abc import Sequence

from kg.errors import QueryError
from kg.graph.tokens import Token, tokenize

LONGEST = 10_000
"""Numbers of a `range()` that is no clause's own."""

_ITERATING = frozenset(("REDUCE", "ANY", "ALL", "NONE", "SINGLE"))
_MEASURES = frozenset(("SIZE", "LENGTH"))


def refuse_endless(cypher: str) -> None:
    """Raise QueryError, with the reason, for a query that a server could not stop."""
    tokens = list(tokenize(cypher))
    ranges = [at for at, token in enumerate(tokens) if token.upper == "RANGE" and _symbol(tokens, at + 1, "(")]
    for at in ranges:
        # `UNWIND range(…)` gives row after row.
        if not (at > 0 and tokens[at - 1].upper == "UNWIND") and not _is_small(_arguments(tokens, at + 1)):
            raise QueryError(
                f"A range() outside of UNWIND needs plain numbers that span at most {LONGEST:,}, or the size() of a list: "
                "a server cannot stop a longer one."
            )
    if ranges and _nested(tokens):
        raise QueryError(
            "A reduce(), comprehension, any(), all(), none() or single() within another is refused together with range(): "
            "a server cannot stop it."
        )


def _nested(tokens: Sequence[Token]) -> bool:
    """Whether something that goes through a list stands within another such thing."""
    open_brackets: list[bool] = []
    for at, token in enumerate(tokens):
        if token.kind != "symbol":
            continue
        if token.text in "([{":
            iterates = _begins_iteration(tokens, at)
            if iterates and any(open_brackets):
                return True
            open_brackets.append(iterates)
        elif token.text in ")]}" and open_brackets:
            open_brackets.pop()
    return False


def _begins_iteration(tokens: Sequence[Token], at: int) -> bool:
    if tokens[at].text == "(":
        return at > 0 and tokens[at - 1].upper in _ITERATING
    # `[x IN list …]`, and `[(a)-[r]->(b) | …]`, which the server goes through in the same way.
    return tokens[at].text == "[" and ((at + 2 < len(tokens) and tokens[at + 2].upper == "IN") or _symbol(tokens, at + 1, "("))


def _arguments(tokens: Sequence[Token], opening: int) -> list[Sequence[Token]]:
    """The arguments in the brackets that open there."""
    depth, start, found = 0, opening + 1, []
    for at in range(opening, len(tokens)):
        if tokens[at].kind != "symbol":
            continue
        depth += (tokens[at].text in "([{") - (tokens[at].text in ")]}")
        if depth == 0 or (depth == 1 and tokens[at].text == ","):
            found.append(tokens[start:at])
            start = at + 1
        if depth == 0:
            break
    return found


def _is_small(arguments: Sequence[Sequence[Token]]) -> bool:
    bounds = [_bound(argument) for argument in arguments[:2]]
    return len(bounds) == 2 and None not in bounds and abs(bounds[1] - bounds[0]) <= LONGEST  # type: ignore[operator]


def _bound(argument: Sequence[Token]) -> int | None:
    """The number that is written there; 0 for the measure of a list, less or more a number; None for anything else."""
    words = [token.text for token in argument]
    if argument and argument[0].upper in _MEASURES and _symbol(argument, 1, "("):
        end = next((at for at, word in enumerate(words) if word == ")"), len(words))
        plain = all(token.kind in ("word", "name") or token.text == "." for token in argument[2:end])
        rest = argument[end + 1 :]
        more = not rest or (rest[0].text in ("+", "-") and _bound(rest[1:]) is not None)
        return 0 if plain and more else None
    sign = -1 if words[:1] == ["-"] else 1
    digits = words[1:] if sign < 0 else words
    return sign * int(digits[0]) if len(digits) == 1 and digits[0].isdecimal() else None


def _symbol(tokens: Sequence[Token], at: int, text: str) -> bool:
    return 0 <= at < len(tokens) and tokens[at].kind == "symbol" and tokens[at].text == text
