"""Training of the lexical model: words and relations of a pair of mentions -> predicates (`kg.extract.claims.lexical`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import nn

RARE = 8
"""Symbols that fewer pairs have are left out."""
PASSES, BATCH, RATE = 4, 512, 0.01
HIDDEN = 32


@dataclass(slots=True)
class PairRow:
    """One pair: its symbols, and the predicates claimed of it (1), or claimed elsewhere in the article (-1: no lesson)."""

    symbols: Sequence[str]
    labels: dict[str, int]
    weight: float = 1.0


class Network(nn.Module):
    """Sum of a vector for each symbol, one hidden layer, one logit for each predicate; the direct path learns the easy part."""

    def __init__(self, symbols: int, predicates: int) -> None:
        super().__init__()
        self.hidden = nn.EmbeddingBag(symbols, HIDDEN, mode="sum", sparse=True)
        self.bias = nn.Parameter(torch.zeros(HIDDEN))
        self.out = nn.Linear(HIDDEN, predicates)
        nn.init.normal_(self.hidden.weight, std=0.05)
        nn.init.constant_(self.out.bias, -4.0)

    def forward(self, symbols: torch.Tensor, offsets: torch.Tensor) -> torch.Tensor:
        """Symbol numbers of all rows, and where each row begins -> logits (rows, predicates)."""
        return self.out(torch.tanh(self.hidden(symbols, offsets) / 3 + self.bias))


def build_vocabulary(rows: Sequence[PairRow]) -> dict[str, int]:
    """Symbols that are frequent enough, numbered."""
    counts = Counter(symbol for row in rows for symbol in set(row.symbols))
    return {symbol: n for n, symbol in enumerate(sorted(s for s, count in counts.items() if count >= RARE))}


def pack(rows: Sequence[PairRow], vocabulary: dict[str, int]) -> tuple[np.ndarray, np.ndarray]:
    """All symbols in one array, and where each row begins."""
    numbers, starts = [], []
    for row in rows:
        starts.append(len(numbers))
        numbers.extend(vocabulary[s] for s in set(row.symbols) if s in vocabulary)
    return np.array(numbers, np.int64), np.array([*starts, len(numbers)], np.int64)


def train(rows: Sequence[PairRow], predicates: Sequence[str], vocabulary: dict[str, int], seed: int = 1) -> Network:
    """The trained network."""
    torch.manual_seed(seed)
    net = Network(len(vocabulary), len(predicates))
    numbers, starts = pack(rows, vocabulary)
    target, weight = targets(rows, predicates)
    row_weights = np.array([row.weight for row in rows], np.float32)
    weight *= torch.from_numpy(row_weights)[:, None]
    dense = [net.bias, *net.out.parameters()]
    optimizers = [torch.optim.SparseAdam([net.hidden.weight], lr=RATE), torch.optim.Adam(dense, lr=RATE / 2)]
    steps = PASSES * (len(rows) // BATCH + 1)
    schedules = [torch.optim.lr_scheduler.LambdaLR(o, lambda step: max(0.02, 1 - step / steps)) for o in optimizers]
    generator = np.random.default_rng(seed)
    for _ in range(PASSES):
        order = generator.permutation(len(rows))
        for at in range(0, len(order), BATCH):
            chosen = order[at : at + BATCH]
            logits = net(*_gather(numbers, starts, chosen, generator))
            loss = nn.functional.binary_cross_entropy_with_logits(logits, target[chosen], weight[chosen], reduction="sum")
            loss = loss / float(row_weights[chosen].sum())
            for optimizer in optimizers:
                optimizer.zero_grad()
            loss.backward()
            for optimizer, schedule in zip(optimizers, schedules, strict=True):
                optimizer.step()
                schedule.step()
    return net.eval()


def targets(rows: Sequence[PairRow], predicates: Sequence[str]) -> tuple[torch.Tensor, torch.Tensor]:
    """Labels and weights (rows, predicates)."""
    index = {key: n for n, key in enumerate(predicates)}
    target = torch.zeros(len(rows), len(predicates))
    weight = torch.ones(len(rows), len(predicates))
    for n, row in enumerate(rows):
        for key, label in row.labels.items():
            if label > 0:
                target[n, index[key]] = 1
            else:
                weight[n, index[key]] = 0
    return target, weight


def predict(net: Network, rows: Sequence[PairRow], vocabulary: dict[str, int]) -> np.ndarray:
    """Logits (rows, predicates)."""
    numbers, starts = pack(rows, vocabulary)
    with torch.no_grad():
        return net(torch.from_numpy(numbers), torch.from_numpy(starts[:-1])).numpy()


def _gather(
    numbers: np.ndarray, starts: np.ndarray, chosen: np.ndarray, generator: np.random.Generator
) -> tuple[torch.Tensor, torch.Tensor]:
    """Symbols of the chosen rows; one in seven is dropped, so that no single one is leant on."""
    parts = [numbers[starts[i] : starts[i + 1]] for i in chosen]
    parts = [part[generator.random(len(part)) > 0.15] for part in parts]
    offsets = np.cumsum([0, *(len(part) for part in parts[:-1])])
    return torch.from_numpy(np.concatenate(parts)), torch.from_numpy(offsets)


def export(net: Network, vocabulary: dict[str, int], predicates: Sequence[str], path: Path) -> None:
    """Vectors as whole numbers in [-127, 127] with one scale, the rest as floats; `kg.extract.claims.lexical` reads it."""
    vectors = net.hidden.weight.detach().numpy()
    scale = float(np.abs(vectors).max()) / 127
    path.parent.mkdir(exist_ok=True)
    np.savez_compressed(
        path,
        vocabulary=np.frombuffer("\0".join(vocabulary).encode(), np.uint8),
        predicates=np.frombuffer("\n".join(predicates).encode(), np.uint8),
        vectors=np.round(vectors / scale).astype(np.int8),
        scale=np.float32(scale),
        bias=net.bias.detach().numpy(),
        out=net.out.weight.detach().numpy(),
        out_bias=net.out.bias.detach().numpy(),
    )
