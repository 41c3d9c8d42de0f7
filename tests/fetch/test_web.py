"""Fetching from a real server: politely, safely, and with one sentence for whatever goes wrong."""

import socket
from collections.abc import Iterator
from typing import Any

import pytest

from kg import __version__
from kg.fetch import captures
from kg.fetch.guard import is_public
from kg.fetch.web import fetch_addresses
from kg.model import Capture, Failure
from kg.parse import read_capture
from kg.settings import Settings
from tests.fetch.server import Site, running_site

QUICK = Settings(fetch_delay=0.01, fetch_timeout=20, max_bytes=1_000_000)
IMPATIENT = QUICK.model_copy(update={"fetch_timeout": 0.5})


@pytest.fixture
def site() -> Iterator[Site]:
    with running_site() as running:
        yield running


def fetch(site: Site, path: str, **options: Any) -> list[Capture | Failure]:
    return list(fetch_addresses([site.base + path], QUICK, allow_private=[site.host], **options))


def failure(site: Site, path: str) -> Failure:
    (found,) = fetch(site, path)
    assert isinstance(found, Failure)
    assert found.address == site.base + path
    return found


def page(site: Site, path: str) -> Capture:
    (found,) = fetch(site, path)
    assert isinstance(found, Capture), found
    return found


def test_a_page_is_kept_with_its_chain_of_custody(site: Site) -> None:
    capture = page(site, "/page/1")
    assert (capture.status, capture.method, capture.media_type) == (200, "http", "text/html")
    assert capture.headers["etag"] == '"v1"' and capture.retrieved_at.utcoffset() is not None
    assert capture.tool == f"kg/{__version__}" and site.agents == {f"kg/{__version__}"}
    document = read_capture(capture)
    assert document.url == capture.address and document.published == "2020-03-04"


def test_what_has_not_changed_is_not_sent_again(site: Site) -> None:
    address = f"{site.base}/page/1"
    known = {address: {"etag": page(site, "/page/1").headers["etag"]}}
    (again,) = fetch(site, "/page/1", known=known)
    assert isinstance(again, Failure) and again.kind == "unchanged"
    site.page_version = 2
    (changed,) = fetch(site, "/page/1", known=known)
    assert isinstance(changed, Capture) and b"v2" in changed.content


def test_a_feed_stands_for_its_reports(site: Site) -> None:
    first, gone, forbidden, placeless, broken = fetch(site, "/feed")
    assert isinstance(first, Capture) and first.address == f"{site.base}/page/1"
    document = read_capture(first)
    assert document.published == "2019-11-05" and document.title == "Ten held alert(1)"
    assert isinstance(gone, Failure) and "404" in gone.reason
    assert isinstance(forbidden, Failure) and forbidden.kind == "skipped" and "robots.txt" in forbidden.reason
    assert site.hits["/private/x"] == 0
    assert isinstance(placeless, Failure) and placeless.kind == "skipped" and "No web address" in placeless.reason
    assert isinstance(broken, Failure) and "“Broken”" in broken.reason


def test_a_feed_may_carry_the_whole_report(site: Site) -> None:
    first = fetch(site, "/feed", whole=True)[0]
    assert isinstance(first, Capture) and site.hits["/page/1"] == 0
    document = read_capture(first)
    assert document.text == "Ten people were held, says the feed.\n\nThey were freed."
    assert document.url == f"{site.base}/page/1"


def test_faults_that_pass_are_tried_again(site: Site) -> None:
    assert b"At last" in page(site, "/flaky").content
    assert site.hits["/flaky"] == 2


def test_redirects_are_followed_and_remembered(site: Site) -> None:
    capture = page(site, "/to-page")
    assert capture.address == f"{site.base}/to-page" and capture.given["url"] == f"{site.base}/page/1"


@pytest.mark.parametrize(
    ("path", "words"),
    [("/missing", "404"), ("/circle", "redirects"), ("/to-private", "private address"), ("/to-file", "no http"),
     ("/huge", "more than"), ("/bomb", "more than"), ("/packed-twice", "packed"), ("/packed-oddly", "packed")],
)
def test_what_goes_wrong_is_one_sentence(site: Site, path: str, words: str) -> None:
    found = failure(site, path)
    assert words in found.reason and found.kind == "failed" and found.reason.endswith(".")


@pytest.mark.parametrize("path", ["/slow", "/drip"])
def test_a_server_that_takes_its_time_is_given_up(site: Site, path: str) -> None:
    site.robots = (404, "")
    (found,) = fetch_addresses([site.base + path], IMPATIENT, allow_private=[site.host])
    assert isinstance(found, Failure) and "longer than 0.5 seconds" in found.reason


def test_private_addresses_need_a_name_in_the_settings(site: Site) -> None:
    refused = list(fetch_addresses([f"{site.base}/page/1", site.base.replace("127.0.0.1", "localhost") + "/page/1"], QUICK))
    assert all(isinstance(found, Failure) and "private address" in found.reason for found in refused)
    assert not site.hits
    allowed = QUICK.model_copy(update={"allow_private": f"example.org, {site.host}"})
    assert isinstance(next(captures([f"{site.base}/page/1"], allowed)), Capture)


def test_a_name_that_changes_its_address_after_the_check_gains_nothing(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """DNS rebinding: the first answer is public, the next would be ours; only the checked one is ever connected to."""
    port, asked, connected = int(site.host.split(":")[1]), [], []

    def resolve(host: str, port: int, *rest: Any, **more: Any) -> list[Any]:
        asked.append(host)
        address = "192.0.0.9" if len(asked) == 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    def connect(address: tuple[str, int], *rest: Any, **more: Any) -> socket.socket:
        connected.append(address[0])
        raise OSError("unreachable here")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(socket, "create_connection", connect)
    found = list(fetch_addresses([f"http://rebind.example:{port}/page/1"], QUICK))
    assert isinstance(found[0], Failure)
    assert connected and set(connected) == {"192.0.0.9"}
    assert not site.hits


def test_robots_that_fail_close_the_site_and_robots_that_lack_open_it(site: Site) -> None:
    site.robots = (503, "")
    assert "robots.txt" in failure(site, "/page/1").reason
    site.robots = (404, "")
    assert page(site, "/private/x").status == 200


def test_a_site_that_cannot_be_reached_is_tried_once_a_run(site: Site) -> None:
    site.robots = (503, "")
    found = list(fetch_addresses([f"{site.base}/page/{number}" for number in range(5)], QUICK, allow_private=[site.host]))
    assert all(isinstance(failure, Failure) and "robots.txt" in failure.reason for failure in found)
    assert site.hits == {"/robots.txt": 3}


def test_cookies_are_not_kept(site: Site) -> None:
    addresses = [f"{site.base}/cookie", f"{site.base}/cookie"]
    found = list(fetch_addresses(addresses, QUICK, allow_private=[site.host]))
    assert [capture.content for capture in found if isinstance(capture, Capture)] == [b"Seen: None"] * 2
    assert isinstance(found[0], Capture) and "set-cookie" not in found[0].headers


def test_a_password_in_an_address_is_refused() -> None:
    (found,) = fetch_addresses(["https://me:secret@example.org/"], QUICK)
    assert isinstance(found, Failure) and "password" in found.reason


def test_requests_to_one_host_keep_their_distance(site: Site) -> None:
    import time

    site.robots = (200, "User-agent: kg\nCrawl-delay: 0.4\n")
    started = time.monotonic()
    list(fetch_addresses([f"{site.base}/page/1", f"{site.base}/page/2"], QUICK, allow_private=[site.host]))
    assert time.monotonic() - started >= 0.4


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "::1", "fe80::1%eth0",
     "fc00::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "255.255.255.255"],
)
def test_private_addresses_are_recognised(address: str) -> None:
    assert not is_public(address)


def test_an_entity_bomb_in_a_feed_does_no_harm(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "' + "x" * 1000 + '">' + "".join(
        f'<!ENTITY {name} "{f"&{before};" * 50}">' for before, name in zip("abcdef", "bcdefg", strict=True)
    ) + '<!ENTITY f SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel><item><title>&g;&f;</title><link>http://x.example/</link>'
    monkeypatch.setattr("tests.fetch.server.RSS", bomb.replace("{", "{{").replace("}", "}}") + "</item></channel></rss>")
    found = fetch(site, "/feed")
    assert all("root:" not in str(entry) and len(str(entry)) < 100_000 for entry in found)
