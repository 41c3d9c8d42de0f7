"""A server that runs shows what later ingestions publish."""

from pathlib import Path

import httpx

from tests.web.conftest import serve, stop
from tests.web.store import build, hostile_report, seed_report
from tests.web.test_api import entity


def test_what_is_ingested_meanwhile_is_there_at_the_next_click(tmp_path: Path, built_page: None) -> None:
    running = serve(tmp_path / "store")
    with httpx.Client(base_url=running.address, timeout=120) as client:
        assert client.get("/api/about").json()["missing"]
        for reports, words, neighbours in (([seed_report()], "Krasnov", 1), ([seed_report(), hostile_report()], "Ruiz", 1)):
            build(tmp_path / "store", reports)
            assert client.get("/api/about").json()["counts"]["articles"] == len(reports)
            view = client.post(f"/api/entities/{entity(client, words)}/view", json={}).json()
            assert view["total"] == neighbours
    assert stop(running) == 0
