"""Training of the ranker: every later candidate chooses among the earlier ones and nothing; all right answers count."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor, nn

from kg.extract.coreference.ranker import KINDS, Ranker
from kg.extract.coreference.traits import JOINT, LETTERS, OWN
from training.coreference.examples import Example

SQUEEZED, HIDDEN, INNER = 64, 64, 48
RATE, DECAY = 1.5e-3, 1e-4
DROP, BLIND = 0.3, 0.1
"""Share of the squeezed and hidden numbers left out; share of the documents read without vectors."""
NEAR, FAR = 12, 0.4
"""Wrong pairs that are always learnt from, by candidates between, and the share of the others, which stand for all of them."""


class Network(nn.Module):
    """As `kg.extract.coreference.ranker.Ranker`, with gradients."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.width = width
        self.squeeze = nn.Linear(2 * width, SQUEEZED, bias=False)
        self.later = nn.Linear(SQUEEZED + OWN, HIDDEN)
        self.earlier = nn.Linear(SQUEEZED + OWN, HIDDEN, bias=False)
        self.product = nn.Linear(SQUEEZED, HIDDEN, bias=False)
        self.joint = nn.Linear(JOINT, HIDDEN, bias=False)
        self.out = nn.Linear(HIDDEN, 1)
        self.inner = nn.Linear(2 * width + OWN, INNER)
        self.letters = nn.Embedding(LETTERS, INNER)
        nn.init.zeros_(self.letters.weight)
        self.kinds = nn.Linear(INNER, len(KINDS))
        self.drop = nn.Dropout(DROP)

    def forward(self, vectors: Tensor, own: Tensor, i: Tensor, j: Tensor, joint: Tensor) -> Tensor:
        """Scores (pairs)."""
        squeezed = self.drop(torch.tanh(self.squeeze(vectors)))
        whole = torch.cat([squeezed, own], 1)
        hidden = self.later(whole)[i] + self.earlier(whole)[j] + self.product(squeezed[i] * squeezed[j]) + self.joint(joint)
        return self.out(self.drop(torch.relu(hidden))).squeeze(1)

    def guess_kinds(self, vectors: Tensor, own: Tensor, letters: Tensor) -> Tensor:
        """Kind logits (candidates, KINDS)."""
        hidden = self.inner(torch.cat([self.drop(vectors), own], 1)) + self.letters(letters).sum(1)
        return self.kinds(self.drop(torch.relu(hidden)))

    def export(self) -> dict[str, np.ndarray]:
        """Arrays by the names of `Ranker`, halved in precision."""
        linear = {name: getattr(self, name).weight.T for name in ("squeeze", "later", "earlier", "product", "joint", "inner", "kinds")}
        others = {"bias": self.later.bias, "out": self.out.weight[0], "out_bias": self.out.bias[0], "kinds_bias": self.kinds.bias}
        others |= {"inner_bias": self.inner.bias, "letters": self.letters.weight}
        return {key: value.detach().numpy().astype(np.float16) for key, value in {**linear, **others}.items()}


def as_ranker(weights: dict[str, np.ndarray]) -> Ranker:
    """The exported arrays at work."""
    wide = {key: value.astype(np.float32) for key, value in weights.items() if key != "out_bias"}
    return Ranker(width=len(wide["squeeze"]) // 2, out_bias=float(weights["out_bias"]), **wide)


def choice_loss(scores: Tensor, same: Tensor, later: Tensor, candidates: int) -> Tensor:
    """-log of the share of the right answers; "nothing" has score 0 and is right where no earlier candidate is."""

    def log_sums(values: Tensor) -> Tensor:
        top = torch.zeros(candidates).scatter_reduce(0, later, values, "amax")
        total = torch.exp(-top).index_add(0, later, torch.exp(values - top[later]))
        return top + torch.log(total)

    everything = log_sums(scores)
    right = torch.full((candidates,), 0.0).index_add(0, later, same.float()) > 0
    top = torch.full((candidates,), -1e4).scatter_reduce(0, later, torch.where(same, scores, torch.tensor(-1e4)), "amax").detach()
    sums = torch.zeros(candidates).index_add(0, later, torch.exp(torch.where(same, scores - top[later], torch.tensor(-1e4))))
    answer = torch.where(right, top + torch.log(sums + 1e-9), torch.tensor(0.0))
    return (everything - answer).mean()


def learn(examples: Sequence[Example], rounds: int, seed: int = 0) -> dict[str, np.ndarray]:
    """Weights after so many rounds over the documents; prints the loss of each."""
    torch.manual_seed(seed)
    draw = random.Random(seed)
    network = Network(examples[0].traits.vectors.shape[1] // 2)
    optimizer = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=DECAY)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=rounds * len(examples) + 1, pct_start=0.1)
    batches = list(examples)
    for number in range(rounds):
        draw.shuffle(batches)
        losses = [_step(network, optimizer, schedule, e, draw) for e in batches if len(e.later)]
        print(f"round {number + 1}: loss {np.mean(losses):.4f}", flush=True)
    network.eval()
    return network.export()


def _step(network: Network, optimizer: torch.optim.Optimizer, schedule: object, e: Example, draw: random.Random) -> float:
    blind = draw.random() < BLIND
    vectors = torch.from_numpy(e.traits.vectors) * (0.0 if blind else 1.0)
    sure = e.same | (e.later - e.earlier <= NEAR)
    kept = np.flatnonzero(sure | (np.random.default_rng(draw.getrandbits(32)).random(len(sure)) < FAR))
    i, j = torch.from_numpy(e.later[kept]), torch.from_numpy(e.earlier[kept])
    own = torch.from_numpy(e.traits.own)
    scores = network(vectors, own, i, j, torch.from_numpy(e.joint[kept]))
    kinds = network.guess_kinds(vectors, own, torch.from_numpy(e.traits.letters))
    stands_for = torch.from_numpy(np.where(sure[kept], 0.0, -np.log(FAR)).astype(np.float32))
    loss = choice_loss(scores + stands_for, torch.from_numpy(e.same[kept]), i, len(e.kinds))
    known = torch.from_numpy(e.kinds)
    loss = loss + 0.5 * nn.functional.cross_entropy(kinds, known, ignore_index=-1)
    optimizer.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimizer.step()
    schedule.step()  # type: ignore[attr-defined]
    return float(loss.detach())
