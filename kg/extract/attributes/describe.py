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
from kg.extract.attributes.wording import find_wording
from kg.extract.draft import Circumstances, Cluster, MentionDraft, Proposal
from kg.ontology import load_ontology


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
    speech = Speech(context)
    frames = choose_frames(speech, proposals)
    spoken, ontology = {frame.cue: frame for frame in speech.frames}, load_ontology()
    moods = [mood_features(context, proposal, speech.holding(proposal.trigger)) for proposal in proposals]
    found = [
        Circumstances(
            speaker=None if frame is None else context.representative(frame.holder),
            polarity=polarity,
            modality=modality,
            count=find_count(context, proposal),
            wording=find_wording(context, proposal, spoken.get(proposal.trigger), ontology),
        )
        for proposal, frame, polarity, modality in zip(proposals, frames, judge_polarity(moods), judge_modality(moods), strict=True)
    ]
    _add_dates(speech, proposals, found)
    _add_places(context, proposals, found)
    return found


def choose_frames(speech: Speech, proposals: Sequence[Proposal]) -> list[Frame | None]:
    """The frame of speech that says each proposal, None for the reporter's own voice."""
    voices = [find_voices(speech, proposal) for proposal in proposals]
    rows = [voice_features(speech, proposal, here) for proposal, here in zip(proposals, voices, strict=True)]
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
