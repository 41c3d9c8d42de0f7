"""Which words are shown as the evidence of a claim: the run of its sentence that readers would most likely mark.

One model tells how likely readers begin at each word, another how likely they end behind it; shown is the run that most likely
shares half of its characters, both ways, with theirs. Neither begins nor ends within a name or a figure.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import DEP, IDX, LENGTH, LOWER, TAG  # type: ignore[import-not-found]
from spacy.tokens import Doc

from kg.extract import columns
from kg.extract.claims.trees import load_trees
from kg.extract.draft import Cluster, MentionDraft, Proposal
from kg.ontology import load_ontology

SIDES = ("begins", "ends")
"""Names of the two models."""
LIKELY = 10
"""Beginnings, and ends, that are weighed against each other."""
SURE = 0.999
"""Chance beyond which all are alike."""
LONGEST_NAME = 10
"""Words of a name, date or figure that is shown whole."""
FARTHEST = 30
"""Words beyond which all distances are alike."""
PARTED, LEFT_OUT = 0.05, 0.05
"""How much likelier a run must be for each word that it parts from its own, and where it does not hold trigger and arguments."""
BEFORE = frozenset(["nsubj", "csubj", "aux", "cop", "det", "amod", "compound", "nummod", "case", "nmod:poss", "flat", "mark"])
"""Relations that bind a word to a head behind it."""
BEHIND = frozenset(["obj", "iobj", "xcomp", "ccomp", "flat", "compound", "fixed", "nummod", "nsubj", "obl:agent", "nmod", "cop"])
"""Relations that bind a word to a head before it."""
FIGURES = ("Quantity", "Money")
FIGURE_REACH = 24
"""Words behind the trigger of a statement in which its figure stands."""
CLIMB = 4
"""Words from the trigger upwards whose phrases are looked at."""
CLAUSES = frozenset(["ccomp", "advcl", "acl", "parataxis", "conj", "root", "xcomp", "csubj"])
LOOSE = frozenset(["punct", "case", "mark", "cc"])
PAUSES = frozenset([",", ";", ":", ".", "-", "–", "—"])
JOINS = frozenset([",", ";", ":", "-", "–", "—", "and", "but", "or"])
LEADING_TAGS = frozenset(["IN", "TO", "DT", "PRP$", "CC", "WDT"])
QUOTES = frozenset("\"“”'‘’")
LEADING_ON = frozenset(["that", "and", "but", "who", "which", "when", "after", "as", "while", "because"])
TAGS = ("DT", "IN", "CC", "VB", "NN", "PR", "WP", "TO", "JJ", "RB", "CD")
"""First letters of part-of-speech tags that are told apart."""
SHARED = (
    "act", "affiliation", "statement", "no subject", "no object", "by rule", "verb", "sentence", "reach", "core", "subject to object",
    "trigger to subject", "trigger to object", "height",
)  # fmt: skip
"""Features of the claim."""
OWN = (
    "to reach", "to core", "to trigger", "to sentence", "at sentence", "at mention", "at clause", "to clause", "at phrase", "at phrase 1",
    "at phrase 2", "at subject", "at object", "pause outside", "quote outside", "leading on outside", "leading on inside", "loose inside",
    "quote inside",
)  # fmt: skip
"""Features of the word where it begins or ends."""
FEATURES = (*SHARED, *OWN, *(f"tag {tag}" for tag in TAGS))
_TAGGED = {tag: tuple(tag == other for other in TAGS) for tag in TAGS}
_UNTAGGED = (False,) * len(TAGS)
Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Runs = tuple[Ints, Ints]


@dataclass(frozen=True)
class Words:
    """What the models look at, of all words of a document."""

    doc: Doc
    mentions: Sequence[MentionDraft]
    clusters: Sequence[Cluster]

    @cached_property
    def entity(self) -> dict[int, int]:
        """Mention -> its cluster."""
        return {m: n for n, cluster in enumerate(self.clusters) for m in cluster.mentions}

    @cached_property
    def marks(self) -> Floats:
        """(words + 2, 4 + tags): pause, quote, leading on, loose, tag; word n stands in row n + 1, nothing in the first and the last."""
        words, relations, tags = (columns.strings(self.doc, attribute) for attribute in (LOWER, DEP, TAG))
        rows = [
            (word in PAUSES, word in QUOTES, word in LEADING_ON, relation.split(":")[0] in LOOSE, *_TAGGED.get(tag[:2], _UNTAGGED))
            for word, relation, tag in zip(words, relations, tags, strict=True)
        ]
        return np.pad(np.array(rows, np.float32), ((1, 1), (0, 0)))

    @cached_property
    def space(self) -> NDArray[np.bool_]:
        """(words) whether it is mere white space."""
        return columns.is_space(self.doc)

    @cached_property
    def loose(self) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """(words) whether no run begins with it, and whether none ends with it: space, pauses, words that lead on to what is not shown."""
        words, tags = columns.strings(self.doc, LOWER), columns.strings(self.doc, TAG)
        joins = np.array([word in JOINS for word in words], bool) | self.space
        leads = np.array([tag in LEADING_TAGS for tag in tags], bool)
        return joins | np.array([word == "." for word in words], bool), joins | leads

    @cached_property
    def characters(self) -> Runs:
        """(words) the first character of each, and the one behind its last."""
        first = np.asarray(self.doc.to_array(IDX)).astype(np.int64)
        return first, first + np.asarray(self.doc.to_array(LENGTH)).astype(np.int64)

    @cached_property
    def bonds(self) -> tuple[Ints, NDArray[np.bool_], NDArray[np.bool_]]:
        """(words) head of each, whether it belongs to a head behind it, whether to one before."""
        kinds = [dep if dep in BEFORE | BEHIND else dep.split(":")[0] for dep in columns.strings(self.doc, DEP)]
        before, behind = (np.array([kind in bound for kind in kinds], bool) for bound in (BEFORE, BEHIND))
        return np.array(columns.heads(self.doc), np.int64), before, behind

    @cached_property
    def edges(self) -> tuple[frozenset[int], frozenset[int]]:
        """Words where mentions begin, and words behind which they end."""
        return frozenset(m.start for m in self.mentions), frozenset(m.end for m in self.mentions)

    @cached_property
    def cuts(self) -> NDArray[np.bool_]:
        """(words + 1) whether a run that begins or ends there would cut a name, date or figure."""
        inside = np.zeros(len(self.doc) + 1, bool)
        for m in self.mentions:
            if m.kind == "name" and m.end - m.start <= LONGEST_NAME:
                inside[m.start + 1 : m.end] = True
        return inside

    @cached_property
    def by_entity(self) -> dict[int, list[MentionDraft]]:
        """Mentions of each entity."""
        found: dict[int, list[MentionDraft]] = {}
        for m, entity in self.entity.items():
            found.setdefault(entity, []).append(self.mentions[m])
        return found


@dataclass(frozen=True, slots=True)
class Room:
    """Where a proposal's evidence may lie, in words `[start, end)`."""

    sentence: tuple[int, int]
    reach: tuple[int, int]
    """From the first to the last of trigger and arguments."""
    core: tuple[int, int]
    """The same with the nearest mentions of the same entities."""
    held: tuple[int, int]
    """It begins before the one word and ends behind the one before the other."""


def find_evidence(
    doc: Doc, mentions: Sequence[MentionDraft], clusters: Sequence[Cluster], proposals: Sequence[Proposal]
) -> list[tuple[int, int]]:
    """Tokens `[start, end)` of each proposal, within the sentence of its trigger and arguments."""
    if not proposals:
        return []
    words = Words(doc, mentions, clusters)
    rooms = [room_of(words, proposal) for proposal in proposals]
    runs = [candidates(words, room) for room in rooms]
    chances = []
    for side, name in enumerate(SIDES):
        model = load_trees(name)
        rows = [build_rows(words, p, room, run[side], side) for p, room, run in zip(proposals, rooms, runs, strict=True)]
        chances.append(np.split(model.probability(np.concatenate(rows)), np.cumsum([len(row) for row in rows])[:-1]))
    told = [likeliest(words, room, run, pair) for room, run, pair in zip(rooms, runs, zip(*chances, strict=True), strict=True)]
    return [run or room.reach for run, room in zip(told, rooms, strict=True)]


def room_of(words: Words, proposal: Proposal) -> Room:
    """The sentence, and what of it lies between trigger and arguments."""
    trigger, sides = proposal.trigger, [m for m in (proposal.subject, proposal.object) if m is not None]
    own = [words.mentions[m] for m in sides]
    reach = min([trigger, *(m.start for m in own)]), max([trigger + 1, *(m.end for m in own)])
    sentence = words.doc[trigger].sent
    low, high = min(sentence.start, reach[0]), max(sentence.end, reach[1])
    while high > reach[1] and words.space[high - 1]:
        high -= 1
    near = [[m for m in words.by_entity[words.entity[side]] if low <= m.start and m.end <= high] for side in sides]
    core = min(
        (
            (min([trigger, *(m.start for m in chosen)]), max([trigger + 1, *(m.end for m in chosen)]))
            for chosen in product(*(mentions or [given] for mentions, given in zip(near, own, strict=True)))
        ),
        key=lambda run: (run[1] - run[0], run),
    )
    return Room((low, high), reach, core, _held(words, proposal, reach, high))


def _held(words: Words, proposal: Proposal, reach: tuple[int, int], end: int) -> tuple[int, int]:
    """A word of what is between trigger and arguments; of a statement, all up to the first figure that follows: it is what is said."""
    if proposal.predicate == "STATED":
        last = min(end, proposal.trigger + FIGURE_REACH)
        figures = (m for m in words.mentions if m.type in FIGURES and proposal.trigger < m.start < last)
        first = min(figures, key=lambda m: m.start, default=None)
        if first is not None:
            return first.start, first.end
    return reach[1], reach[0] + 1


def candidates(words: Words, room: Room) -> Runs:
    """Words where the evidence may begin, and behind which it may end: at no white space, within no name."""
    starts, ends = np.arange(room.sentence[0], room.held[0]), np.arange(room.held[1], room.sentence[1] + 1)
    starts = starts[~words.loose[0][starts] & ~words.cuts[starts]]
    ends = ends[~words.loose[1][ends - 1] & ~words.cuts[ends]]
    return (starts if len(starts) else np.array(room.reach[:1])), (ends if len(ends) else np.array(room.reach[1:]))


def build_rows(words: Words, proposal: Proposal, room: Room, at: Ints, side: int) -> Floats:
    """(candidates, features) in the order of `FEATURES`; `side` 0 where the evidence begins, 1 where it ends."""
    doc, trigger = words.doc, proposal.trigger
    phrases, clause = _phrases(doc, trigger, room, side)
    own = [None if m is None else words.mentions[m] for m in (proposal.subject, proposal.object)]
    edges = [-1 if m is None else (m.start, m.end)[side] for m in own]
    outer, inner = words.marks[at + side], words.marks[at + 1 - side]
    sign = 1 if side else -1
    mention = np.fromiter((i in words.edges[side] for i in at.tolist()), bool, len(at))
    table = np.zeros((len(at), len(FEATURES)), np.float32)
    table[:, : len(SHARED)] = _of_claim(words, proposal, room, len(phrases))
    table[:, len(SHARED) : len(SHARED) + len(OWN)] = np.stack(
        [
            *(_bounded(sign * (at - edge)) for edge in (room.reach[side], room.core[side], trigger)),
            sign * (room.sentence[side] - at), at == room.sentence[side], mention, at == clause, at - clause,
            *(at == phrase for phrase in [*phrases, -1, -1][:3]), *(at == edge for edge in edges),
            outer[:, 0], outer[:, 1], outer[:, 2], inner[:, 2], inner[:, 3], inner[:, 1],
        ],
        axis=1,
    )  # fmt: skip
    table[:, len(SHARED) + len(OWN) :] = (outer if side else inner)[:, 4:]
    return table


def _bounded(distances: Ints) -> Ints:
    return np.minimum(np.maximum(distances, -FARTHEST), FARTHEST)  # clip, without its checks


def _of_claim(words: Words, proposal: Proposal, room: Room, height: int) -> list[float]:
    """Features that all candidates of a proposal share."""
    family, trigger = load_ontology()[proposal.predicate].family, proposal.trigger
    starts = [None if m is None else words.mentions[m].start for m in (proposal.subject, proposal.object)]

    def apart(one: int | None, other: int | None) -> float:
        return float(FARTHEST + 10 if one is None or other is None else max(-FARTHEST, min(FARTHEST, one - other)))

    return [
        family == "act", family == "affiliation", proposal.predicate == "STATED", starts[0] is None, starts[1] is None,
        "rule:" in proposal.proposer, words.doc[trigger].tag_.startswith("V"),
        *(run[1] - run[0] for run in (room.sentence, room.reach, room.core)),
        apart(*starts), apart(trigger, starts[0]), apart(trigger, starts[1]), height,
    ]  # fmt: skip


def _phrases(doc: Doc, trigger: int, room: Room, side: int) -> tuple[list[int], int]:
    """Edges of the phrases of the trigger and of what it hangs on, and the edge of its clause."""
    phrases, clause, token = [], None, doc[trigger]
    for _ in range(CLIMB):
        edge = token.right_edge.i + 1 if side else token.left_edge.i
        phrases.append(edge)
        if clause is None and token.dep_.split(":")[0].lower() in CLAUSES:
            clause = edge
        if token.head.i == token.i:
            break
        token = token.head
    return phrases, room.sentence[side] if clause is None else clause


def likeliest(words: Words, room: Room, runs: Runs, chances: tuple[Floats, Floats]) -> tuple[int, int] | None:
    """The run that most likely shares half of its characters, both ways, with the one that readers mark; None where none is a run.

    One that parts words which belong together, or leaves out trigger or arguments, must be that much likelier.
    """
    tops = [np.argsort(-chance, kind="stable")[:LIKELY] for chance in chances]
    starts, ends = (run[top] for run, top in zip(runs, tops, strict=True))
    starts, ends = np.repeat(starts, len(ends)), np.tile(ends, len(starts))
    odds = [chance[top] / (1 - np.minimum(chance[top], SURE)) for chance, top in zip(chances, tops, strict=True)]
    sure = np.outer(*odds).ravel() * (ends > starts)
    if not sure.any():
        return None
    low, high = words.characters[0][starts], words.characters[1][ends - 1]
    common = np.minimum.outer(high, high) - np.maximum.outer(low, low)
    agreed = ((2 * common >= np.maximum.outer(high - low, high - low)) & (common > 0)) @ (sure / sure.sum())
    agreed -= PARTED * _parted(words, room, starts, ends) + LEFT_OUT * ((starts > room.core[0]) | (ends < room.core[1]))
    best = int(np.argmax(np.where(ends > starts, agreed, -np.inf)))
    return int(starts[best]), int(ends[best])


def _parted(words: Words, room: Room, starts: Ints, ends: Ints) -> Ints:
    """(runs) words on one side of an edge that belong to one on the other: a subject without its verb, a verb without its object."""
    at = np.arange(*room.sentence)
    head, before, behind = (column[at] for column in words.bonds)
    first, last = starts[:, None], ends[:, None]
    held, holding = (at >= first) & (at < last), (head >= first) & (head < last)
    lost = (before & (at < first) & holding) | (behind & (at >= last) & holding)
    loose = (before & held & (head >= last)) | (behind & held & (head < first))
    return np.asarray((lost | loose).sum(axis=1))
