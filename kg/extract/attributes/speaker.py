"""Which frame of speech a claim belongs to."""

from kg.extract.attributes.chooser import load_choosers
from kg.extract.attributes.context import Context, base
from kg.extract.attributes.frames import Frame
from kg.extract.draft import Proposal
from kg.ontology import load_ontology

_REACH = 2
"""Sentences back from which an indirect speech may go on without being marked."""


def candidate_frames(context: Context, frames: list[Frame], by_sentence: dict[int, list[int]], proposal: Proposal) -> list[int]:
    """Indices of the frames that may hold a proposal: of its sentence, of its quotation, of the sentence before."""
    here = context.sentence[proposal.trigger]
    indices: list[int] = []
    paragraph = context.paragraph[proposal.trigger]
    for s in range(here, here - _REACH - 1, -1):
        found = by_sentence.get(s, ())
        indices.extend(n for n in found if s >= here - 1 or context.paragraph[frames[n].cue] == paragraph)
    return list(dict.fromkeys(indices))


def index_frames(context: Context, frames: list[Frame]) -> dict[int, list[int]]:
    """Sentence -> frames whose cue or content lies in it."""
    table: dict[int, list[int]] = {}
    for n, frame in enumerate(frames):
        touched = {context.sentence[frame.cue]}
        for start, end in frame.content:
            touched.update(range(context.sentence[start], context.sentence[end - 1] + 1))
        for s in touched:
            table.setdefault(s, []).append(n)
    return table


def speaker_features(context: Context, frames: list[Frame], n: int, indices: list[int], proposal: Proposal) -> dict[str, float]:
    """Features of one frame as the one that says a proposal."""
    frame, doc = frames[n], context.doc
    trigger = proposal.trigger
    family = load_ontology()[proposal.predicate].family
    inside = frame.holds(trigger)
    inner = [i for i in indices if i != n and frames[i].holds(trigger) and _size(frames[i]) < _size(frame)]
    outer = [i for i in indices if i != n and frames[i].holds(trigger) and _size(frames[i]) >= _size(frame)]
    state = "inside" if inside else "outside"
    gap = context.sentence[trigger] - context.sentence[frame.cue]
    cue_up = any(token.i == frame.cue for token in context.chain(trigger))
    features: dict[str, float] = {
        f"{state}:link={frame.link}": 1,
        f"{state}:act={frame.act}": 1,
        f"{state}:act={frame.act}:link={frame.link}": 1,
        f"{state}:cue={doc[frame.cue].lemma_.lower()}": 1,
        f"{state}:act={frame.act}|{family}": 1,
        f"{state}:act={frame.act}|{proposal.predicate}": 1,
        f"{state}:family={family}": 1,
        f"{state}:predicate={proposal.predicate}": 1,
        f"{state}:gap={max(-2, min(gap, 3))}": 1,
        f"{state}:inner={min(len(inner), 2)}": 1,
        f"{state}:outer={min(len(outer), 2)}": 1,
        f"{state}:above={cue_up}": 1,
        f"holder={context.mentions[frame.holder].type}|{family}": 1,
        f"{state}:holder={context.mentions[frame.holder].kind}": 1,
    }
    if gap == 0:
        order = "after" if trigger > frame.cue else "before"
        features[f"{state}:{order}:distance={min(abs(trigger - frame.cue) // 6, 4)}"] = 1
        features[f"{state}:{order}:link={frame.link}"] = 1
        nearest = min(
            (i for i in indices if context.sentence[frames[i].cue] == context.sentence[trigger]), key=lambda i: abs(frames[i].cue - trigger)
        )
        features[f"{state}:nearest={nearest == n}"] = 1
    else:
        features[f"{state}:later={indices.index(n)}:quoted={trigger in context.quote_of}"] = 1
        features[f"{state}:paragraphs={min(3, abs(context.paragraph[trigger] - context.paragraph[frame.cue]))}"] = 1
    if frame.cue == trigger:
        features["cue is trigger"] = 1
        features[f"cue is trigger|{family}"] = 1
    quote = context.quote_of.get(trigger)
    features[f"{state}:quoted={quote is not None}:link={frame.link}"] = 1
    _add_roles(context, frame, proposal, features, family)
    if any(token.i == frame.holder_token for token in context.chain(trigger)) or any(
        m is not None and _within(doc[context.mentions[m].head], frame.holder_token) for m in (proposal.object,)
    ):
        features[f"in the holder's own words|{family}"] = 1
    between = [t for t in context.chain(trigger) if inside and t.i != frame.cue]
    if any(t.dep_ == "acl:relcl" or base(t) == "appos" for t in between[:3]):
        features[f"{state}:aside"] = 1
    return features


def _within(token: object, above: int) -> bool:
    return any(up.i == above for up in token.ancestors)  # type: ignore[attr-defined]


def _size(frame: Frame) -> int:
    return sum(end - start for start, end in frame.content)


def _add_roles(context: Context, frame: Frame, proposal: Proposal, features: dict[str, float], family: str) -> None:
    holder = context.entity(frame.holder)
    for role, mention in (("subject", proposal.subject), ("object", proposal.object)):
        if mention is not None and holder is not None and context.entity(mention) == holder:
            features[f"holder is {role}"] = 1
            features[f"holder is {role}|{family}"] = 1
            features[f"holder is {role}|{frame.act}|{proposal.predicate}"] = 1


def choose_frame(context: Context, frames: list[Frame], by_sentence: dict[int, list[int]], proposal: Proposal) -> Frame | None:
    """The likeliest frame, or None: the reporter's own voice."""
    chooser = load_choosers()["speaker"]
    indices = candidate_frames(context, frames, by_sentence, proposal)
    scored = [(chooser.probability(speaker_features(context, frames, n, indices, proposal)), -n) for n in indices]
    best = max(scored, default=(0.0, 0))
    return frames[-best[1]] if best[0] >= chooser.threshold else None
