"""Stable ids: short hashes of what a thing is, so that the same content gets the same id in every store."""

import hashlib
import json
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

_TRACKING = {"fbclid", "gclid", "mc_cid", "mc_eid"}


def digest(prefix: str, *parts: object) -> str:
    """`<prefix>-<16 hex>`: 64 bits keep a collision below one in a million at six million things."""
    raw = json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    return f"{prefix}-{hashlib.sha256(raw).hexdigest()[:16]}"


def canonical_address(address: str) -> str:
    """The address without what does not change the page: case of the host, default port, fragment, tracking parameters."""
    try:
        parts = urlsplit(address)
    except ValueError:
        # What is no address at all is on record too: as it was given.
        return address
    if parts.scheme.lower() not in ("http", "https"):
        return address
    host = parts.netloc.lower()
    host = host.removesuffix(":80" if parts.scheme.lower() == "http" else ":443")
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    kept = [(key, value) for key, value in pairs if key not in _TRACKING and not key.startswith("utm_")]
    query = urlencode(kept) if len(kept) != len(pairs) else parts.query
    return urlunsplit((parts.scheme.lower(), host, parts.path or "/", query, ""))


def article_id(address: str) -> str:
    """The id of the article at an address."""
    return digest("a", canonical_address(address))


def country_id(code: str) -> str:
    """The fixed entity id of a country, from its ISO 3166-1 alpha-2 code."""
    return f"country:{code.lower()}"
