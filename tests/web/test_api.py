"""What the server answers, asked of a real one over a real store."""

import httpx
import pytest

from tests.web.store import EVIL, EVIL_TITLE


def entity(client: httpx.Client, words: str) -> str:
    """Id of the first entity found."""
    found = client.get("/api/search", params={"q": words}).json()["entities"]
    return str(found[0]["id"])


def edge(client: httpx.Client, subject: str, type_: str, statuses: list[str] | None = None) -> dict[str, object]:
    """The relation of that type in the entity's first view."""
    view = client.post(f"/api/entities/{entity(client, subject)}/view", json={"statuses": statuses or ["actual", "alleged"]}).json()
    return next(one for one in view["edges"] if one["type"] == type_)


def test_the_start_view_knows_what_is_in_the_store(client: httpx.Client) -> None:
    about = client.get("/api/about").json()
    assert about["missing"] is None
    assert about["counts"]["articles"] == 3
    assert about["counts"]["claims"] == 100
    assert about["counts"]["entities"]["Country"] == 1
    assert about["last_run"]["counts"]["failed"] == 1
    assert about["vocabulary"]["predicates"]["ARRESTED"]["inverse"]


def test_search_finds_entities_by_beginnings_and_articles_by_words(client: httpx.Client) -> None:
    found = client.get("/api/search", params={"q": "kras"}).json()
    assert [one["name"] for one in found["entities"]] == ["Igor Krasnov"]
    articles = client.get("/api/search", params={"q": "concert hall"}).json()["articles"]
    assert articles[0]["title"] == "Russian regime intensifies persecution of foreigners"
    assert "concert" in [piece["text"] for piece in articles[0]["snippet"] if piece["marks"] == ["hit"]]
    assert client.get("/api/search", params={"q": '"\' OR *'}).status_code == 200


def test_a_card_tells_positions_and_what_is_said(client: httpx.Client) -> None:
    card = client.get(f"/api/entities/{entity(client, 'Krasnov')}").json()
    assert [(fact["phrase"], fact["other"]["name"], fact["detail"]) for fact in card["facts"]] == [
        ("holds a post in", "Russia", "Prosecutor General")
    ]
    assert card["claims"]["total"] == 2
    assert card["articles"]["shown"][0]["published"] is None
    assert card["details"] == [], "a kind is of organizations, and `other` says nothing"


def test_a_relation_opens_the_exact_words_with_their_qualifications(client: httpx.Client) -> None:
    found = client.get(f"/api/relations/{edge(client, 'Russian regime', 'ARRESTED')['id']}").json()
    (claim,) = found["claims"]
    pieces = claim["evidence"]["pieces"]
    assert "".join(piece["text"] for piece in pieces).startswith("At the end of March, the regime arrested around 40 migrants")
    assert [piece["text"] for piece in pieces if "object" in piece["marks"]] == ["migrants"]
    assert (claim["date"], claim["count"], claim["place"]["name"]) == ("March, year not known", "about 40", "Moscow")


def test_words_after_characters_outside_the_first_plane_are_cut_right(client: httpx.Client) -> None:
    found = client.get(f"/api/relations/{edge(client, 'img', 'ARRESTED')['id']}").json()
    pieces = found["claims"][0]["evidence"]["pieces"]
    assert [piece["text"] for piece in pieces if "subject" in piece["marks"]] == [EVIL]


def test_contradicting_claims_stand_beside_each_other(client: httpx.Client) -> None:
    card = client.get(f"/api/entities/{entity(client, 'Krasnov')}").json()
    statement = next(one for one in card["claims"]["shown"] if one["predicate"] == "STATED")
    claim = client.get(f"/api/claims/{statement['id']}").json()
    (other,) = claim["contradicts"]
    assert "9% drop" in other["quote"]
    assert client.get(f"/api/claims/{other['id']}").json()["contradicts"][0]["id"] == statement["id"]


def test_an_article_is_whole_and_says_where_its_claims_are(client: httpx.Client) -> None:
    hit = client.get("/api/search", params={"q": "concert hall"}).json()["articles"][0]
    article = client.get(f"/api/articles/{hit['id']}").json()
    text = "\n".join("".join(passage["text"] for passage in paragraph) for paragraph in article["paragraphs"])
    assert "Prosecutor General Igor Krasnov stated" in text
    arrest = next(one for one in article["claims"] if one["predicate"] == "ARRESTED")
    told = [passage["text"] for paragraph in article["paragraphs"] for passage in paragraph if arrest["id"] in passage["claims"]]
    assert "".join(told) == arrest["quote"]


def test_a_view_is_bounded_and_grows_without_moving_what_is_shown(client: httpx.Client) -> None:
    court = entity(client, "Harbour")
    view = client.post(f"/api/entities/{court}/view", json={}).json()
    assert (len(view["nodes"]), view["total"]) == (41, 90)
    shown = [(node["id"], node["x"], node["y"]) for node in view["nodes"]]
    more = client.post(f"/api/entities/{court}/grow", json={"shown": shown}).json()
    assert len(more["nodes"]) == 25
    assert {node["id"] for node in more["nodes"]}.isdisjoint({id_ for id_, _, _ in shown})
    assert len(more["edges"]) == 65


def test_dates_and_statuses_choose_neighbours(client: httpx.Client) -> None:
    court = entity(client, "Harbour")
    day = client.post(f"/api/entities/{court}/view", json={"from": "2023-06-02", "to": "2023-06-02"}).json()
    assert day["total"] == 4
    evil = entity(client, "img")
    denied = client.post(f"/api/entities/{evil}/view", json={"statuses": ["denied"]}).json()
    assert denied["total"] == 1
    assert {one["status"] for one in denied["edges"]} == {"actual", "denied"}


def test_a_view_tells_of_relations_whose_other_end_it_leaves_out(client: httpx.Client) -> None:
    russia = entity(client, "Russia ")
    view = client.post(f"/api/entities/{russia}/view", json={}).json()
    assert "almost 500 people" not in {node["name"] for node in view["nodes"]}
    assert view["elsewhere"] == 1
    planned = client.post(f"/api/entities/{russia}/view", json={"statuses": ["actual", "alleged", "planned"]}).json()
    assert ("almost 500 people" in {node["name"] for node in planned["nodes"]}, planned["elsewhere"]) == (True, 0)


def test_a_question_is_answered_as_rows_and_as_a_picture(client: httpx.Client) -> None:
    names = [one["name"] for one in client.get("/api/questions").json()]
    assert len(names) >= 15
    answer = client.post("/api/questions/who-did-what", json={"parameters": {}}).json()
    assert answer["rows"]
    nowhere = client.post("/api/questions/who-did-what", json={"parameters": {"country": "Atlantis"}}).json()
    assert (answer["note"], nowhere["rows"], nowhere["note"]) == (None, [], "No country is called “Atlantis” in this graph.")
    wrong = client.post("/api/questions/who-did-what", json={"parameters": {"no_such": "x"}})
    assert (wrong.status_code, "no_such" in wrong.json()["error"]) == (400, True)


@pytest.mark.parametrize(
    "cypher",
    ["MATCH (n) DETACH DELETE n", "CREATE (n:Person)", "LOAD CSV FROM 'file:///etc/passwd' AS row RETURN row", "MATCH (n RETURN n"],
)
def test_free_cypher_reads_only_and_errors_are_one_sentence(client: httpx.Client, cypher: str) -> None:
    answer = client.post("/api/cypher", json={"text": cypher})
    assert answer.status_code == 400
    assert 10 < len(answer.json()["error"]) < 500


def test_free_cypher_returns_entities_that_can_be_drawn(client: httpx.Client) -> None:
    answer = client.post("/api/cypher", json={"text": "MATCH (a)-[r:EXPELLED]->(b) RETURN a, r, b, [a] AS list, 1.5 AS n"}).json()
    ((who, relation, _, as_list, number),) = answer["rows"]
    assert (who["name"], relation["type"], as_list[0]["kind"], number) == ("Russia", "EXPELLED", "node", 1.5)
    assert len(answer["view"]["nodes"]) == 2


def test_runs_say_what_they_brought_what_failed_and_why(client: httpx.Client) -> None:
    (run,) = client.get("/api/runs").json()
    assert run["counts"]["new"] == 3
    assert [(one["title"], one["outcome"], one["claims"]) for one in run["readings"]] == [
        ("Russian regime intensifies persecution of foreigners", "new", 8), (EVIL_TITLE, "new", 2),
        ("Mass trial at the Harbour Court", "new", 90),
    ]
    assert run["failures"] == [{"what": "https://example.org/broken.pdf", "why": f"The PDF is damaged {EVIL}."}]


def test_hostile_text_travels_as_text(client: httpx.Client) -> None:
    answer = client.get("/api/search", params={"q": "Lima"})
    assert answer.headers["content-type"] == "application/json"
    assert answer.json()["articles"][0]["title"] == EVIL_TITLE


@pytest.mark.parametrize("place", ["entities/none", "relations/none", "claims/none", "articles/none", "questions/none", "none"])
def test_what_is_not_there_is_said_in_a_sentence(client: httpx.Client, place: str) -> None:
    post = place.startswith("questions")
    answer = client.post(f"/api/{place}", json={"parameters": {}}) if post else client.get(f"/api/{place}")
    assert answer.status_code == 404
    assert answer.json()["error"].endswith(".")


@pytest.mark.parametrize("body", [{"statuses": ["nonsense"]}, {"types": ["X) DELETE"]}, {"from": "yesterday"}, {"more": 1}])
def test_a_wrong_scope_is_refused(client: httpx.Client, body: dict[str, object]) -> None:
    assert client.post("/api/overview", json=body).status_code == 400
