"""The commands and the explorer with the graph on a Neo4j server: as on the embedded one, and no password in what they print."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from deploy.neo4j.server import Server
from kg.archive import Archive
from kg.errors import StoreError
from kg.graph import open_graph
from kg.graph.neo4j.backend import Neo4jBackend
from kg.graph.publish import publish
from kg.settings import Settings
from kg.web.app import create_app
from tests.graph.places import empty, server_place
from tests.graph.test_publish import FIRST, SECOND, published, save


@pytest.fixture
def settings(neo4j_server: Server, tmp_path: Path) -> Settings:
    empty(neo4j_server)
    made = Settings(store=tmp_path / "store", graph=neo4j_server.address, graph_password_file=neo4j_server.password_file)
    with Archive.open(made) as archive:
        save(archive, "file:///a", FIRST, ("police", "ARRESTED", "Ann Lee"), ("Russia", "ARRESTED!", "Ann Lee"))
    return made


def kg(settings: Settings, *words: str, given: str | None = None) -> subprocess.CompletedProcess[str]:
    assert settings.graph_password_file is not None
    password = settings.graph_password_file.read_text("utf-8")
    environment = {**os.environ, "KG_GRAPH_PASSWORD": password, "KG_STORE": str(settings.store), "KG_GRAPH": ""}
    # An export is made from the archive alone.
    where = [] if words[0] == "export" else ["--graph", settings.graph]
    done = subprocess.run(
        [sys.executable, "-m", "kg", *words, *where], input=given, capture_output=True, text=True, env=environment,
        timeout=300, check=False,
    )
    assert password not in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done


def test_the_graph_of_another_archive_is_replaced_on_express_wish_only(settings: Settings, tmp_path: Path) -> None:
    with Archive.open(settings) as archive:
        publish(archive, settings)
    time.sleep(0.005)
    other = settings.model_copy(update={"store": tmp_path / "other"})
    with Archive.open(other) as archive:
        save(archive, "file:///b", SECOND, ("police", "RELEASED", "Bo Kim"))
        with pytest.raises(StoreError, match="made from another archive"):
            publish(archive, other)
        assert "made from another archive" in kg(other, "status").stdout
        assert publish(archive, other, rebuild=True) == "built"
        published(other, open_graph(other))


def test_commands(settings: Settings, tmp_path: Path) -> None:
    assert "not there, or not whole" in kg(settings, "status").stdout
    asked = kg(settings, "query", "coverage")
    assert (asked.returncode, asked.stderr.count("\n")) == (2, 1)
    assert "There is no graph at" in asked.stderr
    assert kg(settings, "rebuild").stdout == "The graph was built.\n"
    assert "up to date" in kg(settings, "status").stdout
    found = kg(settings, "query", "-", "--format", "json", given="MATCH (s)-[r:ARRESTED]->(o) RETURN s.name AS s, o.name AS o ORDER BY s")
    assert json.loads(found.stdout) == [{"s": "Russia", "o": "Ann Lee"}, {"s": "police", "o": "Ann Lee"}]
    claim = json.loads(kg(settings, "query", "who-did-what", "--format", "json").stdout)[0]["claim_id"]
    assert kg(settings, "judge", "wrong", claim).returncode == 0
    assert kg(settings, "query", "who-did-what", "--format", "json").stdout.count("claim_id") == 0
    assert kg(settings, "export", "--format", "json", "-o", str(tmp_path / "graph.json")).returncode == 0
    assert kg(settings, "export", "--format", "neo4j", "-o", str(tmp_path / "import")).returncode == 0
    assert (tmp_path / "import" / "import.args").exists()


def test_the_console_of_the_explorer_only_reads(settings: Settings) -> None:
    with Archive.open(settings) as archive:
        publish(archive, settings)
    with TestClient(create_app(settings), base_url="http://127.0.0.1") as client:
        for text in ("CREATE (n)", "MATCH (n) DELETE n", "LOAD CSV FROM 'file:///etc/passwd' AS l RETURN l", "CALL dbms.listConfig()"):
            assert client.post("/api/cypher", json={"text": text}).status_code == 400
        answer = client.post("/api/cypher", json={"text": "MATCH (n:Person) RETURN n"})
        assert (answer.status_code, len(answer.json()["rows"])) == (200, 1)
        shown = client.post("/api/overview", json={})
        assert {node["name"] for node in shown.json()["nodes"]} >= {"Ann Lee", "police"}
    published(settings, open_graph(settings))


def test_files_for_the_offline_import(settings: Settings, tmp_path: Path, neo4j_server: Server) -> None:
    tricky = 'He said "no;\nnever", \\ and left, 1\x1d2.'
    with Archive.open(settings) as archive:
        save(archive, "file:///b", f"The police freed Bo Kim. {tricky}", ("police", "RELEASED", "Bo Kim"))
    assert kg(settings, "export", "--format", "neo4j", "-o", str(tmp_path / "import")).returncode == 0
    other = Server(tmp_path / "server")
    done = other.admin("database", "import", "full", "neo4j", "@import.args", cwd=tmp_path / "import")
    assert done.returncode == 0, done.stdout + done.stderr
    with other:
        there = settings.model_copy(update={"graph": other.address, "graph_password_file": other.password_file})
        with pytest.raises(StoreError, match="imported and not yet compared"):
            Neo4jBackend(server_place(other, tmp_path)).open()
        with Archive.open(there) as archive:
            assert publish(archive, there) == "built"
        published(there, open_graph(there))
