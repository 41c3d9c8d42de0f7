"""Named mentions: the names that the pipeline found, brought to our types, and what the gazetteer knows beside them."""

from collections import Counter, defaultdict
from dataclasses import replace

from spacy.tokens import Doc, Span

from kg.extract.draft import MentionDraft
from kg.extract.mentions.nouns import find_noun, singular
from kg.extract.mentions.phrases import phrase_extent
from kg.extract.mentions.seats import is_acting_seat
from kg.gazetteer import capital_code, country_code, country_of, demonym_code, known_body
from kg.model import MentionKind

# labels of OntoNotes pipelines and ours -> our types
LABELS = {
    "PERSON": "Person",
    "PER": "Person",
    "ORG": "Organization",
    "GPE": "Place",
    "LOC": "Place",
    "FAC": "Place",
    "NORP": "Group",
    "EVENT": "Event",
    "LAW": "Law",
    "DATE": "Date",
    "TIME": "Date",
    "MONEY": "Money",
    "QUANTITY": "Quantity",
    "PERCENT": "Quantity",
    "CARDINAL": "Quantity",
    **{t: t for t in ["Person", "Organization", "Country", "Place", "Group", "Event", "Law", "Date", "Money", "Quantity"]},
}
_LAW_ENDINGS = frozenset(
    {"act", "law", "bill", "code", "constitution", "convention", "covenant", "charter", "treaty", "protocol", "decree", "ordinance"}
    | {"amendment", "statute"}
)
# types that the pipeline takes for each other
_MISTAKEN = frozenset({"Person", "Organization", "Place", "Event"})
_PRIVATE = frozenset({"ngo", "union", "party", "company", "religious", "armed_group", "other"})
_PARTICLES = frozenset({"al", "el", "de", "da", "di", "du", "del", "la", "le", "van", "von", "der", "bin", "bint", "ibn", "abu"})
_LOOSE_ENDS = frozenset({"of", "for", "in", "and", "the", "to", "on", "at", "a", "by", "with"})
_REALMS = frozenset({"Kingdom", "Republic", "Duchy", "County", "Principality", "Khanate", "State", "Province", "City", "District", "Isle"})
_FORMER_STATES = frozenset({"Soviet Union", "USSR", "Yugoslavia", "Czechoslovakia", "East Germany", "West Germany", "Ottoman Empire"})
_ROYAL = frozenset({"King", "Queen", "Prince", "Princess", "Pope", "Emperor", "Sultan", "Emir"})
_LOCATIONS = frozenset({"Place", "Country"})
_EDGES = frozenset({"'s", "’s", "'", "’", ",", ".", ";", ":", "-", "\"", "“", "”", "(", ")", "``", "''"})
_NO_NAMES = frozenset({"the", "a", "an", "he", "she", "it", "they", "we", "i", "this", "that", "s"})
_POST_WORDS = frozenset(
    {"chief", "vice", "prime", "deputy", "supreme", "foreign", "interior", "state", "states", "united", "general", "acting", "attorney"}
    | {"defense", "defence", "justice", "high", "press", "house", "white", "crown", "former", "first"}
)
NAME_SCORE = 0.9
GAZETTEER_SCORE = 0.8


def named_mentions(doc: Doc) -> list[MentionDraft]:
    """Names in text order; none overlap, but for the country in a public body's name."""
    found = [draft for ent in doc.ents if (draft := _from_ent(doc, ent)) is not None]
    taken = {i for draft in found for i in range(draft.start, draft.end)}
    found.extend(_from_gazetteer(doc, taken))
    found = _join_split(doc, sorted(found, key=lambda m: m.start))
    found.extend([nested for draft in found for nested in _inside(doc, draft)])
    return _agree_on_types(doc, sorted(found, key=lambda m: m.start))


def _join_split(doc: Doc, names: list[MentionDraft]) -> list[MentionDraft]:
    """Names that the pipeline cut in two and the gazetteer knows whole: "People's Republic of China", "Washington, D.C."."""
    joined: list[MentionDraft] = []
    for name in names:
        before = joined[-1] if joined else None
        if before is not None and name.start - before.end <= 1 and name.type in _LOCATIONS and before.type in _LOCATIONS:
            span = doc[before.start : name.end]
            realm = doc[before.end - 1].text in _REALMS and doc[before.end].text == "of"
            kind = "Country" if country_code(span.text) else "Place" if realm or capital_code(span.text) else None
            if kind is not None:
                joined[-1] = MentionDraft(span.start, span.end, span.root.i, kind, "name", NAME_SCORE)
                continue
        joined.append(name)
    return joined


def _agree_on_types(doc: Doc, names: list[MentionDraft]) -> list[MentionDraft]:
    """One name has one type in an article: the most frequent; a surname of a person whom it names in full is a person.

    Countries, peoples and capitals are left as they are: "Moscow" may be a place here and a government there.
    """
    texts = [doc[m.start : m.end].text.removeprefix("the ").removeprefix("The ") for m in names]
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    surnames = set()
    for m, text in zip(names, texts, strict=True):
        votes[text][m.type] += 1
        if m.type == "Person" and " " in text:
            surnames.add(text.rsplit(" ", 1)[1])
    agreed = []
    for m, text in zip(names, texts, strict=True):
        kind = m.type
        if m.kind == "name" and kind in _MISTAKEN and capital_code(text) is None:
            kind = "Person" if text in surnames else votes[text].most_common(1)[0][0]
        agreed.append(m if kind == m.type or kind not in _MISTAKEN else replace(m, type=kind))
    return agreed


def _from_ent(doc: Doc, ent: Span) -> MentionDraft | None:
    kind = LABELS.get(ent.label_)
    start, end = ent.start, ent.end
    while start < end and (doc[start].text in _EDGES or doc[start].is_space):
        start += 1
    while end > start and (doc[end - 1].is_space or (doc[end - 1].text in _EDGES and not _closes(doc, start, end))):
        end -= 1
    if kind is None or start >= end:
        return None
    # "NGO Human Rights Watch", "dictator Putin": the name begins after the word for what it is
    while end - start > 1 and doc[start + 1].text[:1].isupper() and _leads_in(doc[start].text):
        start += 1
    while kind == "Person" and end - start > 2 and _is_office(doc[start].text):
        start += 1
    # "Union for": a name that was cut short, without its loose end
    while end - start > 1 and doc[end - 1].text in _LOOSE_ENDS:
        end -= 1
    span = doc[start:end]
    if span.text.lower() in _NO_NAMES or not any(c.isalnum() for c in span.text):
        return None
    bare = _is_title(span) if kind == "Person" else kind == "Organization" and is_kind_word(span)
    if bare and kind == "Organization" and span.text[0].isupper() and not span[0].is_sent_start:
        bare = False  # in capitals inside a sentence it is printed as a name: "the Army"
    if bare:
        start, end = phrase_extent(span.root)
    said: MentionKind = "nominal" if bare else "name"
    return MentionDraft(start, end, span.root.i, _refine(span, kind), said, NAME_SCORE)


def _leads_in(word: str) -> bool:
    return word == "NGO" or (word.islower() and word.isalpha() and word not in _PARTICLES)


def _is_office(word: str) -> bool:
    """A word for an office before a person's name ("Prosecutor General"); those of kings and popes are part of theirs."""
    noun = find_noun(word, word)
    return (noun is not None and "official" in noun.facets and word not in _ROYAL) or word in {"Prime", "General", "Foreign", "Interior"}


def _is_title(span: Span) -> bool:
    """A post printed in capitals and no name: "Chief Justice", "US President"."""
    last = find_noun(span[-1].text, span[-1].text)
    return bool(last and last.type == "Person") and all(
        find_noun(t.text, t.text) or t.lower_ in _POST_WORDS or country_of(t.text) for t in span[:-1]
    )


def _closes(doc: Doc, start: int, end: int) -> bool:
    """Whether the last token belongs to the name: the dot of an initial ("William L ."), a bracket that was opened inside."""
    if doc[end - 1].text == "." and end - start > 2 and len(doc[end - 2].text) == 1:
        return True
    return doc[end - 1].text == ")" and any(doc[i].text == "(" for i in range(start, end - 1))


def is_kind_word(span: Span) -> bool:
    """A bare word for a kind of body or for its people, capital or not: "the Commission", "Prosecutors"."""
    if len(span) != 1 or known_body(span.text):
        return False
    noun = find_noun(span[0].lemma_, span.text)
    return noun is not None and (noun.type == "Organization" or (noun.type == "Person" and span[0].lower_ != singular("", span.text)))


def _refine(span: Span, kind: str) -> str:
    """The label of the pipeline, corrected where a name speaks for itself."""
    text = span.text
    if kind in {"Place", "Country"}:
        if country_code(text):
            return "Country"
        if demonym_code(text):
            return "Group"
        body = known_body(text)
        return "Organization" if (body and body.kind == "government") or is_acting_seat(span) else "Place"
    if kind in {"Organization", "Group"}:
        if text in _FORMER_STATES:
            return "Place"
        if span[-1].lower_ in _LAW_ENDINGS and len(span) > 1:
            return "Law"
        if demonym_code(text):
            return "Group"
        if country_code(text):
            return "Country"
        return "Organization" if known_body(text) else kind
    return kind


def _from_gazetteer(doc: Doc, taken: set[int]) -> list[MentionDraft]:
    """Countries and demonyms that the pipeline passed over."""
    return _countries_in(doc, 0, len(doc), taken)


def _inside(doc: Doc, name: MentionDraft) -> list[MentionDraft]:
    """The country inside a public body's name ("Russian Interior Ministry"); NGOs, unions and firms belong to none."""
    if name.type != "Organization" or name.end - name.start < 2:
        return []
    nouns = (find_noun(t.text, t.text) for t in doc[name.start : name.end])
    if not any(n and n.type == "Organization" and n.facets and n.facets[0] not in _PRIVATE for n in nouns):
        return []
    found = _countries_in(doc, name.start, name.end, set())
    # described by the name around it, and no name of its own where names are counted
    return [replace(m, kind="nominal") for m in found if m.end - m.start < name.end - name.start and m.head != name.head]


def _countries_in(doc: Doc, start: int, end: int, taken: set[int]) -> list[MentionDraft]:
    """Countries and demonyms of one to three words between two tokens, outside those that are taken."""
    found = []
    i = start
    while i < end:
        if i in taken or not doc[i].text[:1].isupper() or (i and doc[i - 1].text == "New"):
            i += 1
            continue
        for width in (3, 2, 1):
            if i + width > end or any(j in taken for j in range(i, i + width)):
                continue
            text = doc[i : i + width].text
            kind = "Country" if country_code(text) else "Group" if demonym_code(text) else None
            if kind:
                found.append(MentionDraft(i, i + width, doc[i : i + width].root.i, kind, "name", GAZETTEER_SCORE))
                i += width - 1
                break
        i += 1
    return found
