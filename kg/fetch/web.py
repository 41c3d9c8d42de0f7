"""Addresses to captures; an address of a feed stands for the reports it announces."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import closing
from dataclasses import replace

from kg import media
from kg.errors import SourceError
from kg.fetch.client import Client
from kg.fetch.feed import ENTRIES, entry_capture, read_feed
from kg.model import Capture, Failure
from kg.settings import Settings

Known = dict[str, dict[str, str]]
"""Address -> `etag`, `last_modified` of the copy at hand."""


def fetch_addresses(
    addresses: Iterable[str], settings: Settings, *, known: Known | None = None, allow_private: Collection[str] = (), whole: bool = False
) -> Iterator[Capture | Failure]:
    """The page at each address; for a feed the pages of its entries, or with `whole` the entries as the feed carries them.

    Only what differs from `known` is asked for. `known` is brought up to date when the next capture is asked for, that is,
    when the one before was dealt with; for a feed, when all its reports came through. Each page is fetched only when its turn comes.
    """
    known = {} if known is None else known
    with closing(Client(settings, allow_private)) as client:
        for address in addresses:
            page = client.get(address, known.get(address))
            if isinstance(page, Capture) and page.media_type == media.FEED:
                yield from _entries(client, page, known, whole=whole)
            else:
                yield page
                _remember(known, page)


def _entries(client: Client, feed: Capture, known: Known, *, whole: bool) -> Iterator[Capture | Failure]:
    try:
        entries = read_feed(feed)
    except SourceError as error:
        yield Failure(feed.address, str(error))
        return
    if not entries:
        yield Failure(feed.address, "The feed announces no reports.", "skipped")
    if len(entries) > ENTRIES:
        yield Failure(feed.address, f"The feed announces {len(entries):,} reports; the first {ENTRIES:,} are read.", "skipped")
    complete = True
    for entry in entries[:ENTRIES]:
        if not entry.on_the_web:
            yield Failure(feed.address, f"The feed gives no web address for “{entry.name}”.", "skipped")
            continue
        if whole and entry.content:
            yield entry_capture(feed, entry)
            continue
        page = client.get(entry.link, known.get(entry.link))
        complete = complete and not (isinstance(page, Failure) and page.kind == "failed")
        yield replace(page, given={**page.given, **entry.given}) if isinstance(page, Capture) else page
        _remember(known, page)
    if complete:
        # Else the next run would hear that the feed is unchanged, and never try the missing reports again.
        _remember(known, feed)


def _remember(known: Known, page: Capture | Failure) -> None:
    if isinstance(page, Capture):
        known.pop(page.address, None)
        tags = {"etag": page.headers.get("etag", ""), "last_modified": page.headers.get("last-modified", "")}
        if any(tags.values()):
            known[page.address] = {name: value for name, value in tags.items() if value}
