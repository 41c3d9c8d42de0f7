"""A polite HTTP client: says who it is, obeys robots.txt, waits between requests, asks only for what is new, gives up in time."""

import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from http import HTTPStatus
from urllib.parse import urljoin, urlsplit

import httpx
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt, wait_exponential, wait_random

from kg import media
from kg.errors import SourceError
from kg.fetch.capture import TOOL
from kg.fetch.files import too_large
from kg.fetch.guard import CheckedBackend, CheckedTransport
from kg.fetch.robots import Rules
from kg.model import Capture, Failure
from kg.settings import Settings

_HOPS = 5
_TRIES = 3
_PASSING = {429, 500, 502, 503, 504}
"""Statuses that may be gone in a moment."""
_PACKINGS = ("", "identity", "gzip", "x-gzip", "deflate")
"""Content encodings that are unpacked, each alone: a bomb inside a bomb grows a millionfold before its size can be looked at."""
_MAX_WAIT = 60.0
"""Seconds; a server that asks for a longer pause is left until the next run."""
_EXPECTED = (SourceError, httpx.HTTPError, httpx.InvalidURL, ValueError)
_ACCEPT = "text/html,application/xhtml+xml,application/pdf,application/rss+xml,application/atom+xml,text/plain;q=0.9,*/*;q=0.5"


class _Passing(Exception):
    """An answer that is worth another try."""

    def __init__(self, answer: "_Answer") -> None:
        self.answer = answer


@dataclass(frozen=True, slots=True)
class _Answer:
    address: str
    status: int
    headers: Mapping[str, str]
    content: bytes


class Client:
    """Fetches pages one after the other; one for a run. `allow_private`: hosts that may have a private address."""

    def __init__(self, settings: Settings, allow_private: Collection[str] = ()) -> None:
        self._settings = settings
        self._backend = CheckedBackend(allow_private)
        self._http = httpx.Client(
            transport=CheckedTransport(self._backend),
            headers={"User-Agent": TOOL, "Accept": _ACCEPT, "Accept-Encoding": "gzip, deflate"},
            timeout=settings.fetch_timeout,
            follow_redirects=False,
            trust_env=False,
        )
        self._rules: dict[str, Rules] = {}
        self._closed: dict[str, str] = {}
        """Sites that could not be reached, with the reason: not tried again in this run."""
        self._free_at: dict[str, float] = {}

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def get(self, address: str, known: Mapping[str, str] | None = None) -> Capture | Failure:
        """The page at `address`, or why not. `known`: `etag` and `last_modified` of the copy at hand, for a conditional request."""
        asked = {"If-None-Match": (known or {}).get("etag"), "If-Modified-Since": (known or {}).get("last_modified")}
        try:
            return self._follow(address, {name: value for name, value in asked.items() if value})
        except _EXPECTED as error:
            return Failure(address, self._sentence(error))

    def _sentence(self, error: Exception) -> str:
        if isinstance(error, SourceError):
            return str(error)
        if isinstance(error, httpx.TimeoutException):
            return f"The server took longer than {self._settings.fetch_timeout:g} seconds."
        return f"It cannot be fetched: {str(error).rstrip('.') or type(error).__name__}."

    def _follow(self, address: str, conditions: Mapping[str, str]) -> Capture | Failure:
        current = address
        for _ in range(_HOPS + 1):
            _check_address(current)
            if not self._rules_of(current).allow(current):
                return Failure(address, "Its robots.txt does not allow it.", "skipped")
            answer = self._request(current, conditions)
            if answer.status in (301, 302, 303, 307, 308) and "location" in answer.headers:
                current = urljoin(current, answer.headers["location"]).partition("#")[0]
            else:
                return self._result(address, answer)
        raise SourceError(f"The server redirects more than {_HOPS} times.")

    def _result(self, address: str, answer: _Answer) -> Capture | Failure:
        if answer.status == HTTPStatus.NOT_MODIFIED:
            return Failure(address, "Unchanged since the last visit.", "unchanged")
        if answer.status != HTTPStatus.OK:
            return Failure(address, f"The server answered {answer.status} {_phrase(answer.status)}.".replace(" .", "."))
        declared = answer.headers.get("content-type", "").partition(";")[0].strip().lower() or media.UNKNOWN
        return Capture(
            address=address,
            content=answer.content,
            sha256=sha256(answer.content).hexdigest(),
            retrieved_at=datetime.now(UTC),
            method="http",
            media_type=media.sniff(answer.content, declared),
            status=answer.status,
            headers=answer.headers,
            tool=TOOL,
            given={} if answer.address == address else {"url": answer.address},
        )

    def _rules_of(self, address: str) -> Rules:
        """The robots.txt of the host, read once a run; one that does not exist allows all, one that fails closes the site."""
        parts = urlsplit(address)
        site = f"{parts.scheme}://{parts.netloc}"
        if site in self._closed:
            raise SourceError(self._closed[site])
        if site not in self._rules:
            try:
                self._rules[site] = self._read_rules(f"{site}/robots.txt")
            except _EXPECTED as error:
                self._closed[site] = self._sentence(error)
                raise SourceError(self._closed[site]) from None
        return self._rules[site]

    def _read_rules(self, address: str) -> Rules:
        for _ in range(_HOPS + 1):
            answer = self._request(address, {})
            if not 300 <= answer.status < 400 or "location" not in answer.headers:
                break
            address = urljoin(address, answer.headers["location"])
            _check_address(address)
        return Rules.of_answer(answer.status, answer.content)

    def _request(self, address: str, headers: Mapping[str, str]) -> _Answer:
        """One GET, tried again on faults that pass; the last answer counts."""
        retrying = Retrying(
            stop=stop_after_attempt(_TRIES),
            wait=self._pause,
            retry=retry_if_exception_type((_Passing, httpx.ConnectError, httpx.ReadError, httpx.RemoteProtocolError)),
            reraise=True,
        )
        try:
            return retrying(self._once, address, headers)
        except _Passing as last:
            return last.answer

    def _pause(self, state: RetryCallState) -> float:
        """Seconds before the next try: growing, and at least what `Retry-After` asks for."""
        error = state.outcome.exception() if state.outcome else None
        asked = error.answer.headers.get("retry-after", "") if isinstance(error, _Passing) else ""
        wanted = float(asked) if asked.isdigit() else 0.0
        delay = self._settings.fetch_delay
        return float(max((wait_exponential(multiplier=delay) + wait_random(0, delay))(state), wanted))

    def _once(self, address: str, headers: Mapping[str, str]) -> _Answer:
        self._wait_turn(address)
        self._backend.deadline = time.monotonic() + 4 * self._settings.fetch_timeout
        try:
            with self._http.stream("GET", address, headers=headers) as response:
                content = self._read(response)
                kept = {name.lower(): value for name, value in response.headers.items() if name.lower() != "set-cookie"}
                answer = _Answer(address, response.status_code, kept, content)
        finally:
            self._http.cookies.clear()
        asked = answer.headers.get("retry-after", "")
        if answer.status in _PASSING and not (asked.isdigit() and float(asked) > _MAX_WAIT):
            raise _Passing(answer)
        return answer

    def _read(self, response: httpx.Response) -> bytes:
        """The body, given up as soon as it is over the limit, packed or unpacked."""
        limit = self._settings.max_bytes
        packing = response.headers.get("content-encoding", "").strip().lower()
        if packing not in _PACKINGS:
            raise SourceError(f"The server packed it in a way that was not asked for ({packing[:40]}).")
        declared = response.headers.get("content-length", "")
        if declared.isdigit() and int(declared) > limit:
            raise SourceError(too_large(int(declared), limit))
        chunks, size = [], 0
        for chunk in response.iter_bytes(65536):
            size += len(chunk)
            if size > limit:
                raise SourceError(f"It has more than the {limit / 1e6:.0f} MB that are read (KG_MAX_BYTES).")
            chunks.append(chunk)
        return b"".join(chunks)

    def _wait_turn(self, address: str) -> None:
        """Keep the distance between two requests to one host."""
        parts = urlsplit(address)
        rules = self._rules.get(f"{parts.scheme}://{parts.netloc}")
        delay = max(self._settings.fetch_delay, rules.delay if rules else 0.0)
        host, now = parts.netloc, time.monotonic()
        if (wait := self._free_at.get(host, now) - now) > 0:
            time.sleep(wait)
        self._free_at[host] = time.monotonic() + delay


def _check_address(address: str) -> None:
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise SourceError(f"{address[:200]} is no http(s) address.")
    if parts.username or parts.password:
        raise SourceError("The address holds a user name or password; it would be stored with the report.")


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""
