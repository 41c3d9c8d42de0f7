"""The network: MiniLM with letter shapes at its input, and the heads over its words."""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F

from kg.extract.language.words import SHAPE_SIZES
from training.examples import MENTION_TAGS, MENTION_TYPES, NAME_TAGS

WIDTH, LAYERS, ATTENTION_HEADS, INNER = 384, 6, 12, 1536
ARC, LABEL = 256, 128
BUCKETS = 18  # word positions relative to a span: 8 before, inside, 8 after, no span
DISTANCES = 24


class Shapes(nn.Module):
    """Sum of embeddings of the letter-shape features; starts at zero so that the pretrained encoder is undisturbed."""

    def __init__(self) -> None:
        super().__init__()
        self.tables = nn.ModuleList(nn.Embedding(size, WIDTH) for size in SHAPE_SIZES)
        for table in self.tables:
            nn.init.zeros_(table.weight)

    def forward(self, features: Tensor) -> Tensor:
        """(…, 4) feature values -> (…, 384)."""
        return sum(table(features[..., i]) for i, table in enumerate(self.tables))  # type: ignore[return-value]


class Layer(nn.Module):
    """A BERT layer."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """(B, T, 384) -> the same; bias (B, 1, 1, T) is added to the attention scores."""
        batch, size, _ = x.shape
        q, k, v = (f(x).view(batch, size, ATTENTION_HEADS, -1).transpose(1, 2) for f in (self.query, self.key, self.value))
        if torch.onnx.is_in_onnx_export():
            scores = q @ k.transpose(-1, -2) / (WIDTH // ATTENTION_HEADS) ** 0.5 + bias
            mixed = torch.softmax(scores, -1) @ v
        else:
            mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=bias)
        mixed = mixed.transpose(1, 2).reshape(batch, size, WIDTH)
        x = self.norm1(x + self.out(mixed))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    """MiniLM over wordpieces; gives one vector a word, the mean of its first and last piece."""

    def __init__(self) -> None:
        super().__init__()
        self.words, self.positions = nn.Embedding(30522, WIDTH), nn.Embedding(512, WIDTH)
        self.norm, self.drop = nn.LayerNorm(WIDTH, eps=1e-12), nn.Dropout(0.1)
        self.shapes, self.word_shapes = Shapes(), Shapes()
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.words.weight.requires_grad_(False)

    def forward(self, pieces: Tensor, features: Tensor, first: Tensor, last: Tensor) -> Tensor:
        """pieces (B, T), 0 is padding; features (B, T, 4); first, last (B, W) piece of each word -> (B, W, 384)."""
        bias = ((pieces == 0).float() * -1e4)[:, None, None, :]
        positions = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.drop(self.norm(self.words(pieces) + self.positions(positions) + self.shapes(features)))
        for layer in self.layers:
            x = layer(x, bias)
        index = torch.arange(pieces.shape[0], device=pieces.device)[:, None]
        return 0.5 * (x[index, first] + x[index, last]) + self.word_shapes(features[index, first])

    def load_pretrained(self, path: Path) -> None:
        """Weights of all-MiniLM-L6-v2 (safetensors, Hugging Face names)."""
        old = {k.removeprefix("bert."): v for k, v in load_file(path).items()}
        new = self.state_dict()
        new["words.weight"] = old["embeddings.word_embeddings.weight"]
        new["positions.weight"] = old["embeddings.position_embeddings.weight"] + old["embeddings.token_type_embeddings.weight"][0]
        names = {"query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
                 "out": "attention.output.dense", "norm1": "attention.output.LayerNorm", "up": "intermediate.dense",
                 "down": "output.dense", "norm2": "output.LayerNorm"}  # fmt: skip
        for kind in ("weight", "bias"):
            new[f"norm.{kind}"] = old[f"embeddings.LayerNorm.{kind}"]
            for i in range(LAYERS):
                for ours, theirs in names.items():
                    new[f"layers.{i}.{ours}.{kind}"] = old[f"encoder.layer.{i}.{theirs}.{kind}"]
        self.load_state_dict(new)


def _mlp(size: int, out: int, drop: float = 0.2) -> nn.Sequential:
    return nn.Sequential(nn.Linear(WIDTH, size), nn.GELU(), nn.Dropout(drop), nn.Linear(size, out))


class WordHeads(nn.Module):
    """Sentence start, tags, names, mentions, and the four projections of the dependency parser."""

    def __init__(self, xpos: int, upos: int) -> None:
        super().__init__()
        self.drop = nn.Dropout(0.15)
        self.start, self.xpos, self.upos = nn.Linear(WIDTH, 1), nn.Linear(WIDTH, xpos), nn.Linear(WIDTH, upos)
        self.names = _mlp(256, len(NAME_TAGS))
        self.outer, self.inner = _mlp(256, len(MENTION_TAGS)), _mlp(256, len(MENTION_TAGS))
        sizes = (ARC, ARC, LABEL, LABEL)
        self.parse = nn.ModuleList(nn.Sequential(nn.Linear(WIDTH, s), nn.GELU(), nn.Dropout(0.25)) for s in sizes)
        self.arc_out = nn.Linear(ARC, ARC)

    def forward(self, words: Tensor) -> dict[str, Tensor]:
        """words (B, W, 384) -> logits a word, and `arcs` (B, W, W + 1): score of each head, the last column is the root's."""
        x = self.drop(words)
        found = {name: getattr(self, name)(x) for name in ("start", "xpos", "upos", "names", "outer", "inner")}
        dep, head, found["label_dep"], found["label_head"] = (f(x) for f in self.parse)
        root = self.root.expand(x.shape[0], 1, ARC)
        found["arcs"] = (self.arc_out(dep) @ torch.cat([head, root], 1).transpose(1, 2)) * ARC**-0.5
        return found

    def build_root(self) -> None:
        """The vector that stands for the head of a root."""
        self.root = nn.Parameter(torch.randn(1, 1, ARC) * 0.1)


class Labels(nn.Module):
    """Biaffine scores of dependency labels for given arcs."""

    def __init__(self, labels: int) -> None:
        super().__init__()
        self.bilinear = nn.Parameter(torch.randn(LABEL, labels * LABEL) * LABEL**-1.0)
        self.dep, self.head = nn.Linear(LABEL, labels), nn.Linear(LABEL, labels)
        self.root = nn.Parameter(torch.randn(LABEL) * 0.1)

    def forward(self, dep: Tensor, head: Tensor) -> Tensor:
        """dep, head (N, LABEL) -> (N, labels)."""
        mixed = (dep @ self.bilinear).view(dep.shape[0], -1, LABEL)
        return (mixed @ head[:, :, None]).squeeze(-1) + self.dep(dep) + self.head(head)


class PairHead(nn.Module):
    """Which predicates a pair of mentions states: span vectors, their types, and attention over the words around them."""

    def __init__(self, predicates: int, size: int = 256, key: int = 128, value: int = 256, heads: int = 4) -> None:
        super().__init__()
        self.heads = heads
        types = len(MENTION_TYPES) + 1
        self.span = nn.ModuleList(nn.Linear(3 * WIDTH, size) for _ in range(2))
        self.types = nn.ModuleList(nn.Embedding(types, size) for _ in range(2))
        self.distance = nn.Embedding(DISTANCES, size)
        self.query = nn.Linear(3 * size, key)
        self.keys, self.values = nn.Linear(WIDTH, key), nn.Linear(WIDTH, value)
        self.near_key = nn.ModuleList(nn.Embedding(BUCKETS, key) for _ in range(2))
        self.near_value = nn.ModuleList(nn.Embedding(BUCKETS, value) for _ in range(2))
        self.mix = nn.Sequential(nn.Linear(3 * size + value + size, 512), nn.GELU(), nn.Dropout(0.25))
        self.predicates = nn.Linear(512, predicates + 1)
        self.aspects = nn.Linear(512, 6)
        self.drop = nn.Dropout(0.2)

    def forward(self, words: Tensor, pairs: Tensor, around: Tensor) -> tuple[Tensor, Tensor]:
        """words (N, 384) of a text; pairs (P, 8): start, end, type of subject and of object, then window start and size;
        around (L,) = 0..L-1 with L the largest window. An absent argument has the type 7 and the span (0, 1).
        Gives predicate logits (P, 1 + predicates), the first is "none", and aspects (P, 6)."""
        x = self.drop(words)
        sums = torch.cat([torch.zeros_like(x[:1]), torch.cumsum(x, 0)])
        spans = []
        for side in range(2):
            start, end, kind = pairs[:, 3 * side], pairs[:, 3 * side + 1], pairs[:, 3 * side + 2]
            mean = (sums[end] - sums[start]) / (end - start).float()[:, None]
            known = (kind < len(MENTION_TYPES)).float()[:, None]
            spans.append(self.span[side](torch.cat([x[start], x[end - 1], mean], 1)) * known + self.types[side](kind))
        far = torch.clamp(pairs[:, 3] - pairs[:, 0], -11, 11) + 11
        absent = (pairs[:, 2] == len(MENTION_TYPES)) | (pairs[:, 5] == len(MENTION_TYPES))
        between = self.distance(torch.where(absent, torch.full_like(far, DISTANCES - 1), far))
        subject, obj = spans
        query = self.query(torch.cat([F.gelu(subject), F.gelu(obj), between], 1))
        pooled = self._attend(x, query, pairs, around)
        mixed = self.mix(torch.cat([subject, obj, F.gelu(subject) * F.gelu(obj), pooled, between], 1))
        return self.predicates(mixed), self.aspects(mixed)

    def _attend(self, x: Tensor, query: Tensor, pairs: Tensor, around: Tensor) -> Tensor:
        outside = around[None, :] >= pairs[:, 7:8]
        index = torch.clamp(pairs[:, 6:7] + around[None, :], max=x.shape[0] - 1)
        near = [self._bucket(index, pairs[:, 3 * s : 3 * s + 3]) for s in range(2)]
        keys = self.keys(x)[index] + self.near_key[0](near[0]) + self.near_key[1](near[1])
        values = self.values(x)[index] + self.near_value[0](near[0]) + self.near_value[1](near[1])
        count, size = index.shape
        query = query.view(count, self.heads, 1, -1)
        keys = keys.view(count, size, self.heads, -1).transpose(1, 2)
        scores = (query @ keys.transpose(-1, -2)).squeeze(2) * keys.shape[-1] ** -0.5
        weights = torch.softmax(scores + outside.float()[:, None, :] * -1e4, -1)
        values = values.view(count, size, self.heads, -1).transpose(1, 2)
        return (weights[:, :, None, :] @ values).reshape(count, -1)

    def _bucket(self, index: Tensor, span: Tensor) -> Tensor:
        before = torch.clamp(span[:, 0:1] - index, 0, 8)
        after = torch.clamp(index - span[:, 1:2] + 1, 0, 8)
        absent = span[:, 2:3] == len(MENTION_TYPES)
        return torch.where(absent, torch.full_like(index, BUCKETS - 1), 8 - before + after)


class Network(nn.Module):
    """The encoder and all heads."""

    def __init__(self, xpos: int, upos: int, deprels: int, predicates: int) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.heads = WordHeads(xpos, upos)
        self.heads.build_root()
        self.labels = Labels(deprels)
        self.pairs = PairHead(predicates)
