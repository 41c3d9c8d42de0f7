"""All circumstances of all proposals of a document."""

from collections.abc import Sequence
from datetime import date

from spacy.tokens import Doc

from kg.extract.attributes.context import Context
from kg.extract.attributes.count import find_count
from kg.extract.attributes.dates import choose_time, write_date
from kg.extract.attributes.frames import Frame, find_frames
from kg.extract.attributes.mood import judge_modality, judge_polarity, mood_features
from kg.extract.attributes.place import choose_place
from kg.extract.attributes.speaker import choose_frame, index_frames
from kg.extract.draft import Circumstances, Cluster, MentionDraft, Proposal


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
    context = Context(doc, mentions, clusters, date.fromisoformat(published[:10]) if published else None)
    frames = find_frames(context)
    by_sentence = index_frames(context, frames)
    return [_describe(context, frames, by_sentence, proposal) for proposal in proposals]


def _describe(context: Context, frames: list[Frame], by_sentence: dict[int, list[int]], proposal: Proposal) -> Circumstances:
    frame = choose_frame(context, frames, by_sentence, proposal)
    mood = mood_features(context, proposal, frame)
    time = choose_time(context, proposal, frame)
    return Circumstances(
        speaker=None if frame is None else context.representative(frame.holder),
        polarity=judge_polarity(mood),
        modality=judge_modality(mood),
        date=None if time is None else write_date(context, proposal, time),
        place=choose_place(context, proposal),
        count=find_count(context, proposal),
    )
