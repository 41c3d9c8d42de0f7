"""What is due, and visiting it: each source with its own memory of what it had, kept in the archive."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any, Protocol

from kg.archive import Archive
from kg.errors import KgError, NotFound
from kg.fetch import captures
from kg.fetch.web import Known, fetch_addresses
from kg.model import Capture, Failure
from kg.schedule.sources import Source, Sources, load, trigger_of
from kg.settings import Settings

State = dict[str, Any]
"""JSON: `last_run` (ISO, UTC), `known` (address -> etag and last_modified), `counts` of the last visit by outcome."""
_KNOWN = 5000
"""Addresses remembered of one source."""


class Keeper(Protocol):
    """Where the states of sources are kept; the archive."""

    def source_state(self, name: str) -> State:
        """What is remembered of a source, empty at first."""

    def set_source_state(self, name: str, state: State) -> None:
        """Remember something else."""


def next_due(source: Source, state: Mapping[str, Any], timezone: str) -> datetime | None:
    """When the source is due next (aware, UTC); None is at once, since it was never visited."""
    if not state.get("last_run"):
        return None
    last = datetime.fromisoformat(state["last_run"])
    if source.every is not None:
        return last + source.every
    assert source.cron is not None
    # APScheduler gives the first time at or after the one named; the time of the last visit itself does not count again.
    after = trigger_of(source.cron, timezone).get_next_fire_time(None, last + timedelta(microseconds=1))
    return after.astimezone(UTC) if after else datetime.max.replace(tzinfo=UTC)


def due(sources: Sources, states: Mapping[str, Mapping[str, Any]], now: datetime) -> list[Source]:
    """The enabled sources whose time has come, in the order of the file; what was missed is due once."""
    found = []
    for source in sources.source:
        moment = next_due(source, states.get(source.name, {}), sources.timezone)
        if source.enabled and (moment is None or moment <= now):
            found.append(source)
    return found


def names_due(settings: Settings, now: datetime) -> list[str]:
    """The names of the sources in the sources file that are due, by what the store remembers; makes no store.

    Raises UserError for a sources file that is wrong, StoreError for a store that cannot be read.
    """
    sources, states = load(settings.sources), {}
    with suppress(NotFound), Archive.open(settings, create=False) as archive:
        states = archive.source_states()
    return [source.name for source in due(sources, states, now)]


def due_captures(sources: Sources, keeper: Keeper, settings: Settings, now: datetime) -> Iterator[Capture | Failure]:
    """What the sources that are due at `now` have to give. A source that fails gives a Failure, the next ones are visited.

    A source's state is written when all it gave was taken; a run that is killed before visits it again, and finds known bytes unchanged.
    """
    states = {source.name: keeper.source_state(source.name) for source in sources.source}
    for source in due(sources, states, now):
        state = states[source.name]
        known: Known = dict(state.get("known") or {})
        counts: Counter[str] = Counter()
        for item in _visit(source, known, settings):
            yield item
            counts[item.kind if isinstance(item, Failure) else "fetched"] += 1
        newest = dict(islice(reversed(known.items()), _KNOWN))
        keeper.set_source_state(
            source.name, {"last_run": now.astimezone(UTC).isoformat(), "known": dict(reversed(newest.items())), "counts": dict(counts)}
        )


def _visit(source: Source, known: Known, settings: Settings) -> Iterator[Capture | Failure]:
    """All that one source gives, with its publisher."""
    try:
        for item in _open(source, known, settings):
            if isinstance(item, Capture) and source.publisher:
                item = replace(item, given={**item.given, "publisher": source.publisher})
            yield item
    except (KgError, OSError) as error:
        yield Failure(f"source {source.name}", str(error))


def _open(source: Source, known: Known, settings: Settings) -> Iterable[Capture | Failure]:
    if source.folder is not None:
        return captures([str(source.folder)], settings)
    addresses = [source.feed] if source.feed else list(source.pages)
    return fetch_addresses(
        addresses, settings, known=known, allow_private=source.allow_private, whole=source.articles == "feed"
    )
