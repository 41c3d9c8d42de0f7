"""One self-contained page to send: pyvis makes the data of the network, a template of our own makes the page.

pyvis's own page names files on a CDN and puts names into markup and script, so it is not used. Here names travel as JSON
only and are shown as text only; the Content-Security-Policy lets nothing run but the two scripts whose hashes it holds, and
nothing be loaded. Positions are given and the physics is off, so the page opens at once.
"""

import base64
import hashlib
import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Any, BinaryIO

import networkx as nx
import pyvis
from pyvis.network import Network

from kg import __version__
from kg.errors import UserError
from kg.export.evidence import Evidence
from kg.export.flat import name_of
from kg.export.layout import place, readable
from kg.export.select import Part
from kg.export.shape import edge_shapes, node_shape
from kg.export.words import notes, page_title
from kg.graph.memory import Multigraph
from kg.ontology import load_ontology

LIMIT = 1000
"""Relationships drawn unless asked for more or fewer."""
MOST = 5000
"""Relationships a browser on a weak laptop still moves."""
_LABELLED = 250
"""Relationships up to which each arrow carries its word; beyond, the words would cover the picture."""
_NAMED = 40
"""Nodes with the most relationships, whose names are readable without zooming in where there is room for them."""


def write(part: Part, stream: BinaryIO) -> None:
    """The part as one HTML file in UTF-8. Raises UserError for more than 5,000 relationships."""
    if len(part.relations) > MOST:
        raise UserError(f"A picture holds at most {MOST:,} relationships; --limit or --entity makes it smaller.")
    stream.write(_page(part).encode("utf-8", "replace"))


def _page(part: Part) -> str:
    evidence = Evidence(part.whole)
    network = _network(part, evidence)
    nodes, edges, _, _, _, options = network.get_network_data()
    data = {
        "nodes": nodes, "edges": edges, "options": json.loads(options), "details": [evidence.of(ends) for ends in part.relations],
        "articles": evidence.articles, "legend": _legend(part),
    }
    library = _text(Path(pyvis.__file__).parent / "templates" / "lib" / "vis-9.1.2" / "vis-network.min.js")
    program, style = _asset("page.js"), _asset("page.css")
    template = network.templateEnv.get_template(network.path)
    return str(
        template.render(
            title=page_title(part), notes=notes(part, evidence.publishers), version=__version__,
            policy=_policy([library, program], [style]), style=style, library=library, program=program, data=_embedded(data),
        )
    )


def _network(part: Part, evidence: Evidence) -> Network:
    """Nodes and arrows as pyvis keeps them. Directed, since pyvis drops parallel edges of undirected networks."""
    network = Network(directed=True, notebook=False, cdn_resources="in_line")
    network.set_template_dir(str(files("kg.export") / "page"), "page.html")
    drawn: Multigraph = nx.MultiDiGraph()
    drawn.add_nodes_from(node for node in part.nodes if node in _entities(part))
    for source, target, key in part.relations:
        drawn.add_edge(source, target, key)
    places = place(drawn)
    ranked = [node for node, _ in sorted(drawn.degree(), key=lambda pair: (-pair[1], pair[0]))]
    known = readable({node: (places[node], name_of(node, part.whole.nodes[node])) for node in ranked[:_NAMED]})
    for node in sorted(drawn):
        x, y = places[node]
        data = part.whole.nodes[node]
        shape = node_shape(name_of(node, data), data, drawn.degree(node), centre=node == part.centre)
        network.add_node(node, x=x, y=y, known=node in known, **shape)
    shapes = edge_shapes(part, labelled=len(part.relations) <= _LABELLED)
    for number, (ends, shape) in enumerate(zip(part.relations, shapes, strict=True)):
        network.add_edge(ends[0], ends[1], id=number, title=evidence.tip(ends), **shape)
    network.options = _OPTIONS
    return network


_OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "tooltipDelay": 150, "multiselect": False, "hideEdgesOnZoom": False, "keyboard": False},
    "nodes": {
        "shape": "dot", "borderWidth": 1.5, "scaling": {"label": {"drawThreshold": 6}},
        "font": {"size": 15, "color": "#1d2733", "strokeWidth": 4, "strokeColor": "#ffffff"},
    },
    "edges": {
        "selectionWidth": 2, "arrows": {"to": {"scaleFactor": 0.55}},
        "font": {"size": 11, "color": "#45525f", "strokeWidth": 3, "strokeColor": "#ffffff", "align": "middle"},
    },
}


def _entities(part: Part) -> set[str]:
    return {node for ends in part.relations for node in ends[:2]} | ({part.centre} if part.centre else set())


def _legend(part: Part) -> dict[str, Any]:
    """Which colours stand for what, with how many of each there are."""
    ontology = load_ontology()
    labels = [part.whole.nodes[node]["label"] for node in _entities(part)]
    kinds = [part.whole.edges[ends]["type"] for ends in part.relations]
    return {
        "nodes": [[kind.plural, kind.colour, labels.count(key)] for key, kind in ontology.entity_types.items() if key in labels],
        "edges": [[kind.label, kind.colour, kinds.count(key)] for key, kind in ontology.predicates.items() if key in kinds],
    }


def _embedded(data: Any) -> str:
    """JSON that can stand inside a script element: no character in it can end the element or begin another."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return re.sub("[<>&\u2028\u2029]", lambda sign: f"\\u{ord(sign.group()):04x}", text)


def _policy(scripts: list[str], styles: list[str]) -> str:
    """A Content-Security-Policy that allows exactly these scripts and styles, and no connection at all."""
    allowed = [" ".join(f"'sha256-{_digest(text)}'" for text in texts) for texts in (scripts, styles)]
    return f"default-src 'none'; script-src {allowed[0]}; style-src {allowed[1]}; img-src data:; base-uri 'none'; form-action 'none'"


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _asset(name: str) -> str:
    return _text(Path(str(files("kg.export") / "page" / name)))


def _text(path: Path) -> str:
    """A file with the line ends that a browser hashes."""
    return path.read_text("utf-8").replace("\r\n", "\n").replace("\r", "\n")
