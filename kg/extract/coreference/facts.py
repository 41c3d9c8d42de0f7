"""What coreference knows of each mention before it links any."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import Levenshtein
from spacy.tokens import Doc, Token

from kg.extract.draft import MentionDraft
from kg.extract.mentions.names import is_kind_word
from kg.extract.mentions.nominals import is_plural
from kg.extract.mentions.nouns import find_noun, singular
from kg.extract.mentions.values import VALUES
from kg.gazetteer import country_code, demonym_code, first_name_sex

_ARTICLES = frozenset({"the", "a", "an"})
_POSSESSIVES = frozenset({"his", "her", "its", "their", "my", "our", "your"})
_DEMONSTRATIVES = frozenset({"this", "these", "that", "those", "such"})
_SEXED = {
    **dict.fromkeys(["he", "him", "his", "himself", "mr", "mr.", "sir", "lord", "king", "prince"], "man"),
    **dict.fromkeys(["she", "her", "hers", "herself", "mrs", "mrs.", "ms", "ms.", "miss", "lady", "queen", "princess"], "woman"),
}
_MODIFIERS = frozenset({"amod", "compound", "nmod:desc", "nmod:unmarked"})
_TITLE_DEPS = frozenset({"nmod:desc", "compound", "amod", "nmod:unmarked"})
_POST_WORDS = frozenset({"prime", "vice", "attorney", "general", "chief", "deputy", "foreign", "interior", "crown", "rep.", "sen.", "gov."})
_OTHERS = frozenset({"other", "others", "another", "more", "additional", "second", "third", "new", "further"})
_TYPO = 0.84  # least similarity of two surnames that are one, misspelt
_TYPO_LENGTH = 6
_NOT_TITLES = frozenset({"mr", "mr.", "mrs", "mrs.", "ms", "ms.", "miss", "dr", "dr.", "late", "former", "then", "old", "year"})


@dataclass(slots=True)
class Facts:
    """One mention, looked at once."""

    index: int
    mention: MentionDraft
    head: Token
    text: str
    words: tuple[str, ...]
    """Words without article, possessive ending and punctuation, as printed."""
    lemma: str
    sentence: int
    paragraph: int
    plural: bool | None
    """None when number is not told (names of bodies)."""
    determiner: str
    """`definite`, `indefinite`, `possessive`, `demonstrative`, `bare`."""
    sex: str | None = None
    code: str | None = None
    """Country code of a country name or a demonym."""
    is_name: bool = False
    """Whether it names its entity; a capital word for a kind of body ("the Army") describes it."""
    titles: tuple[str, ...] = ()
    """Words printed before a person's name: ("Prosecutor", "General")."""
    facets: tuple[str, ...] = field(default=())
    """Facets of the head noun."""

    @property
    def type(self) -> str:
        """The mention's type."""
        return self.mention.type

    @property
    def is_pronoun(self) -> bool:
        """Whether it is a pronoun."""
        return self.mention.kind == "pronoun"


def gather_facts(doc: Doc, mentions: Sequence[MentionDraft]) -> list[Facts]:
    """Facts of the mentions that may be an entity's, in the order given."""
    sentences, paragraphs = _layout(doc)
    return [_facts(doc, i, m, sentences, paragraphs) for i, m in enumerate(mentions) if m.type not in VALUES]


def _layout(doc: Doc) -> tuple[list[int], list[int]]:
    """Number of the sentence and of the paragraph of every token."""
    sentences, paragraphs, sentence, paragraph = [], [], -1, 0
    for token in doc:
        sentence += token.is_sent_start is True or token.i == 0
        if token.i and "\n" in doc[token.i - 1].text_with_ws:
            paragraph += 1
        sentences.append(sentence)
        paragraphs.append(paragraph)
    return sentences, paragraphs


def _facts(doc: Doc, index: int, mention: MentionDraft, sentences: list[int], paragraphs: list[int]) -> Facts:
    head = doc[mention.head]
    tokens = [doc[i] for i in range(mention.start, mention.end)]
    printed = [t.text for t in tokens if not (t.is_punct or t.is_space) and t.text not in {"'s", "’s"}]
    determiner = _determiner(tokens[0], head)
    words = printed[1:] if printed and printed[0].lower() in _ARTICLES | _DEMONSTRATIVES and len(printed) > 1 else printed
    text = _printed(doc, mention, determiner in {"definite", "demonstrative"} or tokens[0].lower_ in _ARTICLES)
    if determiner == "bare" and mention.start and doc[mention.start - 1].lower_ == "the":
        determiner = "definite"
    noun = find_noun(head.lemma_, head.text) if mention.kind != "pronoun" and (mention.kind == "nominal" or len(words) == 1) else None
    facts = Facts(
        index=index,
        mention=mention,
        head=head,
        text=text,
        words=tuple(words),
        lemma=_singular(head),
        sentence=sentences[head.i],
        paragraph=paragraphs[head.i],
        plural=_number(mention, head),
        determiner=determiner,
        facets=noun.facets if noun else (),
    )
    if mention.type in {"Country", "Group", "Organization"} and mention.kind != "pronoun":
        facts.code = country_code(text) or demonym_code(text)
    bare = mention.type == "Organization" and is_kind_word(doc[mention.start : mention.end])
    facts.is_name = (mention.kind == "name" and not bare) or (mention.type in {"Country", "Group"} and facts.code is not None)
    if mention.type == "Person":
        facts.titles = _titles(doc, mention) if mention.kind == "name" else ()
        facts.sex = _sex(facts)
    return facts


def _printed(doc: Doc, mention: MentionDraft, drop_first: bool) -> str:
    """The mention as printed, on one line, without its article and a possessive ending."""
    start, end = mention.start, mention.end
    start += drop_first and end - start > 1
    while end - 1 > start and (doc[end - 1].text in {"'s", "’s", "'", "’"} or doc[end - 1].is_space):
        end -= 1
    return " ".join(doc[start:end].text.split())


def _singular(head: Token) -> str:
    if known := singular(head.lemma_, head.text):
        return known
    word = head.lemma_.lower() or head.lower_
    if word.endswith("men"):
        return word[:-3] + "man"
    return word[:-1] if word == head.lower_ and is_plural(head) and word.endswith("s") and len(word) > 3 else word


def _number(mention: MentionDraft, head: Token) -> bool | None:
    if mention.type == "Group":
        return True
    if mention.type == "Person":
        return False
    return is_plural(head) if mention.kind == "nominal" else None


def _determiner(first: Token, head: Token) -> str:
    word = first.lower_
    if word == "the":
        return "definite"
    if word in {"a", "an", "another", "one", "some"} and first.i != head.i:
        return "indefinite"
    if word in _POSSESSIVES or any(c.dep_ in {"nmod:poss", "poss"} for c in head.lefts):
        return "possessive"
    return "demonstrative" if word in _DEMONSTRATIVES else "bare"


def _titles(doc: Doc, mention: MentionDraft) -> tuple[str, ...]:
    """Words before a name that hang on it or are words for posts ("Russian Prosecutor General"), and titles inside it ("King …")."""
    inside = []
    for i in range(mention.start, mention.end - 1):
        if not _is_post(doc[i]):
            break
        inside.append(doc[i].text)
    found: list[str] = []
    i = mention.start - 1
    while i >= 0 and len(found) < 8:
        token = doc[i]
        hangs = token.dep_ in _TITLE_DEPS and i < token.head.i < mention.end
        in_phrase = found and token.lower_ in {"of", "and", "for"} and find_noun(doc[i - 1].text, doc[i - 1].text) is not None
        before_post = found and (country_code(token.text) or demonym_code(token.text))
        if token.is_punct or not (hangs or _is_post(token) or in_phrase or before_post):
            break
        found.insert(0, token.text)
        i -= 1
    return (*found, *inside)


def _is_post(token: Token) -> bool:
    noun = find_noun(token.lemma_, token.text)
    return (noun is not None and noun.type == "Person" and not is_plural(token)) or token.lower_ in _SEXED or token.lower_ in _POST_WORDS


def _sex(facts: Facts) -> str | None:
    """`man` or `woman` by pronoun, noun, title or first name, None when in doubt."""
    if facts.is_pronoun:
        return _SEXED.get(facts.head.lower_)
    for facet in facts.facets:
        if facet in {"man", "woman"}:
            return facet
    for title in facts.titles:
        if title.lower() in _SEXED:
            return _SEXED[title.lower()]
        noun = find_noun(title, title)
        if noun and (sex := next((f for f in noun.facets if f in {"man", "woman"}), None)):
            return sex
    first = facts.words[0].lower() if facts.words else ""
    if facts.is_name and first in _SEXED:
        return _SEXED[first]
    return first_name_sex(facts.words[0]) if facts.is_name and len(facts.words) > 1 else None


def is_modifier(facts: Facts) -> bool:
    """Whether a demonym or country name stands as an adjective before a noun: "Russian police", "British and French police"."""
    head = facts.head
    if head.dep_ in _MODIFIERS and head.head.i > head.i:
        return True
    if head.dep_ == "conj" and head.head.dep_ in _MODIFIERS:
        return True
    after = head.doc[head.i + 1] if head.i + 1 < len(head.doc) else None
    if after is not None and after.pos_ in {"NOUN", "ADJ", "PROPN"} and not is_plural(head):
        return True
    return head.pos_ == "ADJ" and not is_plural(head) and head.doc[facts.mention.start - 1].lower_ not in _ARTICLES


def plain_title(words: Sequence[str]) -> str:
    """A title as it is compared: lower case, without courtesies and numbers."""
    kept = [w.lower() for w in words if w.lower() not in _NOT_TITLES and not re.fullmatch(r"\W*\d*\W*", w)]
    return " ".join(kept)


def split_country(words: Iterable[str]) -> tuple[str | None, tuple[str, ...]]:
    """Country in front of a body's name ("Russian Interior Ministry") and the rest in lower case, without article."""
    printed = [w for w in words if w.lower() != "the"]
    kept = tuple(w.casefold().replace(".", "") for w in printed)
    for width in (2, 1):
        front = " ".join(printed[:width])
        code = country_code(front) or demonym_code(front) if len(printed) > width + 1 else None
        if code:
            return code, kept[width:]
    return None, kept


def alike(a: str, b: str) -> bool:
    """Two spellings of one long word: "Magombeyi", "Mugombeyi"."""
    return min(len(a), len(b)) >= _TYPO_LENGTH and Levenshtein.normalized_similarity(a, b) >= _TYPO


def own_country(facts: Facts) -> str | None:
    """Country that a description names in front: "the Russian president"."""
    return split_country((*facts.words, ""))[0] if len(facts.words) > 1 else None


def speaks_of_others(facts: Facts) -> bool:
    """Whether a description sets its entity apart from those before: "another man", "three others"."""
    return any(w.lower() in _OTHERS for w in facts.words)
