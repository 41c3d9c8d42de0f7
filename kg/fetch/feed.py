"""RSS and Atom feeds: which reports they announce (feedparser; broken XML is read as far as it goes)."""

import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

import feedparser
from lxml import html

from kg import media
from kg.errors import SourceError
from kg.model import Capture

ENTRIES = 1000
"""Entries followed of one feed in one run; real feeds have 10 to 200."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One announced report. `given` is what the feed says of it, for `Capture.given`; `content` is its HTML, if the feed has it."""

    link: str
    given: Mapping[str, str]
    content: str | None

    @property
    def name(self) -> str:
        """What a person knows it by."""
        return self.given.get("title", "")[:80] or self.link[:80] or "a report without a title"

    @property
    def on_the_web(self) -> bool:
        """Whether it says where the report is."""
        try:
            return urlsplit(self.link).scheme in ("http", "https")
        except ValueError:
            return False


def read_feed(capture: Capture) -> list[Entry]:
    """The entries of a feed, in its order. Raises SourceError for what is no feed."""
    headers = {"content-type": capture.headers.get("content-type", ""), "content-location": capture.address}
    feed = feedparser.parse(io.BytesIO(capture.content), response_headers=headers)
    if not feed.version and not feed.entries:
        raise SourceError("It is no feed, or one that is broken beyond reading.")
    return [_entry(entry) for entry in feed.entries]


def _entry(entry: Mapping[str, Any]) -> Entry:
    given = {
        "title": _plain(str(entry.get("title") or "")),
        "published": str(entry.get("published") or "") if entry.get("published_parsed") else "",
        "authors": "; ".join(str(author.get("name")) for author in entry.get("authors") or [] if author.get("name")),
    }
    parts = [str(part.get("value") or "") for part in entry.get("content") or []]
    content = max(parts, key=len, default="") or str(entry.get("summary") or "")
    return Entry(str(entry.get("link") or ""), {key: value for key, value in given.items() if value}, content or None)


def _plain(title: str) -> str:
    """A title without mark-up: feeds put HTML there, and feedparser leaves what is declared plain."""
    return str(html.fragment_fromstring(title, create_parent="div").text_content()) if "<" in title else title


def entry_capture(feed: Capture, entry: Entry) -> Capture:
    """A capture of the report as the feed itself carries it."""
    content = (entry.content or "").encode("utf-8", "replace")
    return replace(
        feed,
        address=entry.link,
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        media_type=media.HTML,
        headers={"content-type": "text/html; charset=utf-8"},
        given={**entry.given, "url": entry.link},
    )
