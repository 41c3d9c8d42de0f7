"""The page in a real browser: it loads nothing, runs nothing but its own script, draws everything, and shows the evidence."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from kg.errors import UserError
from kg.export import write_file
from kg.export.picture import MOST
from kg.export.select import Wish, select
from kg.graph.contract import SHOWN_STATUSES
from kg.graph.memory import Multigraph
from tests.export.graphs import Rows, hong_kong, large

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
             "--no-first-run"]
ATTACKS = (
    "<img src=x onerror=\"window.pwned=1\">", "</script><script>window.pwned=1</script>", "<!--<script>", "\"><svg onload=window.pwned=1>",
    "<a href='javascript:window.pwned=1'>x</a>", "{{ 7 * 7 }} {% raw %} {subject}", "${window.pwned=1}", "\u2028window.pwned=1",
    "__proto__", "<link rel=stylesheet href=http://evil.example/x.css>", "';window.pwned=1;'",
    "<iframe src=http://evil.example/></iframe>",
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.fail("These tests need Chromium: apt-get install chromium.")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield started
        started.close()


class Opened:
    """A page that was opened, and all that it asked for or complained of."""

    def __init__(self, browser: Browser, graph: Multigraph, path: Path, wish: Wish) -> None:
        write_file(select(graph, wish), "html", path)
        self.content = path.read_text("utf-8")
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page: Page = browser.new_page(viewport={"width": 1400, "height": 900})
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: self.complaints.append(dialog.message))
        self.page.goto(path.as_uri())
        self.page.wait_for_selector("body[data-ready]")

    def text(self, selector: str) -> str:
        return self.page.inner_text(selector)

    def middle(self, number: int) -> tuple[float, float]:
        """Where on the screen the middle of a relationship is."""
        x, y = self.page.evaluate(
            """(number) => { const n = window.kgNetwork, e = n.body.edges[number], p = e.edgeType.getPoint(0.5);
            const d = n.canvasToDOM(p), b = document.getElementById("picture").getBoundingClientRect();
            return [b.left + d.x, b.top + d.y]; }""", number,
        )
        return x, y


@pytest.fixture
def hong_kong_page(browser: Browser, tmp_path: Path) -> Iterator[Opened]:
    opened = Opened(browser, hong_kong(), tmp_path / "graph.html", Wish(statuses=SHOWN_STATUSES, limit=1000))
    yield opened
    opened.page.close()


def test_the_page_is_one_file_that_names_no_other(hong_kong_page: Opened) -> None:
    assert [url for url in hong_kong_page.requests if not url.startswith("file://")] == [] and len(hong_kong_page.requests) == 1
    assert hong_kong_page.complaints == []
    assert not re.search(r"cdn|jsdelivr|unpkg|bootstrap", hong_kong_page.content.replace(hong_kong_page.page.evaluate(
        "document.scripts[1].textContent"), ""), re.IGNORECASE)
    assert not re.search(r"<(?:link|img|iframe|script[^>]+src)", hong_kong_page.content.split('<script type="application/json"')[0])


def test_an_arrow_shows_its_evidence_article_and_status(hong_kong_page: Opened) -> None:
    hong_kong_page.page.mouse.click(*hong_kong_page.middle(2))
    panel = hong_kong_page.text("#panel")
    for words in ("Hong Kong police arrested Joshua Wong", "Police arrested Joshua Wong on Tuesday.", "Title of a-1"):
        assert words in panel
    assert "Wikinews, 2019-10-02" in panel and "actual, 1 article" in panel
    link = hong_kong_page.page.locator("#panel a")
    assert link.get_attribute("href") == "https://en.wikinews.org/wiki/A" and "noreferrer" in (link.get_attribute("rel") or "")
    hong_kong_page.page.mouse.move(5, 5)
    hong_kong_page.page.mouse.move(*hong_kong_page.middle(2))
    hong_kong_page.page.wait_for_selector("div.vis-tooltip", state="visible")
    tip = hong_kong_page.text("div.vis-tooltip").split("\n")
    assert tip == ["Hong Kong police arrested Joshua Wong", "actual, 1 article", "“Police arrested Joshua Wong on Tuesday.”"]


def test_the_list_says_in_words_what_the_picture_shows(hong_kong_page: Opened) -> None:
    items = hong_kong_page.page.locator("#panel li").all_inner_texts()
    assert sorted(items) == [
        "Carrie Lam met with China", "Hong Kong police accused Joshua Wong", "Hong Kong police arrested Joshua Wong",
        "Joshua Wong accused Hong Kong police",
    ]
    hong_kong_page.page.fill("#name", "lam")
    hong_kong_page.page.keyboard.press("Enter")
    assert hong_kong_page.page.locator("#panel li").all_inner_texts() == ["Carrie Lam met with China"]


def test_legend_credit_and_what_is_left_out_are_said(hong_kong_page: Opened) -> None:
    footer = hong_kong_page.text("footer")
    for words in ("people 2", "organizations 1", "arrested 1", "broken line", "Wikinews (1, CC BY 2.5)", "actual or alleged"):
        assert words in footer


def test_parallel_and_opposite_arrows_are_all_drawn_apart(browser: Browser, tmp_path: Path) -> None:
    rows = Rows()
    for name in ("a", "b"):
        rows.node("Person", name, name=name, aliases=[])
    article = rows.article("a-1")
    for number in range(12):
        rows.relate("ACCUSED", *(("a", "b") if number % 2 else ("b", "a")), article)
    opened = Opened(browser, rows.graph(), tmp_path / "graph.html", Wish())
    middles = {tuple(round(place) for place in opened.middle(number)) for number in range(12)}
    assert len(middles) == 12 and opened.page.locator("#panel li").count() == 12
    opened.page.close()


def test_hostile_names_run_no_script_and_ask_for_nothing(browser: Browser, tmp_path: Path) -> None:
    rows = Rows()
    people = [rows.node("Person", f"{number}{attack}", name=attack, aliases=[attack]) for number, attack in enumerate(ATTACKS)]
    for number, attack in enumerate(ATTACKS):
        article = rows.article(f"a-{number}", title=attack, publisher=attack, published=attack, url=f"javascript:window.pwned=1//{attack}")
        rows.relate("ACCUSED", people[number], people[number - 1], article, attack)
    opened = Opened(browser, rows.graph(), tmp_path / "graph.html", Wish(entity=people[0], depth=10))
    page = opened.page
    assert page.evaluate("window.kgNetwork.body.data.nodes.length") == len(ATTACKS)
    for number in range(len(ATTACKS)):
        page.evaluate("document.getElementById('whole').click()")
        page.locator("#panel li button").nth(number).click()
        assert page.locator("#panel a, #panel img, #panel svg, #panel script, #panel iframe").count() == 0
        page.mouse.click(*opened.middle(number))
        page.mouse.move(5, 5)
        page.mouse.move(*opened.middle(number))
        page.wait_for_timeout(250)
        assert page.locator("div.vis-tooltip *:not(br)").count() == 0
    assert page.evaluate("window.pwned") is None
    assert opened.complaints == [] and len(opened.requests) == 1
    assert sorted(page.locator("#names option").evaluate_all("all => all.map((one) => one.value)")) == sorted(ATTACKS)
    page.close()


def test_the_policy_stops_a_script_that_gets_in_all_the_same(hong_kong_page: Opened) -> None:
    page = hong_kong_page.page
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.pwned=1\">')")
    page.evaluate("{ const s = document.createElement('script'); s.textContent = 'window.pwned=1'; document.body.append(s); }")
    page.evaluate("fetch('http://127.0.0.1:9/').catch(() => 0)")
    page.wait_for_timeout(200)
    assert page.evaluate("window.pwned") is None
    assert sum("Content Security Policy" in complaint for complaint in hong_kong_page.complaints) >= 3


def test_a_thousand_relationships_open_in_two_seconds_and_a_cap_is_said(browser: Browser, tmp_path: Path) -> None:
    graph = large(1200)
    opened = Opened(browser, graph, tmp_path / "graph.html", Wish(limit=1000))
    assert opened.page.evaluate("Object.keys(window.kgNetwork.body.edges).length") == 1000
    assert "1,000 of 1,200 relationships" in opened.text("footer")
    # The page's own processor time: a wall clock would measure what else the computer does.
    session = opened.page.context.new_cdp_session(opened.page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    opened.page.reload()
    opened.page.wait_for_selector("body[data-ready]")
    metrics = {metric["name"]: metric["value"] for metric in session.send("Performance.getMetrics")["metrics"]}
    assert 0 < metrics["TaskDuration"] < 2.0
    opened.page.close()


def test_more_than_a_browser_moves_is_refused_with_a_way_out(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="--limit or --entity"):
        write_file(select(large(MOST + 1), Wish()), "html", tmp_path / "graph.html")
    assert list(tmp_path.iterdir()) == []
