"""The graph as CSV for `neo4j-admin database import`: the fastest way to load millions into a new, stopped server.

    Person.csv, Person-header.csv            nodes of a label
    Claim-Person.csv, …-header.csv           relationships between nodes of two labels; their type stands in a column
    KgImport.csv, …-header.csv               one node by which kg knows the graph as its own; the next `kg rebuild` takes it away
    import.args                              what neo4j-admin is told: `neo4j-admin database import full neo4j @import.args`
"""

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, TextIO

from kg.errors import StoreError, UserError
from kg.graph.neo4j.difference import Difference, difference
from kg.graph.neo4j.schema import IMPORTED
from kg.graph.reads import checked
from kg.graph.rows import GraphRows

_SEPARATOR = "\x1f"
"""Between the items of a list: a character that no text has (one that has it is refused)."""

_OPTIONS = (
    "--id-type=string", "--array-delimiter=U+001F", "--multiline-fields=true", "--trim-strings=false", "--bad-tolerance=0",
    "--skip-bad-relationships=false",
)

_ARGUMENTS = "import.args"

_NAMES = {bool: "boolean", int: "long", float: "double", str: "string"}

Row = tuple[tuple[str, ...], Mapping[str, Any]]
"""What stands in front (ids of ends and type, or nothing), and the properties with the id."""


def write_import(rows: GraphRows, folder: Path, replace: bool = False) -> None:
    """Write the whole graph into a folder.

    Raises UserError where it is there already and `replace` is not said, or it is no folder of an earlier import; StoreError.
    """
    folder = folder.resolve()
    if folder.exists():
        _refuse_strange(folder)
        if not replace:
            raise UserError(f"{str(folder)!r} exists already; --force replaces it.")
    fresh = folder.with_name(f".{folder.name}.new")
    try:
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(parents=True)
        with difference(fresh) as wanted:
            wanted.want(rows.nodes, rows.edges)
            wanted.compare((), ())
            _write_all(wanted, rows.token, fresh)
        shutil.rmtree(folder, ignore_errors=True)
        fresh.rename(folder)
    except OSError as error:
        raise StoreError(f"{str(folder)!r} cannot be written: {error.strerror or error}.") from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _refuse_strange(folder: Path) -> None:
    """Raise UserError for what we may not replace: it would be deleted with all that is in it."""
    try:
        strange = not folder.is_dir() or (any(folder.iterdir()) and not (folder / _ARGUMENTS).is_file())
    except OSError as error:
        raise StoreError(f"{str(folder)!r} cannot be read: {error.strerror or error}.") from error
    if strange:
        raise UserError(f"{str(folder)!r} is no folder of an earlier import; give another name.")


def _write_all(wanted: Difference, token: int, folder: Path) -> None:
    arguments = list(_OPTIONS)
    _write_table(folder, IMPORTED, (), lambda: iter([((), {"id": "kg", "token": token})]))
    arguments.append(f"--nodes={IMPORTED}={IMPORTED}-header.csv,{IMPORTED}.csv")
    for label in wanted.labels():
        _write_table(folder, checked(label), (), partial(_nodes, wanted, label))
        arguments.append(f"--nodes={label}={label}-header.csv,{label}.csv")
    for ends in wanted.ends():
        name = "-".join(map(checked, ends))
        _write_table(folder, name, (":START_ID", ":END_ID", ":TYPE"), partial(_edges, wanted, ends))
        arguments.append(f"--relationships={name}-header.csv,{name}.csv")
    (folder / _ARGUMENTS).write_text("\n".join(arguments) + "\n", "utf-8")


def _nodes(wanted: Difference, label: str) -> Iterator[Row]:
    for properties in wanted.fresh_nodes(label):
        yield (), properties


def _edges(wanted: Difference, ends: tuple[str, str]) -> Iterator[Row]:
    for type, source, target, properties in wanted.fresh_edges(ends):
        yield (source, target, checked(type)), properties


def _write_table(folder: Path, name: str, front: tuple[str, ...], read: Callable[[], Iterator[Row]]) -> None:
    """Header and rows; `read` is asked twice: which columns there are is known at the end only."""
    columns: dict[str, str] = {}
    for _, properties in read():
        for key, value in properties.items():
            kind = _kind(value)
            if kind is not None and columns.setdefault(key, kind) != kind:
                columns[key] = _wider(columns[key], kind, f"{name}.{key}")
    columns = {key: columns[key] for key in sorted(columns)}
    titles = [*front, *("id:ID" if key == "id" and not front else f"{key}:{kind}" for key, kind in columns.items())]
    (folder / f"{name}-header.csv").write_text(",".join(titles) + "\n", "utf-8")
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="\n") as file:
        _write_rows(file, columns, read())


def _write_rows(file: TextIO, columns: Iterable[str], rows: Iterator[Row]) -> None:
    names = list(columns)
    for front, properties in rows:
        file.write(",".join([*map(_cell, front), *(_cell(properties.get(name)) for name in names)]))
        file.write("\n")


def _kind(value: Any) -> str | None:
    """The importer's word for the type of a value; None for an empty list, which has none."""
    if isinstance(value, list):
        return f"{_NAMES[type(value[0])]}[]" if value else None
    return _NAMES[type(value)]


def _wider(one: str, other: str, where: str) -> str:
    if {one, other} == {"long", "double"}:
        return "double"
    raise StoreError(f"The property {where} is of two types, {one} and {other}; the import takes one.")


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, list):
        if any(isinstance(item, str) and _SEPARATOR in item for item in value):
            raise StoreError("A text of the graph holds the character U+001F, which separates the items of lists in the import.")
        value = _SEPARATOR.join(item if isinstance(item, str) else _cell(item) for item in value)
    return '"' + str(value).replace('"', '""') + '"'
