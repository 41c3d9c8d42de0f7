"""Described entities ("some unidentified men", "the head of the Kremlin") and pronouns."""

from collections.abc import Iterable

from spacy.tokens import Doc, Span, Token

from kg.extract.draft import MentionDraft
from kg.extract.mentions.names import LABELS
from kg.extract.mentions.nouns import Noun, find_noun
from kg.extract.mentions.phrases import complements, phrase_extent
from kg.model import ENTITY_TYPES, MentionKind

TAGGER_SCORE = 0.85
RULE_SCORE = 0.6
PRONOUNS = {
    **dict.fromkeys(["he", "him", "his", "himself", "she", "her", "hers", "herself", "i", "me", "my", "mine", "myself"], "Person"),
    **dict.fromkeys(["who", "whom", "whose"], "Person"),
    **dict.fromkeys(["they", "them", "their", "theirs", "themselves", "we", "us", "our", "ours", "ourselves"], "Group"),
    **dict.fromkeys(["it", "its", "itself"], "Organization"),
}
_LONGEST = 10  # tokens of a tagged description
_LOOSE = frozenset({"ADP", "DET", "CCONJ", "SCONJ", "AUX", "VERB"})
_HEADS = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "PRON", "VERB", "X"})
_NOT_A_PHRASE = frozenset(["compound", "flat", "nmod:desc", "fixed"])
# plural bodies are described collectives, except those that English always puts in the plural
_PLURAL_BODIES = frozenset(["authorities", "forces", "troops", "police", "media"])
# kinds of bodies that a noun before another noun may name ("police officers", but not "school employees")
_ARMS = frozenset({"government", "police", "military", "legislature", "party", "armed_group", "intelligence"})
_QUANTIFIERS = frozenset(["dozens", "hundreds", "thousands", "millions", "scores", "others", "some", "many"]) | frozenset(
    ["several", "both", "all", "those", "most"]
)
_NEVER_ALONE = frozenset(
    {"number", "rest", "pair", "class", "cell", "other", "many", "some", "several", "dozen", "hundred", "thousand", "million", "score"}
)
_PREPOSITIONS = frozenset({"of"})


def described_mentions(doc: Doc, names: Iterable[MentionDraft]) -> list[MentionDraft]:
    """Nominal mentions and pronouns; at most one for a head word, and none where a name has that head."""
    named = {i for m in names for i in range(m.start, m.end)}
    found = _tagged(doc, named)
    for token in doc:
        if token.i in found or token.i in named:
            continue
        draft = _pronoun(token) or _phrase(token)
        if draft is not None:
            found[token.i] = draft
    return list(found.values())


def _tagged(doc: Doc, named: set[int]) -> dict[int, MentionDraft]:
    """What the tagger for mentions found, by head word."""
    found: dict[int, MentionDraft] = {}
    spans: Iterable[Span] = doc.spans.get("mentions", ())
    for span in spans:
        kind = LABELS.get(span.label_)
        head = span.root
        if kind not in ENTITY_TYPES or head.i in named or head.i in found or head.pos_ not in _HEADS:
            continue
        said: MentionKind = "pronoun" if len(span) == 1 and head.lower_ in PRONOUNS else "nominal"
        start, end = _trim(span)
        found[head.i] = MentionDraft(start, end, head.i, _tagged_type(head, kind), said, TAGGER_SCORE)
    return found


def _trim(span: Span) -> tuple[int, int]:
    """A tagged extent without loose ends ("the governments of"), and the plain phrase where it is too long to say who is meant."""
    start, end = (span.start, span.end) if len(span) <= _LONGEST else phrase_extent(span.root)
    while end - 1 > span.root.i and (span.doc[end - 1].is_punct or span.doc[end - 1].pos_ in _LOOSE or span.doc[end - 1].tag_ == "WP"):
        end -= 1
    return start, end


def _tagged_type(head: Token, kind: str) -> str:
    """The tagger's type, but for bodies that English puts in the plural and for several countries."""
    noun = find_noun(head.lemma_, head.text)
    if noun and noun.type == "Organization" and kind == "Group" and (head.lower_ in _PLURAL_BODIES or not is_plural(head)):
        return "Organization"
    return "Group" if kind == "Country" and noun is not None and is_plural(head) else kind


def _pronoun(token: Token) -> MentionDraft | None:
    kind = PRONOUNS.get(token.lower_)
    if kind is None or token.dep_ == "expl" or token.text == "US" or token.pos_ not in {"PRON", "DET", ""}:
        return None
    return MentionDraft(token.i, token.i + 1, token.i, kind, "pronoun", RULE_SCORE)


def _phrase(token: Token) -> MentionDraft | None:
    kind = _phrase_type(token)
    if kind is None:
        return None
    start, end = phrase_extent(token)
    return MentionDraft(start, end, token.i, kind, "nominal", RULE_SCORE)


def _phrase_type(token: Token) -> str | None:
    noun = find_noun(token.lemma_, token.text) if token.pos_ in {"NOUN", "PROPN", "ADJ"} else None
    if token.dep_ in _NOT_A_PHRASE:
        # "police officers": the body before the noun acts through it
        modifies_noun = token.dep_ == "compound" and token.head.pos_ == "NOUN"
        return "Organization" if noun and modifies_noun and token.pos_ == "NOUN" and _ARMS.intersection(noun.facets) else None
    if token.dep_ == "amod" or token.pos_ in {"NUM", "DET", "PRON"} or token.lower_ in _QUANTIFIERS:
        return _quantified(token)
    if token.pos_ == "ADJ":
        return _nominal_adjective(token)
    return number_type(token, noun) if noun and token.lemma_.lower() not in _NEVER_ALONE else None


def number_type(token: Token, noun: Noun) -> str:
    """Type of a head noun in its number: several persons are a Group, several bodies too unless always plural."""
    if not is_plural(token):
        return noun.type
    if noun.type == "Person":
        return "Group"
    if noun.type in {"Organization", "Country"} and token.lower_ not in _PLURAL_BODIES:
        return "Group"
    return noun.type


def is_plural(token: Token) -> bool:
    """By morphology, by tag, and by the words whose plural has no ending."""
    if token.lower_ in {"people", "police", "men", "women", "children"}:
        return True
    return "Plur" in token.morph.get("Number", []) or token.tag_ in {"NNS", "NNPS"}


def _quantified(token: Token) -> str | None:
    """ "Two of the men", "dozens of migrants", "those detained", "four were killed": numbers that stand for people."""
    if token.dep_ in {"amod", "nummod", "det", "advmod", "compound", "nmod:poss", "cc:preconj", "det:predet"}:
        return None
    of = [noun for c in complements(token, _PREPOSITIONS) if (noun := find_noun(c.lemma_, c.text))]
    if of:
        if of[0].type not in {"Person", "Group"}:
            return None
        return "Person" if token.lower_ == "one" else "Group"
    clause = any(c.dep_ in {"acl", "acl:relcl", "relcl"} for c in token.rights)
    if token.lower_ == "those" and clause:
        return "Group"
    if token.pos_ == "NUM" or token.lower_ in _QUANTIFIERS:
        return "Group" if token.dep_ in {"nsubj:pass", "nsubjpass", "nsubj"} and _acts_on_people(token) else None
    return None


def _acts_on_people(token: Token) -> bool:
    """Whether the verb is one that happens to people, so that a bare number before it counts them."""
    return token.head.lemma_.lower() in _PERSON_VERBS


_PERSON_VERBS = frozenset(
    {"kill", "injure", "wound", "arrest", "detain", "die", "abduct", "kidnap", "hospitalize", "release", "imprison", "jail", "charge"}
    | {"sentence", "convict", "rescue", "behead", "execute", "shoot", "deport", "expel", "evacuate", "displace", "flee", "murder"}
    | {"torture", "protest", "march", "escape", "survive"}
)


def _nominal_adjective(token: Token) -> str | None:
    """ "The accused", "the wounded": an adjective with an article that no noun follows."""
    noun = find_noun(token.lemma_, token.text)
    if noun is None or noun.type not in {"Person", "Group"} or not any(c.dep_ == "det" for c in token.lefts):
        return None
    return "Group" if token.lower_ in {"wounded", "injured", "dead", "others"} else noun.type
