"""What stands around a claim, on sentences whose parse is given: each row is word, tag, part of speech, label, head."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import spacy
from spacy.tokens import Doc

from kg.extract.attributes import describe
from kg.extract.attributes.attach import telling_word
from kg.extract.attributes.context import Context
from kg.extract.attributes.dates import write_date
from kg.extract.attributes.frames import find_frames
from kg.extract.attributes.speaker import Speech
from kg.extract.draft import Circumstances, Cluster, MentionDraft, Proposal
from kg.model import Count


@dataclass
class Parsed:
    doc: Doc
    mentions: list[MentionDraft]
    clusters: list[Cluster]

    def mention(self, words: str) -> int:
        return next(n for n, m in enumerate(self.mentions) if self.doc[m.start : m.end].text == words)

    def describe(
        self, predicate: str, subject: str | None, object: str | None, trigger: str, published: str | None = None
    ) -> Circumstances:
        subject_at, object_at = (None if w is None else self.mention(w) for w in (subject, object))
        at = next(t.i for t in self.doc if t.text == trigger)
        sentence = self.doc[at].sent
        proposal = Proposal(predicate, subject_at, object_at, at, (sentence.start, sentence.end), "test")
        return describe(self.doc, self.mentions, self.clusters, [proposal], published)[0]

    def text(self, mention: int | None) -> str | None:
        return None if mention is None else self.doc[self.mentions[mention].start : self.mentions[mention].end].text


def parsed(rows: str, entities: dict[str, tuple[str, str]]) -> Parsed:
    """`entities`: words -> (type, kind). Every mention is a cluster of its own."""
    cells = [row.split() for row in rows.strip().splitlines()]
    columns: dict[str, list[Any]] = {name: [c[n] for c in cells] for n, name in enumerate(("words", "tags", "pos", "deps"))}
    heads = [int(c[4]) for c in cells]
    lemmas = [c[5] if len(c) > 5 else c[0].lower() for c in cells]
    spaces = [n + 1 < len(cells) and cells[n + 1][0] not in (".", ",", "”", "’s", "n't") and c[0] != "“" for n, c in enumerate(cells)]
    doc = Doc(spacy.blank("en").vocab, spaces=spaces, heads=heads, lemmas=lemmas, **columns)
    mentions = []
    for words, (kind, form) in entities.items():
        start = doc.text.index(words)
        span = doc.char_span(start, start + len(words))
        mentions.append(MentionDraft(span.start, span.end, span.root.i, kind, form, 1.0))  # type: ignore[arg-type]
    clusters = [Cluster(m.type, doc[m.start : m.end].text, (n,)) for n, m in enumerate(mentions)]  # type: ignore[arg-type]
    return Parsed(doc, mentions, clusters)


SAID = parsed(
    """
    Amnesty NNP PROPN nsubj 1
    said VBD VERB ROOT 1 say
    police NNS NOUN nsubj 3
    arrested VBD VERB ccomp 1 arrest
    at IN ADP case 6
    least JJS ADJ case 6
    40 CD NUM nummod 7
    migrants NNS NOUN obj 3 migrant
    in IN ADP case 9
    Harare NNP PROPN obl 3
    on IN ADP case 11
    Monday NNP PROPN obl 3
    . . PUNCT punct 1
    """,
    {
        "Amnesty": ("Organization", "name"),
        "police": ("Organization", "nominal"),
        "at least 40 migrants": ("Group", "nominal"),
        "Harare": ("Place", "name"),
    },
)


def test_speaker_date_place_and_count_of_one_act() -> None:
    found = SAID.describe("ARRESTED", "police", "at least 40 migrants", "arrested", "2019-11-20")
    assert SAID.text(found.speaker) == "Amnesty"
    assert (found.date, SAID.text(found.place), found.count) == ("2019-11-18", "Harare", Count(40, None))
    assert (found.polarity, found.modality) == ("affirmed", "actual")


def test_a_date_hangs_on_the_word_that_tells_the_act_not_on_the_verb_of_speech_above_it() -> None:
    police, migrants = SAID.mention("police"), SAID.mention("at least 40 migrants")
    proposal = Proposal("ARRESTED", police, migrants, 1, (0, 13), "head:pair")
    context = Context(SAID.doc, SAID.mentions, SAID.clusters, date(2019, 11, 20))
    assert SAID.doc[telling_word(context, proposal)].text == "arrested"
    assert SAID.describe("ARRESTED", "police", "at least 40 migrants", "said", "2019-11-20").date == "2019-11-18"


SINCE = parsed(
    """
    Ana NNP PROPN nsubj:pass 3
    has VBZ AUX aux 3 have
    been VBN AUX aux:pass 3 be
    held VBN VERB ROOT 3 hold
    since IN ADP case 5
    2014 CD NUM obl 3
    """,
    {"Ana": ("Person", "name")},
)
ELECTED = parsed(
    """
    Ana NNP PROPN nsubj:pass 2
    was VBD AUX aux:pass 2 be
    elected VBN VERB ROOT 2 elect
    president NN NOUN xcomp 2
    in IN ADP case 5
    2014 CD NUM obl 2
    """,
    {"Ana": ("Person", "name")},
)


def test_what_lasts_is_open_since_it_began_and_what_passes_is_told_as_of_the_publication() -> None:
    def dated(case: Parsed, predicate: str, trigger: int) -> str:
        context = Context(case.doc, case.mentions, case.clusters, date(2019, 11, 20))
        return write_date(context, Proposal(predicate, None, 0, trigger, (0, 6), "test"), 0)

    assert dated(SINCE, "IMPRISONED", 3) == "2014/.."
    assert dated(SINCE, "ARRESTED", 3) == "2014/2019"
    assert dated(ELECTED, "HOLDS_POSITION", 3) == "2014/..", "a tie lasts from when it began"
    assert dated(ELECTED, "KILLED", 2) == "2014"


def test_a_weekday_without_a_publication_date_is_no_date() -> None:
    assert SAID.describe("ARRESTED", "police", "at least 40 migrants", "arrested").date is None


ACCORDING = parsed(
    """
    Soldiers NNS NOUN nsubj 3 soldier
    did VBD AUX aux 3 do
    not RB PART advmod 3
    kill VB VERB ROOT 3
    Omar NNP PROPN obj 3
    Said NNP PROPN flat 4
    , , PUNCT punct 10
    according VBG VERB case 10
    to IN ADP fixed 7
    the DT DET det 10
    ministry NN NOUN obl 3
    . . PUNCT punct 3
    """,
    {"Soldiers": ("Group", "nominal"), "Omar Said": ("Person", "name"), "the ministry": ("Organization", "nominal")},
)


def test_according_to_and_a_negated_act_against_one_person() -> None:
    found = ACCORDING.describe("KILLED", "Soldiers", "Omar Said", "kill", "2019-11-20")
    assert ACCORDING.text(found.speaker) == "the ministry"
    assert (found.polarity, found.date, found.place, found.count) == ("negated", None, None, None)


QUOTED = parsed(
    """
    “ `` PUNCT punct 2
    They PRP PRON nsubj 2
    tortured VBD VERB ROOT 2 torture
    Omar NNP PROPN obj 2
    in IN ADP case 6
    a DT DET det 6
    cell NN NOUN obl 2
    , , PUNCT punct 2
    ” '' PUNCT punct 2
    Ana NNP PROPN nsubj 11
    Ruiz NNP PROPN flat 9
    said VBD VERB parataxis 2 say
    . . PUNCT punct 2
    """,
    {"They": ("Group", "pronoun"), "Omar": ("Person", "name"), "Ana Ruiz": ("Person", "name")},
)


def test_a_quotation_speaks_through_the_one_who_is_quoted() -> None:
    assert QUOTED.text(QUOTED.describe("TORTURED", "They", "Omar", "tortured").speaker) == "Ana Ruiz"


PLAIN = parsed(
    """
    Turkey NNP PROPN nsubj 2
    will MD AUX aux 2
    expel VB VERB ROOT 2
    Ana NNP PROPN obj 2
    Ruiz NNP PROPN flat 3
    . . PUNCT punct 2
    """,
    {"Turkey": ("Country", "name"), "Ana Ruiz": ("Person", "name")},
)


def test_the_reporters_own_voice_and_an_act_to_come() -> None:
    found = PLAIN.describe("EXPELLED", "Turkey", "Ana Ruiz", "expel", "2019-11-20")
    assert (found.speaker, found.modality, found.date) == (None, "planned", None)


ALLEGED = parsed(
    """
    Four CD NUM nummod 1
    men NNS NOUN nsubj 3 man
    allegedly RB ADV advmod 3
    kidnapped VBD VERB ROOT 3 kidnap
    Ana NNP PROPN obj 3
    Ruiz NNP PROPN flat 4
    . . PUNCT punct 3
    """,
    {"Four men": ("Group", "nominal"), "Ana Ruiz": ("Person", "name")},
)


def test_an_unproven_act_is_alleged_and_a_named_person_is_not_counted() -> None:
    found = ALLEGED.describe("ABDUCTED", "Four men", "Ana Ruiz", "kidnapped")
    assert (found.modality, found.polarity, found.count) == ("alleged", "affirmed", None)


THOUGHT = parsed(
    """
    Ana NNP PROPN nsubj:pass 3
    Ruiz NNP PROPN flat 0
    is VBZ AUX aux:pass 3 be
    thought VBN VERB ROOT 3 think
    to TO PART mark 6
    have VB AUX aux 6
    vanished VBN VERB xcomp 3 vanish
    and CC CCONJ cc 9
    been VBN AUX aux:pass 9 be
    killed VBN VERB conj 6 kill
    . . PUNCT punct 3
    """,
    {"Ana Ruiz": ("Person", "name")},
)


def test_what_is_thought_to_have_happened_is_alleged() -> None:
    assert THOUGHT.describe("KILLED", None, "Ana Ruiz", "killed").modality == "alleged"
    assert THOUGHT.describe("ABDUCTED", None, "Ana Ruiz", "vanished").modality == "alleged"


def test_speech_has_no_speaker_but_one_who_reports_it() -> None:
    found = SAID.describe("STATED", "Amnesty", None, "said", "2019-11-20")
    assert found.speaker is None


ASIDE = parsed(
    """
    Viasna NNP PROPN dep 7
    , , PUNCT punct 0
    a DT DET det 3
    group NN NOUN appos 0
    of IN ADP case 5
    lawyers NNS NOUN nmod 3 lawyer
    , , PUNCT punct 0
    said VBD VERB ROOT 7 say
    ten CD NUM nummod 9
    people NNS NOUN nsubj 7
    had VBD AUX aux 12
    been VBN AUX aux:pass 12 be
    arrested VBN VERB ccomp 7 arrest
    , , PUNCT punct 7
    according VBG VERB case 20
    to IN ADP fixed 14
    a DT DET det 17
    report NN NOUN obl 12
    released VBN VERB acl 17 release
    by IN ADP case 20
    Amnesty NNP PROPN obl 18
    . . PUNCT punct 7
    """,
    {
        "Viasna": ("Organization", "name"),
        "ten people": ("Group", "nominal"),
        "a report": ("Organization", "nominal"),
        "Amnesty": ("Organization", "name"),
    },
)


def test_an_aside_parts_no_speaker_from_the_verb_and_a_report_speaks_for_who_released_it() -> None:
    frames = find_frames(Context(ASIDE.doc, ASIDE.mentions, ASIDE.clusters, None))
    assert [(ASIDE.text(frame.holder), frame.act) for frame in frames] == [("Viasna", "say"), ("Amnesty", "according")]


def test_the_frames_that_hold_a_word_come_innermost_first() -> None:
    speech = Speech(Context(ASIDE.doc, ASIDE.mentions, ASIDE.clusters, None))
    assert [frame.act for frame in speech.holding(12)] == ["say", "according"]


TRIED = parsed(
    """
    Police NNS NOUN nsubj 1 police
    arrested VBD VERB ROOT 1 arrest
    Ana NNP PROPN obj 1
    on IN ADP case 4
    charges NNS NOUN obl 1 charge
    of IN ADP case 6
    fraud NN NOUN nmod 4
    and CC CCONJ cc 11
    a DT DET det 9
    court NN NOUN nsubj 11
    then RB ADV advmod 11
    sentenced VBD VERB conj 1 sentence
    her PRP PRON obj 11
    to IN ADP case 15
    two CD NUM nummod 15
    years NNS NOUN obl 11 year
    in IN ADP case 17
    prison NN NOUN obl 11
    in IN ADP case 19
    Harare NNP PROPN obl 11
    . . PUNCT punct 1
    """,
    {"Police": ("Organization", "nominal"), "Ana": ("Person", "name"), "a court": ("Organization", "nominal"), "Harare": ("Place", "name")},
)


def test_the_offence_and_the_sentence_in_their_own_words() -> None:
    assert TRIED.describe("ARRESTED", "Police", "Ana", "arrested").wording == {"offence": "fraud"}
    assert TRIED.describe("CONVICTED", "a court", "Ana", "sentenced").wording == {"sentence": "two years in prison"}


def test_what_is_said_in_its_own_words() -> None:
    told = SAID.describe("STATED", "Amnesty", None, "said").wording
    assert told == {"content": "police arrested at least 40 migrants in Harare on Monday"}
    assert SAID.describe("ARRESTED", "police", "at least 40 migrants", "arrested").wording == {}
