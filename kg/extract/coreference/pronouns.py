""" "I" and "we" inside quotation marks: whoever speaks there, also where the name comes after. All other pronouns are the ranker's."""

from collections.abc import Sequence

from spacy.tokens import Doc

from kg.extract.coreference.chains import Chains
from kg.extract.coreference.facts import Facts
from kg.extract.coreference.quotes import find_quotes

_FIRST = frozenset({"i", "me", "my", "mine", "myself"})
_FIRST_PLURAL = frozenset({"we", "us", "our", "ours", "ourselves"})


def link_first_persons(doc: Doc, chains: Chains, facts: Sequence[Facts]) -> None:
    """Join the first persons of each quotation to its speaker: "I" to a person, "we" to anybody else."""
    by_head = {f.head.i: f for f in facts}
    for quote in find_quotes(doc):
        speaker = by_head.get(quote.speaker) if quote.speaker is not None else None
        if speaker is None:
            continue
        for word in range(quote.start, quote.end):
            f = by_head.get(word)
            if f is None or not f.is_pronoun or f.head.lower_ not in _FIRST | _FIRST_PLURAL:
                continue
            one = f.head.lower_ in _FIRST
            if (chains.of(speaker.index).type == "Person") == one:
                _join(chains, speaker, f)


def _join(chains: Chains, speaker: Facts, f: Facts) -> None:
    """A pronoun says little of the type: it takes that of whom it stands for."""
    chain = chains.of(f.index)
    if chain.type != "Person" and len(chain.members) == 1:
        chain.type = chains.of(speaker.index).type
    chains.merge(speaker.index, f.index)
