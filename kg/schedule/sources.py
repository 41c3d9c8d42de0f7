"""The sources file: what is read again and again, and when (TOML, checked by pydantic; every mistake is one sentence)."""

import re
import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo

from apscheduler.triggers.cron import CronTrigger
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from kg.errors import UserError

_UNITS = {"m": "minutes", "h": "hours", "d": "days"}
_DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat", "sun")


def _interval(value: Any) -> Any:
    """`30m`, `6h`, `1d` as a timedelta."""
    found = re.fullmatch(r"\s*([1-9]\d{0,3})\s*([mhd])\s*", value) if isinstance(value, str) else None
    if not found:
        raise ValueError('an interval is written like "30m", "6h" or "1d"')
    return timedelta(**{_UNITS[found.group(2)]: int(found.group(1))})


def _cron(expression: str) -> str:
    trigger_of(expression, "UTC")
    return expression


def _web_address(address: str) -> str:
    if not re.match(r"https?://[^/\s]+", address):
        raise ValueError(f"{address!r} is no http(s) address")
    return address


def trigger_of(expression: str, timezone: str) -> CronTrigger:
    """The times of a cron expression of five fields, with Sunday as 0 or 7 as in cron (APScheduler counts from Monday)."""
    fields = expression.split()
    if len(fields) != 5:
        raise ValueError('a cron expression has five fields, like "0 6 * * *"')
    return CronTrigger.from_crontab(" ".join([*fields[:4], _weekdays(fields[4])]), ZoneInfo(timezone))


def _weekdays(field: str) -> str:
    """Cron's weekdays by name, steps counted from Sunday or the day named; a range may go over the end of the week."""
    days: set[int] = set()
    for part in field.lower().split(","):
        found = re.fullmatch(r"(\*|[a-z]{3}|[0-7])(?:-([a-z]{3}|[0-7]))?(?:/([1-7]))?", part)
        if not found:
            raise ValueError(f"{part!r} is no weekday; it is written like 1, mon, 1-5 or */2")
        first, last, step = found.groups()
        start = 0 if first == "*" else _day(first)
        end = _day(last) if last else 6 if first == "*" or step else start
        days.update(day % 7 for day in range(start, end + (7 if end < start else 0) + 1, int(step or 1)))
    return "*" if len(days) == 7 else ",".join(_DAYS[day] for day in sorted(days))


def _day(name: str) -> int:
    if name.isdigit():
        return int(name)
    if name not in _DAYS:
        raise ValueError(f"{name!r} is no weekday")
    return _DAYS.index(name)


WebAddress = Annotated[str, AfterValidator(_web_address)]


class Source(BaseModel):
    """One place that reports come from."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[str, Field(min_length=1)]
    """Unique; its state is kept under it."""
    feed: WebAddress | None = None
    pages: tuple[WebAddress, ...] = ()
    folder: Path | None = None
    """Relative to the folder of the sources file."""
    every: Annotated[timedelta, BeforeValidator(_interval)] | None = None
    cron: Annotated[str, AfterValidator(_cron)] | None = None
    publisher: str | None = None
    """Stands in each of its articles."""
    articles: Literal["pages", "feed"] = "pages"
    """Whether the pages that a feed announces are read, or what the feed itself carries."""
    allow_private: tuple[str, ...] = ()
    """Hosts (`host` or `host:port`) that may have a private address."""
    enabled: bool = True

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if sum((self.feed is not None, bool(self.pages), self.folder is not None)) != 1:
            raise ValueError("it needs exactly one of feed, pages and folder")
        if (self.every is None) == (self.cron is None):
            raise ValueError("it needs either every or cron")
        return self


class Sources(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    timezone: str = "UTC"
    """In which cron expressions are meant, e.g. `Europe/Berlin`."""
    source: tuple[Source, ...] = ()

    @model_validator(mode="after")
    def _sound(self) -> Self:
        try:
            ZoneInfo(self.timezone)
        except (KeyError, ValueError, OSError):
            raise ValueError(f"the timezone {self.timezone!r} is not known") from None
        names = [source.name for source in self.source]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"the name {twice[0]!r} is used twice")
        return self


def load(path: Path) -> Sources:
    """The sources of a file, folders resolved. Raises UserError, one sentence that names the source and the field."""
    try:
        content = tomllib.loads(path.read_text("utf-8"))
        sources = Sources.model_validate(content)
    except FileNotFoundError:
        raise UserError(f"There is no sources file {str(path)!r}; give one with --sources.") from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UserError(f"{path} cannot be read: {error}.") from None
    except ValidationError as error:
        raise UserError(f"{path}: {_sentence(error, content)}.") from None
    return sources.model_copy(update={"source": tuple(_placed(source, path.parent) for source in sources.source)})


def _placed(source: Source, base: Path) -> Source:
    return source.model_copy(update={"folder": (base / source.folder.expanduser()).resolve()}) if source.folder else source


def _sentence(error: ValidationError, content: dict[str, Any]) -> str:
    """The first mistake in words: which source, which field, what."""
    first = error.errors()[0]
    place = list(first["loc"])
    where = ""
    if len(place) > 1 and place[0] == "source" and isinstance(place[1], int):
        entry = content["source"][place[1]]
        name = entry.get("name") if isinstance(entry, dict) else None
        where = f"source {name!r}" if name else f"source number {place[1] + 1}"
        place = place[2:]
    field = ".".join(str(part) for part in place)
    message = first["msg"].removeprefix("Value error, ")
    return ", ".join(part for part in (where, field) if part) + (": " if where or field else "") + message[:1].lower() + message[1:]
