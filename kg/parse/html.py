"""HTML pages: the article without its menus, and what the page says of itself (trafilatura). No script runs, nothing is loaded."""

import logging
import re
from urllib.parse import urlsplit

import trafilatura
from lxml import etree
from lxml import html as lxml_html
from lxml.html import HtmlElement
from trafilatura.settings import Document as TrafilaturaDocument

from kg.errors import DocumentError
from kg.media import decode
from kg.parse.dates import iso_day
from kg.parse.reading import Reading
from kg.parse.tidy import tidy_line, tidy_paragraphs

_LIMIT = 20_000_000
"""Bytes; trafilatura itself refuses more. The longest real report pages have about 2 MB."""
_DATES = {"original_date": True, "extensive_search": False}
"""The publication day, not the last change; only from mark-up that states it, never searched in the text."""

_INLINE = frozenset(
    ["a", "abbr", "b", "cite", "code", "em", "font", "i", "mark", "q", "s", "small", "span", "strong", "sub", "sup", "time", "u", "wbr"]
)
_UNSEEN = "//body//*[self::template or @hidden[. != 'until-found'] or contains(translate(@style, ' ', ''), 'display:none')]"
"""What no reader of the page sees; what only a style sheet hides is read."""
_UNREAD = ("script", "style", "noscript", "head", "title", "svg", "iframe", "select", "textarea")
"""Parts of a page that are no report."""

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("htmldate").setLevel(logging.CRITICAL)


def read(content: bytes, charset: str | None, address: str) -> Reading:
    """The article's paragraphs, title, authors, publisher, day, language and address. Raises DocumentError where there is no text."""
    if len(content) > _LIMIT:
        raise DocumentError(f"The page has {len(content) / 1e6:.0f} MB of HTML, more than the {_LIMIT / 1e6:.0f} MB that are read.")
    page = decode(content, charset or _declared_charset(content))
    tree = _parse(page)
    language = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
    base = address if address.startswith(("http://", "https://")) else None
    found = _extract(tree, base)
    text = tidy_paragraphs((found.text or "").split("\n")) if found else ""
    if not text:
        text = tidy_paragraphs(_blocks(_parse(page)))
    if not text:
        raise DocumentError("The page holds no readable text.")
    return Reading(
        text=text,
        title=tidy_line(found.title) if found and found.title else None,
        published=iso_day(found.date) if found else None,
        url=_own_address(found.url if found else None, base),
        publisher=tidy_line(found.sitename) if found and found.sitename else None,
        authors=tuple(name.strip() for name in (found.author or "").split(";") if name.strip()) if found else (),
        language=language.split("-")[0].lower() if language else None,
    )


def _extract(tree: HtmlElement, base: str | None) -> TrafilaturaDocument | None:
    found = trafilatura.bare_extraction(tree, url=base, with_metadata=True, include_comments=False, date_extraction_params=dict(_DATES))
    return found if isinstance(found, TrafilaturaDocument) else None


def _parse(page: str) -> HtmlElement:
    """The page as a tree; comments and processing instructions left out. Over-deep pages are cut by the parser's own limit of 256."""
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        tree: HtmlElement = lxml_html.document_fromstring(page.encode("utf-8"), parser)
    except (etree.LxmlError, ValueError):
        raise DocumentError("The page is empty or is no HTML.") from None
    for hidden in tree.xpath(_UNSEEN):
        hidden.drop_tree()
    return tree


def _declared_charset(content: bytes) -> str | None:
    """What `<meta charset>` or an XML declaration in the first 2,048 bytes says."""
    found = re.search(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", content[:2048], re.IGNORECASE)
    return found.group(1).decode("ascii", "replace") if found else None


def _blocks(tree: HtmlElement) -> list[str]:
    """All visible text by block elements: for pages too short or too odd for trafilatura, and for pieces of HTML out of feeds."""
    etree.strip_elements(tree, *_UNREAD, with_tail=False)
    paragraphs: list[str] = []
    running = ""
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag not in _INLINE:
            paragraphs.append(running)
            running = ""
        running += (element.text if event == "start" else element.tail) or ""
    return [*paragraphs, running]


def _own_address(canonical: str | None, base: str | None) -> str | None:
    """The page's canonical address, where it stays on the host it came from: a page cannot pass itself off as another site's."""
    if not canonical or not canonical.startswith(("http://", "https://")):
        return base
    return canonical if base is None or urlsplit(canonical).hostname == urlsplit(base).hostname else base
