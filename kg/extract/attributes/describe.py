"""All circumstances of all proposals of a document."""

from collections.abc import Sequence
from datetime import date

from spacy.tokens import Doc

from kg.extract.attributes.chooser import choose
from kg.extract.attributes.context import Context
from kg.extract.attributes.count import find_count
from kg.extract.attributes.dates import candidate_times, date_features, write_date
from kg.extract.attributes.frames import Frame
from kg.extract.attributes.mood import judge_modality, judge_polarity, mood_features
from kg.extract.attributes.place import candidate_places, place_features
from kg.extract.attributes.speaker import Speech, find_voices, voice_features
from kg.extract.draft import Circumstances, Cluster, MentionDraft, Proposal
from kg.extract.language import model_labels, score_pairs


def describe(
    doc: Doc,
    mentions: Sequence[MentionDraft],
    clusters: Sequence[Cluster],
    proposals: Sequence[Proposal],
    published: str | None,
) -> list[Circumstances]:
    """One record of circumstances for each proposal, in the same order.

    `published` is an ISO date or None; without it nothing is resolved that counts from it ("yesterday" stays undated).
    """
    if not proposals:
        return []
    context = Context(doc, mentions, clusters, date.fromisoformat(published[:10]) if published else None)
    aspects = read_aspects(context, proposals)
    speech = Speech(context)
    frames = choose_frames(speech, proposals, aspects)
    moods = [mood_features(context, p, speech.holding(p.trigger)) | known for p, known in zip(proposals, aspects, strict=True)]
    found = [
        Circumstances(
            speaker=None if frame is None else context.representative(frame.holder),
            polarity=polarity,
            modality=modality,
            count=find_count(context, proposal),
        )
        for proposal, frame, polarity, modality in zip(proposals, frames, judge_polarity(moods), judge_modality(moods), strict=True)
    ]
    _add_dates(speech, proposals, found)
    _add_places(context, proposals, found)
    return found


def read_aspects(context: Context, proposals: Sequence[Proposal]) -> list[dict[str, float]]:
    """What the trained head says of each proposal's pair beside its predicate, as named logits; nothing where there is no head."""
    doc = context.doc
    if not doc.has_extension("vectors") or doc._.vectors is None:
        return [{} for _ in proposals]
    pairs = [(_argument(context, p.subject), _argument(context, p.object)) for p in proposals]
    distinct = list(dict.fromkeys(pairs))
    rows = dict(zip(distinct, score_pairs(doc, distinct).aspects.tolist(), strict=True))
    names = [f"aspect {name}" for name in model_labels()["aspects"]]
    return [dict(zip(names, rows[pair], strict=True)) for pair in pairs]


def _argument(context: Context, mention: int | None) -> tuple[int, int, str] | None:
    if mention is None:
        return None
    entity = context.entity(mention)
    kind = context.mentions[mention].type if entity is None else context.clusters[entity].type
    return context.mentions[mention].start, context.mentions[mention].end, kind


def choose_frames(speech: Speech, proposals: Sequence[Proposal], aspects: Sequence[dict[str, float]]) -> list[Frame | None]:
    """The frame of speech that says each proposal, None for the reporter's own voice."""
    voices = [find_voices(speech, proposal) for proposal in proposals]
    rows = [voice_features(speech, p, here, known) for p, here, known in zip(proposals, voices, aspects, strict=True)]
    chosen = choose("speaker", rows)
    return [None if n is None else speech.frames[here[n].frames[0]] for n, here in zip(chosen, voices, strict=True)]


def _add_dates(speech: Speech, proposals: Sequence[Proposal], found: Sequence[Circumstances]) -> None:
    context = speech.context
    times = [candidate_times(context, proposal) for proposal in proposals]
    rows = [
        [date_features(context, proposal, here, n, next(iter(speech.holding(proposal.trigger)), None)) for n in here]
        for proposal, here in zip(proposals, times, strict=True)
    ]
    for proposal, here, n, around in zip(proposals, times, choose("date", rows), found, strict=True):
        around.date = None if n is None else write_date(context, proposal, here[n])


def _add_places(context: Context, proposals: Sequence[Proposal], found: Sequence[Circumstances]) -> None:
    places = [candidate_places(context, proposal) for proposal in proposals]
    rows = [[place_features(context, proposal, here, m) for m in here] for proposal, here in zip(proposals, places, strict=True)]
    for here, n, around in zip(places, choose("place", rows), found, strict=True):
        around.place = None if n is None else here[n]
