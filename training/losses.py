"""The joint loss: each head learns from the words and pairs that have its layer."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F

from training.examples import IGNORE
from training.model import Network

WORDS, PAIRS = 1000.0, 250.0  # words and pairs of a usual batch: sums are divided by them, so each word counts alike
PARTS = 5  # in which the pairs of a batch are asked
WEIGHTS = {"start": 1.0, "xpos": 0.5, "upos": 0.3, "names": 1.0, "outer": 0.7, "inner": 0.3}


def joint_loss(net: Network, batch: dict[str, Tensor]) -> tuple[Tensor, dict[str, float]]:
    """The weighted sum, and each head's own mean loss for the log."""
    words = net.encoder(batch["pieces"], batch["features"], batch["first"], batch["last"])
    found = net.heads(words)
    total, log = words.new_zeros(()), {}
    for key, weight in WEIGHTS.items():
        rows = batch[key] != IGNORE
        if rows.any():
            part = _word_loss(found[key][rows], batch[key][rows], key) * batch["weight"][rows]
            total = total + weight * part.sum() / WORDS
            log[key] = float(part.detach().mean())
    rows = batch["heads"] != IGNORE
    if rows.any():
        arcs, labels = _parse_loss(net, found, batch, rows)
        total = total + (arcs.sum() + labels.sum()) / WORDS
        log |= {"arcs": float(arcs.detach().mean()), "deprels": float(labels.detach().mean())}
    if len(batch["pairs"]):
        pairs, aspects = _pair_loss(net, words, batch)
        total = total + (pairs.sum() + 0.3 * aspects.sum()) / PAIRS
        log |= {"pairs": float(pairs.detach().mean())}
    return total, log


def _word_loss(logits: Tensor, target: Tensor, key: str) -> Tensor:
    if key == "start":
        return F.binary_cross_entropy_with_logits(logits[:, 0], target.float(), reduction="none")
    return F.cross_entropy(logits, target, reduction="none")


def _parse_loss(net: Network, found: dict[str, Tensor], batch: dict[str, Tensor], rows: Tensor) -> tuple[Tensor, Tensor]:
    sentence, heads = batch["sentence"], batch["heads"]
    width = heads.shape[1]
    index = torch.arange(width)[None, :].expand_as(heads)
    apart = sentence[:, :, None] != sentence[:, None, :]
    itself = torch.eye(width, dtype=torch.bool)[None]
    barred = F.pad((apart | itself).float(), (0, 1)) * -1e4
    root = heads == index
    target = torch.where(root, torch.full_like(heads, width), heads)
    arcs = F.cross_entropy((found["arcs"] + barred)[rows], target[rows], reduction="none")
    at = torch.arange(heads.shape[0])[:, None].expand_as(heads)
    head = found["label_head"][at[rows], heads[rows]]
    head = torch.where(root[rows][:, None], net.labels.root[None], head)
    labels = F.cross_entropy(net.labels(found["label_dep"][rows], head), batch["deprels"][rows], reduction="none")
    return arcs, labels


def _pair_loss(net: Network, words: Tensor, batch: dict[str, Tensor]) -> tuple[Tensor, Tensor]:
    """Adaptive threshold (Zhou et al. 2021): right predicates must beat "none", "none" must beat the wrong ones."""
    pairs, target = batch["pairs"], batch["predicates"]
    logits, aspects = _ask(net, words.reshape(-1, words.shape[-1]), pairs)
    none = torch.zeros_like(target)
    none[:, 0] = 1
    above = F.log_softmax(logits - (1 - target - none) * 1e4, 1)
    below = F.log_softmax(logits - target * 1e4, 1)
    loss = -(above * target).sum(1) - below[:, 0]
    said = batch["aspects"][:, 0] != IGNORE
    gold, given = batch["aspects"][said], aspects[said]
    extra = F.cross_entropy(given[:, :4], gold[:, 0], reduction="none")
    extra = extra + F.binary_cross_entropy_with_logits(given[:, 4:], gold[:, 1:].float(), reduction="none").sum(1)
    return loss, extra


def _ask(net: Network, words: Tensor, pairs: Tensor) -> tuple[Tensor, Tensor]:
    """The pair head's answers; asked in parts of like windows, since a part costs as much as its longest one."""
    order = pairs[:, 7].argsort()
    parts = [net.pairs(words, part, torch.arange(int(part[-1, 7]))) for part in pairs[order].chunk(PARTS)]
    back = order.argsort()
    return torch.cat([logits for logits, _ in parts])[back], torch.cat([aspects for _, aspects in parts])[back]
