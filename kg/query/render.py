"""Answers for people and programs: a table that fits the terminal, CSV that is safe in a spreadsheet, JSON.

What a report printed reaches a terminal here, so control characters and direction marks never go out as they are.
"""

import csv
import io
import json
import re
from collections.abc import Iterator
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text

from kg.graph.contract import Table

_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_MACHINE = re.compile(r"_ids?$|^(other_)?(start|end|version)$")
_READABLE = 32
"""Characters a column needs at most to be read with ease; where the columns of a table do not get them, rows become cards."""
_SENTENCE = 60
"""Characters; a column with longer values stands on lines of its own in a card."""
_HEAD = ("subject", "predicate", "act", "object")
_SOURCE = ("article", "published")
_BETWEEN = 3
"""Signs that a border takes from a column's width."""
NOTHING = "—"
"""Stands where nothing is known, so that it is not taken for a repeated or a lost value."""


def to_json(answer: Table) -> Iterator[str]:
    """One array of objects keyed by the returned names, a row a line."""
    yield "["
    for number, record in enumerate(answer.records(), 1):
        text = json.dumps(record, ensure_ascii=False)
        yield _UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04x}", text) + ("," if number < len(answer.rows) else "")
    yield "]"


def to_csv(answer: Table) -> Iterator[str]:
    """A header and a line a row; lists and objects as JSON. A text that a spreadsheet would compute gets `'` in front."""
    yield _csv_line([_safe(name) for name in answer.columns])
    for row in answer.rows:
        yield _csv_line([_safe(_flat(value)) for value in row])


def print_table(answer: Table, console: Console) -> list[str]:
    """Print to the terminal; columns of ids, offsets and whole nodes are left out and named, unless there is nothing else.

    The id is shown of those that share their name with another, where no article in the row tells them apart.

    Nothing is printed of an answer without rows: heads alone say no more.
    """
    if not answer.rows:
        return []
    shown = [at for at, name in enumerate(answer.columns) if not (_MACHINE.search(name) or _drawn(answer, at))]
    shown = shown or list(range(len(answer.columns)))
    names = [answer.columns[at] for at in shown]
    namesakes = _namesakes(answer)
    texts = [[_cell(row[at]) + namesakes.get((at, number), "") for at in shown] for number, row in enumerate(answer.rows)]
    widths = [max(map(len, column)) for column in zip(names, *texts, strict=True)]
    if sum(min(width, _READABLE) + _BETWEEN for width in widths) + 1 > console.width:
        _print_cards(names, texts, widths, console)
    else:
        table = RichTable(header_style="bold", show_lines=False)
        for at in shown:
            numbers = all(row[at] is None or (isinstance(row[at], int | float) and not isinstance(row[at], bool)) for row in answer.rows)
            table.add_column(Text(seen(answer.columns[at])), overflow="fold", justify="right" if numbers else "left")
        for row in texts:
            table.add_row(*map(Text, row))
        console.print(table)
    return [name for name in answer.columns if name not in names]


def _namesakes(answer: Table) -> dict[tuple[int, int], str]:
    """(column, row) -> the id in brackets, for names that stand for several entities in one column; "Police" is of many places."""
    if "article" in answer.columns:
        return {}
    found: dict[tuple[int, int], str] = {}
    for at, name in enumerate(answer.columns):
        if f"{name}_id" not in answer.columns:
            continue
        beside = answer.columns.index(f"{name}_id")
        ids: dict[Any, set[Any]] = {}
        for row in answer.rows:
            if isinstance(row[at], str):
                ids.setdefault(row[at].lower(), set()).add(row[beside])
        found |= {
            (at, number): f" [{seen(str(row[beside]))}]"
            for number, row in enumerate(answer.rows) if isinstance(row[at], str) and len(ids[row[at].lower()]) > 1
        }
    return found


def _drawn(answer: Table, at: int) -> bool:
    """Whether a column holds nodes or relationships, which are there to be drawn."""
    values = [value for row in answer.rows for value in (row[at] if isinstance(row[at], list) else [row[at]]) if value is not None]
    return bool(values) and all(isinstance(value, dict) and "properties" in value for value in values)


def _print_cards(names: list[str], rows: list[list[str]], widths: list[int], console: Console) -> None:
    """A row a card: who did what to whom, the other short values with their names, sentences, then article and day."""
    other = {name: width for name, width in zip(names, widths, strict=True) if name not in _HEAD + _SOURCE}
    long = [name for name, width in other.items() if width > _SENTENCE or name == "text"]
    short = [name for name in other if name not in long]
    for number, values in enumerate(rows, 1):
        row = dict(zip(names, values, strict=True))
        head = Text(str(number), style="dim").append("  ")
        head.append("  ".join(row[name] for name in _HEAD if name in row), style="not dim bold")
        rest = _labelled(row, short)
        if not any(name in row for name in _HEAD):
            head, rest = head.append_text(rest), Text()
        lines = [(0, head), (3, rest)]
        lines += [(5, Text(row[name]) if name == "text" else _labelled(row, [name])) for name in long]
        lines += [(3, Text(", ".join(row[name] for name in _SOURCE if name in row), style="italic"))]
        for indent, line in lines:
            if line.plain:
                console.print(Padding(line, (0, 0, 0, indent), expand=False))
        console.print()


def _labelled(row: dict[str, str], names: list[str]) -> Text:
    """`speaker Human Rights Watch · status alleged`."""
    parts = (Text(f"{seen(name)} ", style="dim").append(row[name], style="not dim") for name in names)
    return Text(" · ").join(parts)


def _cell(value: Any) -> str:
    return seen(brief(value)) or NOTHING


def brief(value: Any) -> str:
    """A value in a few words: a node by its name, title or text, a relationship by its type."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        if 0.9995 <= value < 1:
            return "0.999"  # nothing here is certain
        return f"{value:.3g}" if abs(value) < 1000 else f"{value:,.0f}"
    if isinstance(value, list):
        return ", ".join(brief(item) for item in value)
    if isinstance(value, dict):
        properties = value.get("properties", {})
        if "labels" in value:
            return str(properties.get("name") or properties.get("title") or properties.get("text") or properties.get("id"))
        if "source" in value:
            return str(value.get("type"))
        return ", ".join(f"{key}: {brief(item)}" for key, item in value.items())
    return str(value)


def seen(text: str) -> str:
    """The text with everything that would act on a terminal replaced by `\ufffd`."""
    return _UNSEEN.sub("\ufffd", text)


def _flat(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value


def _safe(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    value = _UNSEEN.sub("\ufffd", value)
    return f"'{value}" if value.startswith(_FORMULA) else value


def _csv_line(cells: list[Any]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(["" if cell is None else cell for cell in cells])
    return line.getvalue()
