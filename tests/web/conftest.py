"""One store, one real server and one real browser for all tests of the explorer."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from kg.settings import Settings
from tests.web.store import build, crowd_report, hostile_report, seed_report

ROOT = Path(__file__).parents[2]
CHROMIUM = [
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]


@dataclass
class Served:
    """A running `kg serve`."""

    address: str
    process: "subprocess.Popen[str]"


def serve(store: Path, *options: str) -> Served:
    """Start `kg serve` on a free port and wait for its address."""
    command = [sys.executable, "-m", "kg", "serve", "--store", str(store), "--port", "0", *options]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, "KG_STORE": ""})
    assert process.stdout is not None
    return Served(process.stdout.readline().strip(), process)


def stop(served: Served) -> int:
    """End it as a service manager does; the exit status."""
    served.process.terminate()
    return served.process.wait(20)


@pytest.fixture(scope="session")
def built_page() -> None:
    """The page, compiled."""
    if not (ROOT / "kg" / "web" / "static" / "index.html").exists():
        for step in (["ci"], ["run", "build"]):
            subprocess.run(["npm", *step], cwd=ROOT / "page", check=True, capture_output=True)


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The seed article, a hostile one, and a court with ninety convictions."""
    return build(tmp_path_factory.mktemp("web") / "store", [seed_report(), hostile_report(), crowd_report()])


@pytest.fixture(scope="session")
def served(store: Settings, built_page: None) -> Iterator[str]:
    """Address of a server over the store, without the slash at its end."""
    running = serve(store.store)
    yield running.address.rstrip("/")
    stop(running)


@pytest.fixture(scope="session")
def client(served: str) -> Iterator[httpx.Client]:
    """Asks the server as its own page does."""
    with httpx.Client(base_url=served, timeout=120) as asking:
        asking.post("/api/overview", json={}).raise_for_status()  # the engine takes seconds to start, once
        yield asking


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The distribution's Chromium."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.fail("These tests need Chromium: apt-get install chromium.")
    expect.set_options(timeout=20_000)
    with sync_playwright() as play:
        started = play.chromium.launch(executable_path=path, args=CHROMIUM)
        yield started
        started.close()


@dataclass
class Watched:
    """A page, and what must not happen on it."""

    page: Page
    foreign: list[str] = field(default_factory=list)
    """Requests to anywhere but the server."""
    errors: list[str] = field(default_factory=list)
    """What the console complained about, breaches of the content policy included."""


@pytest.fixture
def watched(browser: Browser, served: str, client: httpx.Client) -> Iterator[Watched]:
    """A fresh page; at the end nothing foreign was asked for, and nothing went wrong in it."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, base_url=served)
    context.set_default_timeout(30_000)
    seen = Watched(context.new_page())
    seen.page.on("request", lambda request: seen.foreign.append(request.url) if not request.url.startswith((served, "blob:")) else None)
    seen.page.on("console", lambda message: seen.errors.append(message.text) if message.type in ("error", "warning") else None)
    seen.page.on("pageerror", lambda error: seen.errors.append(str(error)))
    yield seen
    context.close()
    assert seen.foreign == []
    assert seen.errors == []


@pytest.fixture
def page(watched: Watched) -> Page:
    """The page of `watched`."""
    return watched.page
