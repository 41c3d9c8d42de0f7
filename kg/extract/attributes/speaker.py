"""Who says a claim: the entities that speak around it, weighed one by one; nobody likely enough is the reporter's own voice."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from kg.extract.attributes.context import Context, base
from kg.extract.attributes.frames import Frame, find_frames
from kg.extract.draft import Proposal
from kg.ontology import load_ontology

_BACK, _AHEAD = 5, 2
"""Sentences around a claim whose frames may say it: a speech goes on unmarked, and a quotation is attributed at its end."""
TELLING = frozenset(["say", "claim", "according"])
"""Acts that tell what has happened, unlike demands and praise."""


@dataclass
class Speech:
    """The frames of one document, indexed."""

    context: Context

    @cached_property
    def frames(self) -> list[Frame]:
        """All frames; see `find_frames`."""
        return find_frames(self.context)

    @cached_property
    def holders(self) -> list[int | None]:
        """Entity of each frame's holder."""
        return [self.context.entity(frame.holder) for frame in self.frames]

    @cached_property
    def sizes(self) -> list[int]:
        """Tokens said in each frame."""
        return [sum(end - start for start, end in frame.content) for frame in self.frames]

    @cached_property
    def by_sentence(self) -> dict[int, list[int]]:
        """Sentence -> frames whose cue or content lies in it."""
        context = self.context
        table: dict[int, list[int]] = {}
        for n, frame in enumerate(self.frames):
            touched = {context.sentence[frame.cue]}
            for start, end in frame.content:
                touched.update(range(context.sentence[start], context.sentence[end - 1] + 1))
            for s in touched:
                table.setdefault(s, []).append(n)
        return table

    @cached_property
    def told(self) -> Counter[int | None]:
        """How often each entity tells something."""
        return Counter(e for e, frame in zip(self.holders, self.frames, strict=True) if frame.act in TELLING)

    @cached_property
    def last_before(self) -> list[int | None]:
        """For each sentence, the entity that told something last in those before it."""
        cues = sorted((frame.cue, e) for e, frame in zip(self.holders, self.frames, strict=True) if frame.act in TELLING and e is not None)
        found: list[int | None] = []
        last, at = None, 0
        for start, _ in self.context.sentences:
            while at < len(cues) and cues[at][0] < start:
                last, at = cues[at][1], at + 1
            found.append(last)
        return found

    def holding(self, trigger: int) -> list[Frame]:
        """The frames in whose content a token stands, the innermost first."""
        held = [n for n in self.by_sentence.get(self.context.sentence[trigger], ()) if self.frames[n].holds(trigger)]
        return [self.frames[n] for n in sorted(held, key=lambda n: self.sizes[n])]


@dataclass(frozen=True, slots=True)
class Voice:
    """An entity that may say a claim, and the frames (indices) in which it speaks nearby, the likeliest first."""

    entity: int
    frames: tuple[int, ...]


def find_voices(speech: Speech, proposal: Proposal) -> list[Voice]:
    """The entities that speak around a proposal, in the order of their frames."""
    context, trigger = speech.context, proposal.trigger
    here = context.sentence[trigger]
    near: dict[int, dict[int, None]] = {}
    for s in range(here - _BACK, here + _AHEAD + 1):
        for n in speech.by_sentence.get(s, ()):
            holder = speech.holders[n]
            if holder is not None:
                near.setdefault(holder, {})[n] = None

    def nearness(n: int) -> tuple[bool, int, int, int]:
        frame = speech.frames[n]
        holds = frame.holds(trigger)
        return not holds, speech.sizes[n] if holds else 0, abs(context.sentence[frame.cue] - here), abs(frame.cue - trigger)

    return [Voice(entity, tuple(sorted(frames, key=nearness))) for entity, frames in near.items()]


def voice_features(speech: Speech, proposal: Proposal, voices: Sequence[Voice]) -> list[dict[str, float]]:
    """Features of each voice as the one that says a proposal."""
    context, trigger = speech.context, proposal.trigger
    around = list(dict.fromkeys(n for voice in voices for n in voice.frames))
    inside = [n for n in around if speech.frames[n].holds(trigger)]
    common = _claim_features(speech, proposal, around, inside) | proposal.aspects | {"voices": float(len(voices))}
    roles = [(role, context.entity(m)) for role, m in (("subject", proposal.subject), ("object", proposal.object))]
    rows = []
    for voice in voices:
        features = common | _entity_features(speech, voice, context.sentence[trigger])
        features |= {f"is {role}": 1.0 for role, entity in roles if entity == voice.entity}
        features |= _frame_features(speech, proposal, voice.frames[0])
        features |= _rivals(speech, trigger, voice, around, inside)
        rows.append(features)
    return rows


def _claim_features(speech: Speech, proposal: Proposal, around: list[int], inside: list[int]) -> dict[str, float]:
    context, trigger = speech.context, proposal.trigger
    here, quote = context.sentence[trigger], context.quote_of.get(trigger)
    start, end = context.sentences[here]
    features = {
        f"family={load_ontology()[proposal.predicate].family}": 1.0,
        f"predicate={proposal.predicate}": 1.0,
        "quoted": float(quote is not None),
        "inside": float(len(inside)),
        "telling inside": float(sum(speech.frames[n].act in TELLING for n in inside)),
        "frames here": float(sum(context.sentence[speech.frames[n].cue] == here for n in around)),
        "verb": float(context.doc[trigger].pos_ in ("VERB", "AUX")),
        "paragraph": float(min(context.paragraph[trigger], 6)),
        "sentence in paragraph": float(here - context.sentence[context.paragraph_start[trigger]]),
        "trigger at": float(trigger - start),
        "sentence words": float(end - start),
        "score": proposal.score,
        "aside": float(any(t.dep_ == "acl:relcl" or base(t) == "appos" for t in context.chain(trigger)[:3])),
    }
    if quote is not None:
        features["quote words"] = float(context.quotes[quote].words)
        features["quote from"] = float(here - context.sentence[context.quotes[quote].start])
    return features


def _entity_features(speech: Speech, voice: Voice, here: int) -> dict[str, float]:
    cluster = speech.context.clusters[voice.entity]
    told = speech.told[voice.entity]
    return {
        f"type={cluster.type}": 1.0,
        "named": float(any(speech.context.mentions[m].kind == "name" for m in cluster.mentions)),
        "mentions": float(len(cluster.mentions)),
        "told": float(told),
        "told share": told / max(1, speech.told.total()),
        "told last": float(speech.last_before[here] == voice.entity),
    }


def _frame_features(speech: Speech, proposal: Proposal, n: int) -> dict[str, float]:
    """How the likeliest frame of a voice stands to the claim."""
    context, frame, trigger = speech.context, speech.frames[n], proposal.trigger
    doc, cue = context.doc, context.doc[frame.cue]
    chain = [token.i for token in context.chain(trigger)]
    heads = [context.mentions[m].head for m in (proposal.subject, proposal.object) if m is not None]
    quote = context.quote_of.get(trigger)
    return {
        "holds": float(frame.holds(trigger)),
        f"link={frame.link}": 1.0,
        f"act={frame.act}": 1.0,
        f"cue={cue.lemma_.lower()}": 1.0,
        f"cue tag={cue.tag_}": 1.0,
        "gap": float(context.sentence[trigger] - context.sentence[frame.cue]),
        "paragraphs": float(context.paragraph[trigger] - context.paragraph[frame.cue]),
        "distance": float(trigger - frame.cue),
        "above": float(chain.index(frame.cue)) if frame.cue in chain else -1.0,
        "size": float(speech.sizes[n]),
        "cue is trigger": float(frame.cue == trigger),
        "holder kind": float(("name", "nominal", "pronoun").index(context.mentions[frame.holder].kind)),
        "holder above": float(frame.holder_token in chain),
        "holder above argument": float(any(up.i == frame.holder_token for head in heads for up in doc[head].ancestors)),
        "arguments held": sum(frame.holds(head) for head in heads) / max(1, len(heads)),
        "cue quoted too": float(quote is not None and context.quote_of.get(frame.cue) == quote),
    }


def _rivals(speech: Speech, trigger: int, voice: Voice, around: list[int], inside: list[int]) -> dict[str, float]:
    """How many frames of others, and of the same voice, stand nearer or hold more closely."""
    frames, sizes, best = speech.frames, speech.sizes, voice.frames[0]
    cue = frames[best].cue
    low, high = min(cue, trigger), max(cue, trigger)
    others = [n for n in around if speech.holders[n] != voice.entity]
    held = [n for n in inside if speech.holders[n] != voice.entity]
    own = set(voice.frames)
    return {
        "inner": float(sum(sizes[n] < sizes[best] for n in held)),
        "outer": float(sum(sizes[n] >= sizes[best] for n in held)),
        "inner telling": float(sum(sizes[n] < sizes[best] and frames[n].act in TELLING for n in held)),
        "nearer": float(sum(abs(frames[n].cue - trigger) < high - low for n in others)),
        "between": float(sum(low < frames[n].cue < high and frames[n].act in TELLING for n in others)),
        "own frames": float(len(own)),
        "own inside": float(sum(n in own for n in inside)),
        "own telling inside": float(sum(n in own and frames[n].act in TELLING for n in inside)),
    }
