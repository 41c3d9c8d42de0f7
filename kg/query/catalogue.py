"""The catalogue: one question a `.cypher` file, whose header comments say title, description, parameters and view.

    // title: Who did what to whom
    // description: One or more lines; a further `description:` line goes on.
    // param country: string = "" - a country's name, or empty for all
    // param limit: integer = 100 - most rows
    // view: table
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, cast

from kg.errors import NotFound, UserError
from kg.query.values import checked

View = Literal["table", "graph"]
TYPES = ("string", "integer", "number", "boolean", "date", "list")
"""Of parameters; a `date` is an ISO day (or empty), a `list` is of strings, written `a,b,c`."""

_PARAM = re.compile(r"(?P<name>\w+): (?P<type>\w+)(?: = (?P<default>.*?))? - (?P<help>.+)")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a question; without a default it must be given."""

    name: str
    type: str
    help: str
    default: Any = None
    required: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the catalogue."""

    name: str
    """The file's name without `.cypher`."""
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    view: View
    cypher: str

    def bind(self, given: Mapping[str, str]) -> dict[str, Any]:
        """Values for all parameters from words of the command line or the page; raises UserError."""
        known = {parameter.name: parameter for parameter in self.parameters}
        for name in given:
            if name not in known:
                instead = _instead(name, known, f"it takes {', '.join(known) or 'none'}")
                raise UserError(f"“{self.name}” has no parameter “{name}”; {instead}")
        return {name: _value(self.name, parameter, given.get(name)) for name, parameter in known.items()}


def shipped() -> Path:
    """The folder of the catalogue that comes with kg."""
    packaged = Path(str(files("kg") / "queries"))
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "queries"


def load(folder: Path | None = None) -> dict[str, Question]:
    """All questions by name: those that come with kg, and a user's `folder`, whose names win.

    Raises UserError with the file's name where one cannot be read.
    """
    found: dict[str, Question] = {}
    if folder is not None and not folder.is_dir():
        raise UserError(f"There is no folder {folder}.")
    for place in (shipped(), folder):
        for path in sorted(place.glob("*.cypher")) if place is not None else ():
            found[path.stem] = read(path)
    return dict(sorted(found.items()))


def find(name: str, folder: Path | None = None) -> Question:
    """The question of that name; raises NotFound with a suggestion."""
    questions = load(folder)
    if name not in questions:
        raise NotFound(f"There is no question “{name}”; {_instead(name, questions, '`kg query` lists them')}")
    return questions[name]


def read(path: Path) -> Question:
    """Parse one file; raises UserError."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"{path} cannot be read: {error}.") from error
    fields: dict[str, list[str]] = {}
    for key, value in _header(text):
        fields.setdefault(key, []).append(value)
    unknown = set(fields) - {"title", "description", "param", "view"}
    if unknown or "title" not in fields:
        raise UserError(f"{path}: " + (f"unknown header “{min(unknown)}”" if unknown else "the header has no title") + ".")
    view = fields.get("view", ["table"])[0]
    if view not in ("table", "graph"):
        raise UserError(f"{path}: the view is table or graph, not “{view}”.")
    parameters = tuple(_parameter(path, line) for line in fields.get("param", ()))
    return Question(path.stem, fields["title"][0], " ".join(fields.get("description", ())), parameters, cast(View, view), text)


def _header(text: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        if not line.startswith("//"):
            return
        key, _, value = line.removeprefix("//").strip().partition(" " if line.startswith("// param ") else ":")
        yield key, value.strip()


def _parameter(path: Path, line: str) -> Parameter:
    match = _PARAM.fullmatch(line)
    if match is None or match["type"] not in TYPES:
        raise UserError(f"{path}: “param {line}” is not of the form `name: type = default - help` with a type of {', '.join(TYPES)}.")
    try:
        default = json.loads(match["default"]) if match["default"] else None
    except ValueError as error:
        raise UserError(f"{path}: the default of {match['name']} is not JSON.") from error
    return Parameter(match["name"], match["type"], match["help"], default, match["default"] is None)


def _value(question: str, parameter: Parameter, given: str | None) -> Any:
    if given is None:
        if parameter.required:
            raise UserError(f"“{question}” needs `--param {parameter.name}=…`: {parameter.help}.")
        return parameter.default
    try:
        value = _convert(parameter.type, given.strip())
    except ValueError:
        raise UserError(f"`{parameter.name}` is {_A[parameter.type]}, not “{given}”.") from None
    return checked(parameter.name, value) if isinstance(value, list) else value


_A = {
    "string": "a text", "integer": "a whole number", "number": "a number", "boolean": "true or false",
    "date": "a day as 2024-03-22 (or 2024-03, 2024, or empty)", "list": "a list as a,b,c",
}


def _convert(type: str, given: str) -> Any:
    if type == "integer":
        return int(given)
    if type == "number":
        return float(given)
    if type == "boolean":
        if given.lower() not in ("true", "false", "yes", "no", "1", "0"):
            raise ValueError(given)
        return given.lower() in ("true", "yes", "1")
    if type == "date" and given and not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", given):
        raise ValueError(given)
    if type == "list":
        return [item.strip() for item in given.split(",") if item.strip()]
    return given


def _instead(name: str, known: Mapping[str, Any], otherwise: str) -> str:
    near = get_close_matches(name, known, n=1, cutoff=0.5)
    return f"did you mean “{near[0]}”?" if near else f"{otherwise}."
