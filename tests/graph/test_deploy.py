"""What comes with kg for a server of one's own."""

import re
import shutil
from pathlib import Path

import pytest
import yaml

from deploy.neo4j import server
from deploy.neo4j.style import FILE, style
from kg.graph.contract import SCHEMES
from kg.settings import Settings

ROOT = Path(__file__).parents[2]


def test_the_browser_style_has_the_colours_of_the_ontology() -> None:
    assert FILE.read_text("utf-8") == style() + "\n", "browser.grass is old: python -m deploy.neo4j.style > deploy/neo4j/browser.grass"


def test_the_compose_file_is_of_the_same_server_and_lets_nobody_in_from_outside() -> None:
    (service,) = yaml.safe_load((ROOT / "deploy" / "neo4j" / "compose.yml").read_text("utf-8"))["services"].values()
    assert service["image"] == f"neo4j:{'.'.join(server.version().split('.')[:2])}-community"
    assert all(port.startswith("127.0.0.1:") for port in service["ports"])
    assert "NEO4J_AUTH" not in service["environment"], "the password is in a file"


def test_the_manual_names_every_setting_and_scheme() -> None:
    manual = (ROOT / "docs" / "neo4j.md").read_text("utf-8")
    names = [f"KG_{name.upper()}" for name in Settings.model_fields if name.startswith("graph")]
    assert len(names) == 5
    assert [name for name in names if f"`{name}`" not in manual] == []
    assert [scheme for scheme in SCHEMES if not re.search(rf"`{re.escape(scheme)}://|`\+{scheme.partition('+')[2]}`", manual)] == []


def test_what_is_missing_is_one_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KG_NEO4J_LIB", str(tmp_path / "lib"))
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(server.Missing, match=r"^The Neo4j server needs Java 17 or newer .*\)\.$"):
        server.java()
    with pytest.raises(server.Missing, match="Maven, which fetches it, is missing"):
        server.provide()
