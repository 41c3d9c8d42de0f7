"""Who says what: frames of speech, found once for each document.

A frame has a holder, a cue (the word that says that something is said) and a content (tokens). Frames nest; the
innermost one that holds a claim's trigger is the likely speaker of the claim.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from kg.extract.attributes.context import Context, base, extent
from kg.extract.attributes.lexicon import load_lexicon

_CLAUSES = frozenset(["ccomp", "xcomp", "advcl", "csubj"])
_LONG_SOURCE = 14
"""Tokens that "according to" reaches."""
_MIN_QUOTE = 4
"""Shorter quotations are borrowed words, not speech."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Holder (a mention), cue (a token), and the token ranges said."""

    holder: int
    holder_token: int
    cue: int
    act: str
    """What is done by speaking: a key of `lexicon/speech.yml`, `according` or `quote`."""
    link: str
    """How the content hangs on the cue: `clause`, `object`, `around`, `quote`, `carried`."""
    content: tuple[tuple[int, int], ...]

    def holds(self, i: int) -> bool:
        """Whether token `i` is part of what is said."""
        return any(start <= i < end for start, end in self.content)


@cache
def cue_acts() -> dict[str, str]:
    """Lemma of a cue -> what is done by it."""
    return {lemma: act for act, lemmas in load_lexicon("speech")["verbs"].items() for lemma in reversed(lemmas)}


def find_frames(context: Context) -> list[Frame]:
    """All frames, in the order of their cues; those carried on to later quotations last."""
    frames: list[Frame] = []
    for token in context.doc:
        if token.lower_ == "according":
            frames.extend(_according(context, token))
        elif token.lemma_.lower() in cue_acts() and token.pos_ in ("VERB", "AUX"):
            frames.extend(_spoken(context, token, frames[-1] if frames else None))
        elif token.lemma_.lower() in _papers() and base(token) in ("obl", "nmod"):
            frames.extend(_in_paper(context, token))
    return frames + _carried(context, frames)


@cache
def _papers() -> frozenset[str]:
    return frozenset(load_lexicon("speech")["papers"])


def _without(whole: tuple[int, int], hole: tuple[int, int]) -> tuple[tuple[int, int], ...]:
    parts = (whole[0], min(hole[0], whole[1])), (max(hole[1], whole[0]), whole[1])
    return tuple(part for part in parts if part[0] < part[1])


def _holder(context: Context, token: Token) -> tuple[int, int] | None:
    """The mention that speaks, and its token: through a paper, the body that issued it."""
    nobody = load_lexicon("speech")["nobody"]
    if token.lower_ in nobody and token.pos_ == "PRON" and token.lower_ != "i":
        found = context.mention_at(token) if base(token.head) == "acl" else None
        return None if found is None else (found, token.i)
    if token.lemma_.lower() in _papers():
        for child in token.children:
            if base(child) in ("nmod", "compound") or (
                base(child) == "acl" and child.lemma_ in ("issue", "publish", "release", "obtain", "write")
            ):
                inner = child if base(child) != "acl" else next((c for c in child.children if base(c) == "obl"), None)
                found = None if inner is None else context.mention_at(inner)
                if found is not None and inner is not None and _issues(inner):
                    return found, inner.i
    found = context.mention_at(token)
    return None if found is None else (found, token.i)


def _issues(token: Token) -> bool:
    """A paper's nmod names its issuer after by, of, from, or as possessor - not what it is about."""
    if base(token) == "compound" or token.dep_ == "nmod:poss":
        return True
    return any(base(child) == "case" and child.lower_ in ("by", "of", "from", "'s", "’s") for child in token.children)


def _subject(token: Token) -> Token | None:
    """Subject of a verb; of a conjoined verb without one, that of the first; of a participle, the noun it stands by."""
    for child in token.children:
        if base(child) == "nsubj" and not child.dep_.endswith(":pass"):
            return child
    if any(child.dep_.endswith(":pass") for child in token.children):
        return next((c for c in token.children if base(c) == "obl" and any(k.lower_ == "by" for k in c.children)), None)
    if base(token) in ("conj", "xcomp") and token.head is not token:
        return _subject(token.head)
    if base(token) == "acl" and token.tag_ == "VBG" and token.head.pos_ in ("NOUN", "PROPN"):
        return token.head
    if base(token) == "advcl" and token.head is not token and token.tag_ == "VBG":
        return _subject(token.head)
    return None


def _spoken(context: Context, cue: Token, before: Frame | None) -> Iterator[Frame]:
    if base(cue) == "acl" and cue.tag_ == "VBN":
        return  # "a report released by X": nobody speaks here
    tail = _behind_comma(context, cue)
    subject = None if tail else _subject(cue)
    if subject is not None and subject.i > cue.i and (aside := _before_aside(context, cue)):
        subject = context.doc[aside[1]]
    held = tail or (None if subject is None else _holder(context, subject)) or _beside(context, cue)
    if held is None and subject is not None and before is not None and _goes_on(context, subject, before):
        held = before.holder, subject.i
    if held is None or _unsaid(context, cue, held[0]):
        return
    holder, at = held
    act = cue_acts()[cue.lemma_.lower()]
    content, link = _hanging(cue, at, act)
    sentence = context.sentences[context.sentence[cue.i]]
    if tail is not None:
        content = [*_without(sentence, (min(cue.i, context.mentions[holder].start), max(cue.i + 1, context.mentions[holder].end)))]
        link = "around"
    elif base(cue) in ("parataxis", "advcl") and cue.head is not cue and not any(base(c) == "ccomp" for c in cue.children):
        content = [*_without(sentence, extent(cue))]
        link = "around"
    quoted = _quotes_near(context, cue, sentence)
    if quoted:
        content.extend(quoted)
        link = "quote" if link in ("", "object") else link
    if not content and act in ("say", "claim"):
        content.extend(_without(sentence, (min(cue.i, at), max(cue.i, at) + 1)))
        link = "bare"
    if content:
        yield Frame(holder, at, cue.i, act, link, tuple(content))


def _hanging(cue: Token, holder: int, act: str) -> tuple[list[tuple[int, int]], str]:
    """What hangs on a verb of speech as its content, and how; `holder` is the token of the one who speaks."""
    content: list[tuple[int, int]] = []
    link = ""
    for child in cue.children:
        if child.i == holder or base(child) in ("nsubj", "punct", "aux", "mark", "advmod", "cc"):
            continue
        if base(child) in _CLAUSES and not (base(child) == "advcl" and act in ("say", "claim")):
            content.append(extent(child))
            link = "clause"
        elif base(child) in ("obj", "obl", "parataxis"):
            content.append(extent(child))
            link = link or "object"
    return content, link


def _unsaid(context: Context, cue: Token, holder: int) -> bool:
    """Not said at all ("did not cite", "no outlet reported"), or said by the author ("our correspondent"), who is no entity."""
    first = context.doc[context.mentions[holder].start].lower_
    return first in ("no", "our", "neither") or any(child.lower_ in ("not", "n't", "n’t", "never") for child in cue.children)


def _goes_on(context: Context, subject: Token, before: Frame) -> bool:
    """A paper without an issuer ("a report last year reveals") is by the one who spoke just before, in the paragraph."""
    near = context.sentence[subject.i] - context.sentence[before.cue] <= 2
    return subject.lemma_.lower() in _papers() and near and context.paragraph[subject.i] == context.paragraph[before.cue]


def _behind_comma(context: Context, cue: Token) -> tuple[int, int] | None:
    """The speaker of "…, X said" or "…, said X": plain enough in print to need no parse."""
    held = _beside(context, cue)
    if held is None or cue_acts()[cue.lemma_.lower()] not in ("say", "claim"):
        return None
    first = min(context.mentions[held[0]].start, cue.i)
    while first > 0 and context.doc[first - 1].lower_ in ("the", "a", "an", "one"):
        first -= 1
    start = context.sentences[context.sentence[cue.i]][0]
    return held if first > start + 2 and context.doc[first - 1].text in (",", "”", '"', "''", "’") else None


def _beside(context: Context, cue: Token) -> tuple[int, int] | None:
    """The mention that stands right before a verb of speech, or right behind it, where the parse shows no subject."""
    start, end = context.sentences[context.sentence[cue.i]]
    i = cue.i - 1
    while i >= start and context.doc[i].pos_ in ("ADV", "AUX"):
        i -= 1
    found = context.mention_of.get(i) if i >= start else None
    if found is not None and i >= context.mentions[found].end - 1:
        return found, context.mentions[found].head
    told_to = cue.lemma_.lower() in load_lexicon("speech")["addressed"]  # in ", told Reuters" Reuters listens
    if not told_to and cue.tag_ in ("VBD", "VBZ", "VBP") and cue.i > start and context.doc[cue.i - 1].is_punct:
        after = context.widest_from(cue.i + 1, cue.i + 2)
        # "…, said ten people had died": whoever does something next is spoken of.
        if after is not None and not _begins_clause(context, context.mentions[after].end, end):
            return after, context.mentions[after].head
    return None


def _begins_clause(context: Context, i: int, end: int) -> bool:
    """Whether a finite verb stands at token `i`, adverbs aside."""
    while i < end and context.doc[i].pos_ == "ADV":
        i += 1
    return i < end and context.doc[i].tag_ in ("VBD", "VBZ", "VBP", "MD")


def _before_aside(context: Context, cue: Token) -> tuple[int, int] | None:
    """The first mention of "X, a group that …, said": an aside in commas parts it from its verb."""
    start, _ = context.sentences[context.sentence[cue.i]]
    if cue.i == start or context.doc[cue.i - 1].text != ",":
        return None
    found = context.widest_from(start, start + 2)
    if found is None or context.mentions[found].end >= cue.i - 1 or context.doc[context.mentions[found].end].text != ",":
        return None
    return found, context.mentions[found].head


def _quotes_near(context: Context, cue: Token, sentence: tuple[int, int]) -> list[tuple[int, int]]:
    """Quotations of the cue's sentence that do not hold the cue itself (whole, also where they began before)."""
    own = context.quote_of.get(cue.i)
    near = {context.quote_of[i] for i in range(*sentence) if i in context.quote_of} - {own}
    return [(context.quotes[n].start, context.quotes[n].end) for n in sorted(near)]


def _according(context: Context, token: Token) -> Iterator[Frame]:
    """According to X: the sentence around it."""
    held = _named_source(context, token)
    if held is None:
        return
    head = context.doc[held[1]]
    sentence = context.sentences[context.sentence[token.i]]
    phrase = min(token.i, head.left_edge.i), max(head.right_edge.i + 1, context.mentions[held[0]].end)
    if phrase[1] - phrase[0] > _LONG_SOURCE:
        phrase = token.i, context.mentions[held[0]].end
    yield Frame(held[0], held[1], token.i, "according", "around", _without(sentence, phrase))


def _named_source(context: Context, token: Token) -> tuple[int, int] | None:
    """The first mention behind "according to" that ends its phrase; behind a paper ("a report released by"), its issuer."""
    doc, end = context.doc, context.sentences[context.sentence[token.i]][1]
    i, paper = token.i + 1, False
    while i < min(end, token.i + _LONG_SOURCE):
        word = doc[i]
        found = context.widest_from(i, i)
        if found is not None:
            last = context.mentions[found].end
            head = doc[context.mentions[found].head]
            if head.lemma_.lower() in _papers() and not paper:
                paper, i = True, i + 1
                continue
            possessor = last < end and doc[last].tag_ == "POS"
            if possessor or last >= end or doc[last].pos_ not in ("NOUN", "PROPN", "ADJ"):
                return found, context.mentions[found].head
        if word.lemma_.lower() in _papers():
            paper = True
        elif word.text in (",", ";", "”", '"') and not (found is None and doc[i - 1].pos_ in ("NOUN", "PROPN")):
            return None
        i += 1
    return None


def _in_paper(context: Context, token: Token) -> Iterator[Frame]:
    """In a statement by X, according to a report of X: X speaks if nobody else in the sentence does."""
    if token.i == 0 or not any(child.lower_ in ("in", "per") and base(child) == "case" for child in token.children):
        return
    for child in token.children:
        if base(child) == "nmod" and _issues(child):
            held = context.mention_at(child)
            if held is not None:
                sentence = context.sentences[context.sentence[token.i]]
                yield Frame(held, child.i, token.i, "paper", "around", _without(sentence, extent(token)))
                return


def _carried(context: Context, frames: list[Frame]) -> list[Frame]:
    """Quotations without a cue of their own go on with the last speaker, within the paragraph or the next."""
    attributed = {context.quote_of[start] for f in frames for start, _ in f.content if start in context.quote_of}
    cues = {context.sentence[f.cue]: f for f in frames if f.act != "according"}
    carried = []
    last: Frame | None = None
    place = 0
    for n, quote in enumerate(context.quotes):
        at = context.sentence[quote.start]
        for s in range(place, context.sentence[quote.end - 1] + 1):
            last = cues.get(s, last)
        place = at
        if n in attributed or quote.words < _MIN_QUOTE or last is None or at in cues:
            continue
        if context.paragraph[quote.start] - context.paragraph[last.cue] <= 2:
            carried.append(Frame(last.holder, last.holder_token, last.cue, "quote", "carried", ((quote.start, quote.end),)))
    return carried
