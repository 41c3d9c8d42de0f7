"""GraphML, GEXF and JSON: what was written is read back by other programs' readers, nothing lost, nothing half written."""

import io
import json
from pathlib import Path

import networkx as nx
import pytest

from kg.errors import UserError
from kg.export import WRITERS, write_file, write_stream
from kg.export.select import Part, Wish, select
from tests.export.graphs import Rows, hong_kong

HOSTILE = "Ann <b>\x00\x0b & \ud800 \"quoted\" ]]> O'Neil \U0001f600"


def written(part: Part, format: str) -> bytes:
    stream = io.BytesIO()
    write_stream(part, format, stream)
    return stream.getvalue()


def hostile() -> Part:
    rows = Rows()
    rows.node("Person", "p-1", name=HOSTILE, aliases=[HOSTILE, "A"])
    rows.node("Person", "p-2", name="B", aliases=[])
    rows.relate("KILLED", "p-1", "p-2", rows.article("a-1", title=HOSTILE), HOSTILE)
    return select(rows.graph(), Wish())


def test_graphml_holds_every_node_and_relationship_with_its_properties() -> None:
    part = select(hong_kong(), Wish())
    read = nx.read_graphml(io.BytesIO(written(part, "graphml")), force_multigraph=True)
    assert set(read) == set(part.whole)
    assert {key for *_, key in read.edges(keys=True)} == {key for *_, key in part.whole.edges(keys=True)}
    police = read.nodes["o-police"]
    assert (police["label"], police["node_type"], police["aliases"]) == ("Hong Kong police", "Organization", "the police; HKPF")
    arrested = read.edges["o-police", "p-wong", "r-3"]
    assert (arrested["relationship"], arrested["articles"], arrested["claims"]) == ("ARRESTED", 1, "c-0")
    assert read.nodes["c-0"]["start_offset"] == 3


def test_gexf_holds_every_node_and_relationship_with_its_properties() -> None:
    part = select(hong_kong(), Wish())
    read = nx.read_gexf(io.BytesIO(written(part, "gexf")))
    assert set(read) == set(part.whole) and read.number_of_edges() == part.whole.number_of_edges()
    assert (read.nodes["c-0"]["start_offset"], read.nodes["c-0"]["label"]) == (3, "Police arrested Joshua Wong on Tuesday.")
    kinds = sorted(data["relationship"] for _, _, data in read.edges(data=True))
    assert kinds == sorted(data["type"] for _, _, data in part.whole.edges(data=True))


def test_json_is_the_property_graph_itself() -> None:
    part = select(hong_kong(), Wish())
    data = json.loads(written(part, "json"))
    nodes = {node["id"]: (node["label"], node["properties"]) for node in data["nodes"]}
    assert nodes == {node: (values["label"], values["properties"]) for node, values in part.whole.nodes(data=True)}
    read = nx.node_link_graph(data, edges="relationships", key="id")
    assert {(source, target, key, values["type"]) for source, target, key, values in read.edges(keys=True, data=True)} == {
        (source, target, key, values["type"]) for source, target, key, values in part.whole.edges(keys=True, data=True)
    }


@pytest.mark.parametrize("format", ["graphml", "gexf", "json"])
def test_odd_characters_do_not_break_the_file(format: str) -> None:
    content = written(hostile(), format)
    if format == "json":
        assert len(json.loads(content)["nodes"]) == 4
    else:
        read = nx.read_graphml(io.BytesIO(content)) if format == "graphml" else nx.read_gexf(io.BytesIO(content))
        assert "Ann <b>" in read.nodes["p-1"]["label"] and "O'Neil \U0001f600" in read.nodes["p-1"]["label"]


@pytest.mark.parametrize("format", list(WRITERS))
def test_an_empty_graph_is_a_file_too(format: str) -> None:
    assert written(select(Rows().graph(), Wish()), format)


@pytest.mark.parametrize("format", list(WRITERS))
def test_the_same_graph_gives_the_same_file(format: str) -> None:
    first, second = (written(select(hong_kong(), Wish()), format) for _ in range(2))
    lines = zip(first.splitlines(), second.splitlines(), strict=True)
    assert all(one == other for one, other in lines if b"lastmodifieddate" not in one and b"Creator" not in one)


def test_a_file_is_replaced_only_on_request_and_only_by_a_whole_one(tmp_path: Path) -> None:
    part, path = select(hong_kong(), Wish()), tmp_path / "graph.json"
    path.write_text("mine")
    with pytest.raises(UserError, match="--force"):
        write_file(part, "json", path)
    broken = Part(part.whole, part.relations, frozenset({"nobody"}), None, 1, part.wish)
    with pytest.raises(KeyError):
        write_file(broken, "json", path, replace=True)
    assert path.read_text() == "mine" and [found.name for found in tmp_path.iterdir()] == ["graph.json"]
    write_file(part, "json", path, replace=True)
    assert json.loads(path.read_text())["directed"] is True
    with pytest.raises(UserError, match="cannot be written"):
        write_file(part, "json", tmp_path / "nowhere" / "graph.json")
