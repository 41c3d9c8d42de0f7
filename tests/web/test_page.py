"""The explorer in a real browser: what an analyst does, by mouse and by keyboard."""

import re

import httpx
from playwright.sync_api import Page, Route, expect

from tests.web.conftest import Watched
from tests.web.test_api import edge, entity


def search(page: Page, words: str) -> None:
    """Type into the search box and take the first suggestion by keyboard."""
    page.get_by_role("combobox", name="Search entities and articles").fill(words)
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Enter")


def click_on(page: Page, id_: str, times: int = 1) -> None:
    """Click where an element of the canvas is drawn."""
    where = page.locator(".canvas-frame")
    at = where.evaluate(
        "(frame, id) => new Promise((answer) => frame.dispatchEvent(new CustomEvent('kg-whereabouts', { detail: { id, answer } })))", id_
    )
    assert at is not None, "not drawn"
    where.click(position=at, click_count=times)


def test_from_search_to_the_words_of_the_article(page: Page, client: httpx.Client) -> None:
    page.goto("/")
    expect(page.get_by_text("3 articles")).to_be_visible()
    search(page, "Russian reg")
    expect(page.get_by_role("heading", name="Russian regime")).to_be_visible()
    click_on(page, str(edge(client, "Russian regime", "ARRESTED")["id"]))
    evidence = page.get_by_role("complementary", name="Evidence")
    expect(evidence.locator("blockquote mark").first).to_contain_text("At the end of March, the regime arrested around 40")
    expect(evidence.locator("mark.object")).to_have_text("migrants")
    expect(evidence).to_contain_text("about 40")
    expect(page.locator(".relations tr.chosen")).to_contain_text("arrested")
    evidence.get_by_role("link", name="Read the whole article").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Russian regime intensifies persecution of foreigners")
    expect(page.locator("mark.current").first).to_be_in_viewport()


def test_the_list_opens_the_same_evidence_by_keyboard(page: Page, client: httpx.Client) -> None:
    page.goto(f"/#/entity/{entity(client, 'Krasnov')}")
    page.get_by_role("button", name="holds a post in", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("complementary", name="Evidence").locator("blockquote")).to_contain_text("Prosecutor General Igor Krasnov")
    expect(page).to_have_url(re.compile(r"/relation/r-"))


def test_neighbours_open_with_a_cap_and_steps_are_taken_back(page: Page, client: httpx.Client) -> None:
    court = entity(client, "Harbour")
    page.goto(f"/#/entity/{court}")
    expect(page.get_by_text("41 entities, 40 relations")).to_be_visible()
    page.get_by_role("button", name="Show more (50 left)").click()
    expect(page.get_by_text("66 entities, 65 relations")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("41 entities, 40 relations")).to_be_visible()
    click_on(page, str(edge(client, "Harbour", "CONVICTED")["target"]))
    page.get_by_role("button", name="Hide", exact=True).click()
    expect(page.get_by_text("40 entities, 39 relations")).to_be_visible()
    page.get_by_role("button", name="Show 1 hidden").click()
    expect(page.get_by_text("41 entities, 40 relations")).to_be_visible()


def test_a_double_click_opens_neighbours(page: Page, client: httpx.Client) -> None:
    page.goto(f"/#/entity/{entity(client, 'Krasnov')}")
    expect(page.get_by_text("2 entities, 1 relation")).to_be_visible()
    click_on(page, entity(client, "Russia "), times=2)
    expect(page.get_by_text("3 entities, 2 relations")).to_be_visible()
    page.get_by_role("button", name="Collapse").click()
    expect(page.get_by_text("2 entities, 1 relation")).to_be_visible()


def test_filters_by_type_status_and_date_say_what_they_hold_back(page: Page, client: httpx.Client) -> None:
    page.goto(f"/#/entity/{entity(client, 'Russia ')}")
    expect(page.get_by_text("1 relation to others not shown: contested, denied, planned, hypothetical.")).to_be_visible()
    page.goto(f"/#/entity/{entity(client, 'img')}")
    expect(page.get_by_text("1 relation here not shown")).to_be_visible()
    page.get_by_label("denied").check()
    expect(page.get_by_text("2 entities, 2 relations")).to_be_visible()
    page.get_by_role("button", name="arrested 1").click()
    expect(page.locator(".relations tbody tr")).to_have_count(1)
    page.get_by_role("button", name="Reset").click()
    expect(page.locator(".relations tbody tr")).to_have_count(1)
    page.get_by_label("From").fill("2025-01-01")
    expect(page.get_by_text("0 relations without a date are left out")).to_be_visible()
    expect(page.locator(".relations tbody tr")).to_have_count(0)
    page.goto(f"/#/entity/{entity(client, 'Krasnov')}")
    page.get_by_label("From").fill("2025-01-01")
    expect(page.get_by_text("1 relation without a date is left out")).to_be_visible()


def test_filters_are_in_the_address_and_stay_for_the_next_entity(page: Page, client: httpx.Client) -> None:
    page.goto(f"/#/entity/{entity(client, 'img')}")
    page.get_by_label("denied").check()
    page.get_by_role("button", name="arrested 1").click()
    page.get_by_label("At least so many per cent sure").fill("20")
    expect(page).to_have_url(re.compile(r"\?status=actual\.alleged\.denied&without=ARRESTED&sure=20$"))
    other = page.context.new_page()
    other.goto(page.url)
    expect(other.get_by_label("denied")).to_be_checked()
    expect(other.get_by_label("At least so many per cent sure")).to_have_value("20")
    expect(other.locator(".relations tbody tr")).to_have_count(1)
    other.goto(f"/#/entity/{entity(client, 'Krasnov')}")
    expect(other.get_by_role("heading", name="Krasnov")).to_be_visible()
    expect(other.get_by_label("denied")).to_be_checked()
    other.go_back()
    expect(other.get_by_role("button", name="arrested 1")).to_have_attribute("aria-pressed", "false")
    other.goto("/#/overview?status=nonsense&from=yesterday&sure=-3")
    expect(other.get_by_label("actual")).not_to_be_checked()
    expect(other.get_by_label("At least so many per cent sure")).to_have_value("0")


def test_a_limit_on_certainty_counts_what_it_hides_and_the_evidence_says_so(page: Page, client: httpx.Client) -> None:
    page.goto(f"/#/entity/{entity(client, 'Krasnov')}")
    row = page.locator(".relations tbody tr")
    expect(row).to_contain_text("80 %")
    page.get_by_role("button", name="holds a post in", exact=True).click()
    evidence = page.get_by_role("complementary", name="Evidence")
    expect(evidence.locator("blockquote")).to_contain_text("Prosecutor General Igor Krasnov")
    expect(evidence.get_by_text("filters hide this relation")).to_have_count(0)
    limit = page.get_by_label("At least so many per cent sure")
    limit.fill("81")
    expect(row).to_have_count(0)
    expect(page.get_by_text("1 relation here not shown: less than 81 % sure.")).to_be_visible()
    expect(evidence.get_by_text("filters hide this relation")).to_be_visible()
    limit.fill("80")
    expect(row).to_have_count(1)
    expect(evidence.get_by_text("filters hide this relation")).to_have_count(0)


def test_nothing_is_counted_before_the_answer_is_there(page: Page, client: httpx.Client) -> None:
    held: list[Route] = []
    page.route("**/view", lambda route: held.append(route))
    page.goto(f"/#/entity/{entity(client, 'Krasnov')}")
    heading = page.get_by_role("region", name="Relations").get_by_role("heading")
    expect(heading).to_have_text("Reading…")
    expect(page.get_by_text("0 relations")).to_have_count(0)
    held[0].continue_()
    expect(heading).to_have_text("1 relation")


def test_a_slash_leads_to_the_search_box_and_is_not_typed_there(page: Page) -> None:
    page.goto("/")
    box = page.get_by_role("combobox", name="Search entities and articles")
    expect(box).to_be_focused()
    page.keyboard.press("/")
    expect(box).to_have_value("")
    page.keyboard.type("a/b")
    expect(box).to_have_value("a/b")


def test_a_part_of_a_sentence_stands_in_its_sentence_and_is_cut_visibly_alone(page: Page, client: httpx.Client) -> None:
    putin = entity(client, "Putin")
    page.goto(f"/#/relation/{edge(client, 'Putin', 'HOLDS_POSITION')['id']}")
    quoted = page.locator("blockquote")
    expect(quoted.locator("mark").first).to_contain_text("led by")
    assert "".join(quoted.locator("mark").all_inner_texts()) == "led by Vladimir Putin"
    assert len(quoted.inner_text()) > len("led by Vladimir Putin") + 20
    article = client.get(f"/api/entities/{putin}").json()["articles"]["shown"][0]["id"]
    page.goto(f"/#/article/{article}")
    brief = page.locator(".brief-frame").filter(has_text="led by Vladimir Putin")
    expect(brief.locator("q")).to_have_text("… led by Vladimir Putin …")
    expect(page.locator(".told.pointed")).to_have_count(0)
    brief.hover()
    expect(page.locator(".told.pointed").first).to_be_visible()
    assert "".join(page.locator(".told.pointed").all_inner_texts()) == "led by Vladimir Putin"


def test_a_claim_has_an_address_and_stands_beside_what_contradicts_it(page: Page, client: httpx.Client) -> None:
    card = client.get(f"/api/entities/{entity(client, 'Krasnov')}").json()
    claim = next(one for one in card["claims"]["shown"] if one["predicate"] == "STATED")
    page.goto(f"/#/claim/{claim['id']}")
    expect(page.get_by_role("heading", name="Contradicted by")).to_be_visible()
    page.get_by_role("link", name=re.compile("9% drop")).click()
    expect(page.get_by_role("complementary", name="Evidence").locator("blockquote mark").first).to_contain_text("The statement contradicts")


def test_a_question_shows_table_and_graph(page: Page) -> None:
    page.goto("/#/questions")
    page.get_by_role("link", name=re.compile("Who did what to whom", re.I)).first.click()
    expect(page.locator("table tbody tr").first).to_be_visible()
    page.goto("/#/cypher")
    page.get_by_label("Cypher").fill("MATCH (a)-[r:EXPELLED]->(b) RETURN a, r, b")
    page.get_by_role("button", name="Run").click()
    expect(page.get_by_role("img", name=re.compile("Graph of 2 entities"))).to_be_visible()
    page.get_by_role("button", name="Table").click()
    expect(page.get_by_role("link", name="almost 500 people")).to_be_visible()


def test_columns_of_an_answer_are_sorted_by_size_and_words_by_the_alphabet(page: Page) -> None:
    page.goto("/#/cypher")
    rows = "[[0.5, 'constructor'], [0.25, 'KILLED'], [0.9996, 'Ábc'], [null, null], [12.0, 'x']]"
    page.get_by_label("Cypher").fill(f"UNWIND {rows} AS one RETURN one[0] AS size, one[1] AS word")
    page.get_by_role("button", name="Run").click()
    cells = page.locator("tbody td")
    expect(cells).to_have_text(["0.50", "constructor", "0.25", "killed", "0.99", "Ábc", "–", "–", "12", "x"])
    page.locator("th button").first.click()
    expect(page.locator("tbody td:first-child")).to_have_text(["0.25", "0.50", "0.99", "12", "–"])
    page.locator("th button").first.click()
    expect(page.locator("tbody td:first-child")).to_have_text(["12", "0.99", "0.50", "0.25", "–"])
    page.locator("th button").last.click()
    expect(page.locator("tbody td:last-child")).to_have_text(["Ábc", "constructor", "killed", "x", "–"])


def test_a_query_that_writes_is_refused_in_words(watched: Watched) -> None:
    page = watched.page
    page.goto("/#/cypher")
    page.get_by_label("Cypher").fill("MATCH (n) DETACH DELETE n")
    page.get_by_role("button", name="Run").click()
    expect(page.get_by_role("alert")).not_to_be_empty()
    # The browser itself reports the status 400 of the refusal; nothing else may be wrong.
    assert [text for text in watched.errors if "400" not in text] == []
    watched.errors.clear()


def test_runs_show_what_they_brought_and_what_failed(page: Page) -> None:
    page.goto("/#/runs")
    expect(page.get_by_role("listitem").filter(has_text="The PDF is damaged")).to_be_visible()
    page.get_by_text("3 articles new or changed").click()
    page.get_by_role("link", name="Mass trial at the Harbour Court").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mass trial at the Harbour Court")


def test_hostile_names_titles_and_addresses_run_nothing(page: Page, client: httpx.Client) -> None:
    evil = entity(client, "img")
    article = client.get("/api/search", params={"q": "Lima"}).json()["articles"][0]["id"]
    relation = edge(client, "img", "ARRESTED")["id"]
    places = ["", "overview", f"entity/{evil}", f"relation/{relation}", f"article/{article}", "runs", "entity/%/node/%"]
    for address in places:
        page.goto("about:blank")
        page.goto(f"/#/{address}")
        expect(page.locator("main")).to_contain_text(re.compile(".{8}"))
        expect(page.locator(".waiting")).to_have_count(0)
        assert page.evaluate("window.hurt") is None, address
        assert page.locator("main img[src], main script").count() == 0, address
        assert page.locator("a[href^='javascript']").count() == 0, address
    page.goto(f"/#/relation/{relation}")
    expect(page.locator("blockquote")).to_contain_text("[U+202E]gro.live")
    expect(page.locator(".source")).to_have_count(0)


def test_links_to_sources_tell_nobody_where_they_come_from(page: Page, client: httpx.Client) -> None:
    page.goto(f"/#/relation/{edge(client, 'Russian regime', 'ARRESTED')['id']}")
    link = page.locator("a.source")
    expect(link).to_have_attribute("href", "https://example.org/persecution-of-foreigners")
    expect(link).to_have_attribute("rel", "noopener noreferrer")
    assert page.context.cookies() == []


def test_dark_colours_stay(page: Page) -> None:
    page.goto("/")
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name="Switch to dark colours").click()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != before
    page.reload()
    expect(page.get_by_role("button", name="Switch to light colours")).to_be_visible()
