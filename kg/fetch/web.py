"""Addresses to captures; an address of a feed stands for the reports it announces."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import replace

from kg import media
from kg.errors import SourceError
from kg.fetch.client import Client
from kg.fetch.feed import entry_capture, read_feed
from kg.model import Capture, Failure
from kg.settings import Settings

Known = Mapping[str, Mapping[str, str]]
"""Address -> `etag`, `last_modified` of the copy at hand."""


def fetch_addresses(
    addresses: Iterable[str], settings: Settings, *, known: Known | None = None, allow_private: Collection[str] = (), whole: bool = False
) -> Iterator[Capture | Failure]:
    """The page at each address; for a feed the pages of its entries, or with `whole` the entries as the feed carries them.

    With `known` only what is new is asked for. Each capture of a page comes before the next one is fetched.
    """
    with closing(Client(settings, allow_private)) as client:
        for address in addresses:
            page = client.get(address, (known or {}).get(address))
            if isinstance(page, Capture) and page.media_type == media.FEED:
                yield from _entries(client, page, known or {}, whole=whole)
            else:
                yield page


def _entries(client: Client, feed: Capture, known: Known, *, whole: bool) -> Iterator[Capture | Failure]:
    try:
        entries = read_feed(feed)
    except SourceError as error:
        yield Failure(feed.address, str(error))
        return
    if not entries:
        yield Failure(feed.address, "The feed announces no reports.", "skipped")
    for entry in entries:
        if whole and entry.content:
            yield entry_capture(feed, entry)
            continue
        page = client.get(entry.link, known.get(entry.link))
        yield replace(page, given={**page.given, **entry.given}) if isinstance(page, Capture) else page
