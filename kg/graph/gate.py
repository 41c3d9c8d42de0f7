"""Only reading passes: a query is refused here, with one sentence, before any engine sees it.

The engine's own read-only mode stands behind this gate. What the gate takes for a comment is not sent at all, so that no
engine can see a clause in it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from kg.errors import QueryError
from kg.graph.tokens import Token, tokenize

LONGEST = 100_000
"""Characters of a query."""

OPENING = ("MATCH", "OPTIONAL", "UNWIND", "WITH", "RETURN", "CALL")
"""How a reading query, or a part of a UNION, begins. Administration (SHOW, STOP, GRANT, …) begins otherwise."""

WRITING = frozenset((
    "CREATE", "MERGE", "SET", "DELETE", "DETACH", "NODETACH", "REMOVE", "DROP", "INSERT", "FOREACH", "LOAD", "CSV", "USE",
    "TRANSACTIONS", "EXPLAIN", "PROFILE",
))
"""Words that may stand nowhere but in strings and backticks."""

ADMINISTERING = frozenset((
    "SHOW", "TERMINATE", "ALTER", "GRANT", "REVOKE", "DENY", "START", "STOP", "RENAME", "ENABLE", "DRYRUN", "DEALLOCATE", "REALLOCATE",
    "WHEN",
))
"""Words that may not open a subquery, or what follows NEXT in newer servers; as names they have no word behind them there."""

PROCEDURES = ("db.labels", "db.relationshiptypes", "db.propertykeys")
"""What CALL may call, in lower case."""

NAMESPACES = ("date", "datetime", "duration", "localdatetime", "localtime", "point", "time")
"""First part of functions with a dot; others (apoc, …) belong to plugins that may do anything."""


@dataclass(frozen=True, slots=True)
class Query:
    """A query that passed: `text` to send, without comments, and the returned names (empty for `RETURN *`)."""

    text: str
    columns: tuple[str, ...]


def check(cypher: str) -> Query:
    """The query, ready to send, if it only reads; raises QueryError with the reason otherwise."""
    if len(cypher) > LONGEST:
        raise QueryError(f"The query is longer than {LONGEST:,} characters.")
    tokens = list(tokenize(cypher))
    while tokens and tokens[-1].text == ";" and tokens[-1].kind == "symbol":
        tokens.pop()
    if not tokens:
        raise QueryError("The query is empty.")
    _check_statements(tokens)
    for index, token in enumerate(tokens):
        if token.upper in WRITING:
            raise QueryError(f"{token.upper} is refused: queries only read (a name spelled so goes in `backticks`).")
        if token.upper in ADMINISTERING:
            _check_opening(tokens, index)
        if token.upper == "CALL":
            _check_call(tokens, index)
        if token.text == "(" and token.kind == "symbol":
            _check_function(tokens, index)
    return Query(_without_comments(cypher, tokens), _returned(cypher, tokens))


def _check_statements(tokens: Sequence[Token]) -> None:
    starts = [0]
    for index, token in enumerate(tokens):
        if token.kind == "symbol" and token.text == ";":
            raise QueryError("One query at a time: “;” may only end it.")
        if token.upper == "UNION":
            starts.append(index + 1 + (index + 1 < len(tokens) and tokens[index + 1].upper in ("ALL", "DISTINCT")))
    for start in starts:
        word = tokens[start].upper if start < len(tokens) else ""
        if word not in OPENING:
            given = tokens[start].text if start < len(tokens) else "nothing"
            raise QueryError(f"A query begins with {', '.join(OPENING[:-1])} or {OPENING[-1]}, not with “{given[:40]}”.")


def _check_opening(tokens: Sequence[Token], index: int) -> None:
    before, following = tokens[index - 1], tokens[index + 1] if index + 1 < len(tokens) else None
    opens = before.upper == "NEXT" or (before.kind == "symbol" and before.text == "{")
    if opens and following is not None and following.kind in ("word", "name", "string"):
        raise QueryError(f"{tokens[index].upper} is refused: queries only read.")


def _check_call(tokens: Sequence[Token], index: int) -> None:
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if following is not None and following.kind == "symbol" and following.text in "{(":
        return
    name = ""
    for token in tokens[index + 1 :]:
        if token.kind not in ("word", "name") and token.text != ".":
            break
        # `CALL db.labels YIELD label`: two names without a dot between them.
        if name and not name.endswith(".") and token.text != ".":
            break
        name += token.text
    if name.lower() not in PROCEDURES:
        raise QueryError(f"The procedure {name[:80] or '(none)'} is refused; there are {', '.join(PROCEDURES)}.")


def _check_function(tokens: Sequence[Token], index: int) -> None:
    """Refuse `a.b(`: a function of a plugin, unless `a` is one of the language's own."""
    parts: list[str] = []
    at = index - 1
    while at >= 0 and tokens[at].kind in ("word", "name"):
        parts.append(tokens[at].text)
        if at < 2 or tokens[at - 1].text != "." or tokens[at - 1].kind != "symbol":
            break
        at -= 2
    name = ".".join(reversed(parts))
    # A dot within backticks counts too: engines look names up with their namespace written before them.
    if "." in name and name.partition(".")[0].lower() not in NAMESPACES and name.lower() not in PROCEDURES:
        raise QueryError(f"The function {name[:80]} is refused; only the language's own functions are there.")


def _without_comments(cypher: str, tokens: Sequence[Token]) -> str:
    pieces: list[str] = []
    end = tokens[0].start
    for token in tokens:
        # Lines stay lines, so that the engine's error messages name the right one.
        gap = cypher[end : token.start]
        pieces.append("\n" * gap.count("\n") or (" " if gap else ""))
        pieces.append(cypher[token.start : token.end])
        end = token.end
    return "".join(pieces)


def _returned(cypher: str, tokens: Sequence[Token]) -> tuple[str, ...]:
    """The names after the last RETURN outside of all brackets, for answers without a row."""
    depth, start = 0, None
    for index, token in enumerate(tokens):
        depth += _step(token)
        if depth == 0 and token.upper == "RETURN":
            start = index + 1
    if start is None:
        return ()
    if start < len(tokens) and tokens[start].upper == "DISTINCT":
        start += 1
    names: list[str] = []
    item: list[Token] = []
    for token in tokens[start:]:
        depth += _step(token)
        if depth == 0 and token.upper in ("ORDER", "SKIP", "OFFSET", "LIMIT", "UNION"):
            break
        if depth == 0 and token.kind == "symbol" and token.text == ",":
            names.append(_item_name(cypher, item))
            item = []
        else:
            item.append(token)
    names.append(_item_name(cypher, item))
    return () if "*" in names else tuple(names)


def _step(token: Token) -> int:
    if token.kind != "symbol":
        return 0
    return (token.text in "([{") - (token.text in ")]}")


def _item_name(cypher: str, item: Sequence[Token]) -> str:
    if len(item) > 1 and item[-2].upper == "AS":
        return item[-1].text
    if len(item) == 1 and item[0].kind == "name":
        return item[0].text
    return cypher[item[0].start : item[-1].end] if item else ""
