"""Trains and exports the network: python -m training.train --corpora DIR --gold DIR --out DIR [--encoder DIR]."""

from __future__ import annotations

import argparse
import json
import math
import random
import signal
import time
from collections import defaultdict
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch

from kg.extract.language.words import WordPieces
from training.batches import Labels, Prepared, Window, collate, cut, make_batches, prepare
from training.corpora import load_training
from training.export import export, find_encoder
from training.losses import joint_loss
from training.model import Network

PASSES = {"ewt": 5, "gum": 5, "claims": 5, "crossner-politics": 5, "redocred": 5, "gmb": 1}
BATCH = 1600  # wordpieces, padding included
ENCODER_RATE, HEAD_RATE, WARMUP, AVERAGE = 1.5e-4, 1e-3, 120, 0.996
SWAPPED = 0.3  # share of the windows of claims that are told of other people and places
CHECKPOINT_SECONDS, LOG_SECONDS = 420, 60


def plan(documents: list[Prepared], passes: dict[str, float]) -> list[list[Window]]:
    """All batches of the run, in order; the same for the same documents and passes.

    As many rounds as the largest number of passes; a document of a corpus with fewer is in a round by chance.
    """
    rng = random.Random(7)
    names: dict[str, list[str]] = defaultdict(list)
    for word, kind in sorted({pair for document in documents for pair in document.doc.swaps.items()}):
        names[kind].append(word)
    rounds = max(passes.values())
    batches: list[list[Window]] = []
    for _ in range(math.ceil(rounds)):
        windows = []
        for document in documents:
            if rng.random() >= passes[document.doc.source] / rounds:
                continue
            for window in cut(document, rng.randint(60, 190)):
                draw = rng.random()
                window.change = "upper" if draw < 0.05 else "lower" if draw < 0.08 else "joined" if draw < 0.2 else ""
                window.seed = rng.randint(0, 2**31)
                if document.doc.swaps and rng.random() < SWAPPED:
                    window.swaps = {word: rng.choice(names[kind]) for word, kind in document.doc.swaps.items()}
                windows.append(window)
        batches += make_batches(windows, BATCH, rng)
    return batches


def build_optimizer(net: Network) -> tuple[torch.optim.Optimizer, list[float]]:
    """AdamW with a low rate for the pretrained layers and a high one for everything new; also the peak rates."""
    groups: dict[tuple[bool, bool], list[torch.nn.Parameter]] = defaultdict(list)
    for name, parameter in net.named_parameters():
        if parameter.requires_grad:
            old = name.startswith("encoder.") and "shapes" not in name
            groups[(old, parameter.dim() > 1 and "shapes" not in name)].append(parameter)
    rates = [ENCODER_RATE if old else HEAD_RATE for old, _ in groups]
    options = [{"params": ps, "lr": r, "weight_decay": 0.01 if d else 0.0} for ((_, d), ps), r in zip(groups.items(), rates, strict=True)]
    return torch.optim.AdamW(options, betas=(0.9, 0.98), eps=1e-8), rates


class Average:
    """A running average of the weights: better than the last step's, above all in the middle of a run."""

    def __init__(self, net: Network) -> None:
        self.weights = {k: v.detach().clone() for k, v in net.state_dict().items()}

    @torch.no_grad()
    def update(self, net: Network, step: int) -> None:
        """Moves the average towards the weights, faster in the first steps."""
        keep = min(AVERAGE, (step + 1) / (step + 20))
        for name, parameter in net.named_parameters():
            if parameter.requires_grad:
                self.weights[name].lerp_(parameter.detach(), 1 - keep)


def save(path: Path, state: dict[str, Any]) -> None:
    """Writes beside the target, then swaps: a reader never sees half a file."""
    part = path.with_suffix(".part")
    torch.save(state, part)
    part.replace(path)


def run(net: Network, batches: list[list[Window]], labels: Labels, pieces: WordPieces, out: Path, minutes: float) -> None:
    """The training loop; resumes from out/last.pt and leaves the averaged weights in out/model.pt."""
    optimizer, rates = build_optimizer(net)
    average, begin, spent = Average(net), 0, 0.0
    if (out / "last.pt").exists():
        state = torch.load(out / "last.pt", weights_only=True)
        net.load_state_dict(state["net"])
        optimizer.load_state_dict(state["optimizer"])
        average.weights, begin, spent = state["average"], state["step"], state["spent"]
    net.train()
    seen, logs, saved, told = 0, defaultdict(list), time.time(), time.time()
    started = time.time() - spent
    signals: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, _: signals.append(number))  # saves, so that the run can go on later
    for step in range(begin, len(batches)):
        done = max(step / len(batches), (time.time() - started) / (60 * minutes))
        if done >= 1:
            break
        scale = min(1.0, (step + 1) / WARMUP) * max(0.01, 1 - done)
        for group, rate in zip(optimizer.param_groups, rates, strict=True):
            group["lr"] = rate * scale
        batch = collate(batches[step], labels, pieces)
        loss, parts = joint_loss(net, batch)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 2.0)
        optimizer.step()
        average.update(net, step)
        seen += sum(w.size for w in batches[step])
        for key, value in parts.items():
            logs[key].append(value)
        now, stopped = time.time(), bool(signals)
        if now - told > LOG_SECONDS:
            means = {k: round(sum(v) / len(v), 3) for k, v in logs.items()}
            print(time.strftime("%H:%M:%S"), f"step {step + 1}/{len(batches)}", f"{seen / (now - told):.0f} pieces/s", means, flush=True)
            seen, told, logs = 0, now, defaultdict(list)
        if stopped or now - saved > CHECKPOINT_SECONDS:
            save(out / "model.pt", {"average": average.weights, "step": step + 1, "labels": asdict(labels)})
            state = {"net": net.state_dict(), "optimizer": optimizer.state_dict(), "average": average.weights, "step": step + 1}
            save(out / "last.pt", state | {"spent": now - started})
            saved = now
        if stopped:
            return
    save(out / "model.pt", {"average": average.weights, "step": step + 1, "labels": asdict(labels)})
    (out / "DONE").write_text(time.strftime("%H:%M:%S"))


def main() -> None:
    """Reads the corpora, trains, and leaves model.pt and the model folder in the output folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("corpora", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--gold", type=Path, nargs="+", required=True, help="folders of labelled articles")
    parser.add_argument("--candidates", type=Path, help="pairs as the extractor meets them: training.claims.candidates")
    parser.add_argument("--start", type=Path, help="checkpoint whose weights a new run begins with")
    parser.add_argument("--encoder", type=Path, help="folder with model.safetensors and tokenizer.json of all-MiniLM-L6-v2")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--minutes", type=float, default=1e9, help="end sooner: the rates then fall to zero in this time")
    parser.add_argument("--passes", type=json.loads, default=PASSES)
    args = parser.parse_args()
    torch.manual_seed(7)
    torch.set_num_threads(args.threads)
    encoder = args.encoder or find_encoder()
    args.out.mkdir(parents=True, exist_ok=True)
    documents, labels = load_training(args.corpora, args.gold, args.candidates)
    if args.start is not None:
        labels = Labels(**torch.load(args.start, weights_only=True)["labels"])
    pieces = WordPieces(encoder / "tokenizer.json")
    prepared = [prepare(d, pieces) for d in documents]
    batches = plan(prepared, args.passes)
    net = Network(len(labels.xpos), len(labels.upos), len(labels.deprels), len(labels.predicates))
    net.encoder.load_pretrained(encoder / "model.safetensors")
    if args.start is not None:
        net.load_state_dict(torch.load(args.start, weights_only=True)["average"])
    total = sum(w.size for b in batches for w in b)
    print(time.strftime("%H:%M:%S"), f"{len(documents)} documents, {len(batches)} batches, {total} pieces", flush=True)
    run(net, batches, labels, pieces, args.out, args.minutes)
    if (args.out / "DONE").exists():
        export(args.out / "model.pt", args.corpora, encoder / "tokenizer.json", args.out / "model")


if __name__ == "__main__":
    main()
