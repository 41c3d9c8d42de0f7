"""Which words are shown as the evidence of a claim: trigger and arguments with as many words around as readers mark.

An affiliation is said by a phrase, an act by a clause, speech by most of its sentence; the farther trigger and arguments
lie apart, and the fewer of them are unknown, the fewer words stand around. The margins are those that reach half of the
characters in common, both ways, most often on labelled articles.
"""

from collections.abc import Sequence

from spacy.tokens import Doc

from kg.extract.draft import MentionDraft, Proposal
from kg.ontology import Family

Margins = tuple[tuple[int, int], tuple[int, int], tuple[int, int]]
FAR = (8, 16)
"""Words between the first and the last of trigger and arguments from which the second and third margins hold."""
MARGINS: dict[tuple[Family, bool], Margins] = {
    ("affiliation", False): ((2, 2), (2, 0), (0, 0)),
    ("affiliation", True): ((2, 2), (2, 0), (0, 0)),
    ("act", False): ((6, 8), (3, 8), (0, 6)),
    ("act", True): ((6, 12), (3, 10), (2, 16)),
    ("speech", False): ((6, 10), (2, 10), (0, 8)),
    ("speech", True): ((20, 20), (12, 24), (4, 24)),
}
"""Words before and after, by the kind of predicate and whether an argument is unknown."""
LOOSE = frozenset([",", ";", "and", "but", "-", "–", "—"])
"""Words that no evidence begins or ends with."""
LEADING_ON = frozenset(["IN", "TO", "DT", "PRP$", "CC", "WDT"])
"""Tags of words that lead on to what is not shown: no evidence ends with one."""
LONGEST_NAME = 10
"""Words of a name, date or figure that is shown whole."""


def find_evidence(doc: Doc, mentions: Sequence[MentionDraft], proposal: Proposal, family: Family) -> tuple[int, int]:
    """Tokens `[start, end)`, within the sentence of trigger and arguments."""
    arguments = [mentions[m] for m in (proposal.subject, proposal.object) if m is not None]
    start = min(proposal.trigger, *(m.start for m in arguments))
    end = max(proposal.trigger + 1, *(m.end for m in arguments))
    before, after = MARGINS[family, len(arguments) < 2][sum(end - start >= words for words in FAR)]
    low = max(start - before, min(start, doc[start].sent.start))
    high = min(end + after, max(end, doc[end - 1].sent.end))
    while low < start and (doc[low].is_space or doc[low].text in LOOSE):
        low += 1
    while high > end and (doc[high - 1].is_space or doc[high - 1].text in LOOSE or doc[high - 1].tag_ in LEADING_ON):
        high -= 1
    return _whole(mentions, low, high)


def _whole(mentions: Sequence[MentionDraft], low: int, high: int) -> tuple[int, int]:
    """The evidence with the whole of a name, date or figure that it would cut."""
    named = [m for m in mentions if m.kind == "name" and m.end - m.start <= LONGEST_NAME]
    low = min([low, *(m.start for m in named if m.start < low < m.end)])
    return low, max([high, *(m.end for m in named if m.start < high < m.end)])
