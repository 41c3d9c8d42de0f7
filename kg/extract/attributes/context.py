"""One document, indexed once for all its proposals: sentences, paragraphs, quotations, mentions, times."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from spacy.tokens import Doc, Token

from kg.extract.attributes.numbers import NumberSpan, find_numbers
from kg.extract.attributes.quotes import Quote, find_quotes
from kg.extract.attributes.times import TimeExpression, find_times
from kg.extract.draft import Cluster, MentionDraft

_RELATIVE = frozenset(["who", "which", "that", "whom", "whose"])


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """An expression of time as tokens `[start, end)`, and its syntactic head."""

    start: int
    end: int
    head: int
    told: TimeExpression


@dataclass
class Context:
    """What every attribute looks up. Token indices throughout."""

    doc: Doc
    mentions: Sequence[MentionDraft]
    clusters: Sequence[Cluster]
    published: date | None
    _chains: dict[int, list[Token]] = field(default_factory=dict)

    @cached_property
    def sentence(self) -> list[int]:
        """Index of the sentence of each token."""
        return [n for n, sent in enumerate(self.doc.sents) for _ in sent]

    @cached_property
    def forms(self) -> list[tuple[str, str]]:
        """Each token in lower case, and its lemma."""
        return [(token.lower_, token.lemma_.lower()) for token in self.doc]

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """Tokens `[start, end)` of each sentence."""
        return [(sent.start, sent.end) for sent in self.doc.sents]

    @cached_property
    def paragraph(self) -> list[int]:
        """Index of the paragraph of each token; a line break begins a new one."""
        numbers, now = [], 0
        for token in self.doc:
            numbers.append(now)
            now += token.text.count("\n") > 0
        return numbers

    @cached_property
    def paragraph_start(self) -> list[int]:
        """First token of the paragraph of each token."""
        starts: list[int] = []
        for i, number in enumerate(self.paragraph):
            starts.append(starts[-1] if i and number == self.paragraph[i - 1] else i)
        return starts

    @cached_property
    def quotes(self) -> list[Quote]:
        """Quotations in order."""
        return find_quotes(self.doc, self.paragraph)

    @cached_property
    def quote_of(self) -> dict[int, int]:
        """Token -> index of the quotation that holds it."""
        return {i: n for n, quote in enumerate(self.quotes) for i in range(quote.start, quote.end)}

    @cached_property
    def cluster_of(self) -> dict[int, int]:
        """Mention -> cluster."""
        return {m: n for n, cluster in enumerate(self.clusters) for m in cluster.mentions}

    @cached_property
    def mention_of(self) -> dict[int, int]:
        """Token -> the mention that it heads, else the smallest that holds it; only mentions of an entity."""
        order = sorted(
            (m for m in range(len(self.mentions)) if m in self.cluster_of),
            key=lambda m: -(self.mentions[m].end - self.mentions[m].start),
        )
        table = {i: m for m in order for i in range(self.mentions[m].start, self.mentions[m].end)}
        table.update({self.mentions[m].head: m for m in reversed(order)})
        return table

    @cached_property
    def _widest(self) -> dict[int, int]:
        order = sorted(self.cluster_of, key=lambda m: self.mentions[m].end)
        return {self.mentions[m].start: m for m in order}

    def widest_from(self, first: int, last: int) -> int | None:
        """The longest mention of an entity that starts at the earliest token of `[first, last]` where one does."""
        return next((self._widest[i] for i in range(first, last + 1) if i in self._widest), None)

    @cached_property
    def times(self) -> list[TimeSpan]:
        """Expressions of time in order."""
        spans = []
        for told in find_times(self.doc.text, self.published):
            span = self.doc.char_span(told.start, told.end, alignment_mode="expand")
            if span is not None:
                spans.append(TimeSpan(span.start, span.end, span.root.i, told))
        return spans

    @cached_property
    def times_in(self) -> dict[int, list[int]]:
        """Sentence -> indices of its times."""
        table: dict[int, list[int]] = {}
        for n, time in enumerate(self.times):
            table.setdefault(self.sentence[time.start], []).append(n)
        return table

    @cached_property
    def numbers(self) -> list[tuple[NumberSpan, int, int]]:
        """Numbers in order, each with its tokens `[start, end)`."""
        spans = []
        for number in find_numbers(self.doc.text):
            span = self.doc.char_span(number.start, number.end, alignment_mode="expand")
            if span is not None:
                spans.append((number, span.start, span.end))
        return spans

    def numbers_between(self, start: int, end: int) -> list[tuple[NumberSpan, int, int]]:
        """Numbers that begin at a token of `[start, end)`."""
        starts = self._number_starts
        return self.numbers[bisect_left(starts, start) : bisect_left(starts, end)]

    @cached_property
    def _number_starts(self) -> list[int]:
        return [start for _, start, _ in self.numbers]

    @cached_property
    def _time_tokens(self) -> frozenset[int]:
        return frozenset(i for time in self.times for i in range(time.start, time.end))

    def in_time(self, i: int) -> bool:
        """Whether a token is part of an expression of time."""
        return i in self._time_tokens

    def times_before(self, i: int) -> range:
        """Indices of the times that begin before token `i`."""
        return range(bisect_left(self._time_starts, i))

    @cached_property
    def _time_starts(self) -> list[int]:
        return [time.start for time in self.times]

    @cached_property
    def _places(self) -> list[int]:
        places = (m for m in self.cluster_of if self.mentions[m].type in ("Place", "Country"))
        return sorted(places, key=lambda m: self.mentions[m].head)

    @cached_property
    def _place_heads(self) -> list[int]:
        return [self.mentions[m].head for m in self._places]

    def places_between(self, start: int, end: int) -> list[int]:
        """Mentions of places and countries whose heads lie in `[start, end)`, in text order."""
        return self._places[bisect_left(self._place_heads, start) : bisect_left(self._place_heads, end)]

    @cached_property
    def _entities_by_sentence(self) -> dict[int, set[int]]:
        table: dict[int, set[int]] = {}
        for m, cluster in self.cluster_of.items():
            table.setdefault(self.sentence[self.mentions[m].head], set()).add(cluster)
        return table

    def entities_in(self, sentence: int) -> set[int]:
        """Clusters that a sentence mentions."""
        return self._entities_by_sentence.get(sentence, set())

    def chain(self, i: int) -> list[Token]:
        """The token and its syntactic ancestors, up to the root of the sentence."""
        if i not in self._chains:
            token = self.doc[i]
            self._chains[i] = [token, *token.ancestors]
        return self._chains[i]

    def mention_at(self, token: Token) -> int | None:
        """The mention that a token stands for; a relative pronoun stands for the noun it follows."""
        found = self.mention_of.get(token.i)
        if token.lower_ in _RELATIVE and (found is None or self.mentions[found].kind == "pronoun"):
            clause = next((up for up in self.chain(token.i) if base(up) == "acl"), None)
            if clause is not None and clause.head is not clause:
                return self.mention_of.get(clause.head.i)
        return found

    def representative(self, mention: int) -> int:
        """For a pronoun, a mention of its cluster that names or describes the entity, if there is one."""
        cluster = self.entity(mention)
        if cluster is None or self.mentions[mention].kind != "pronoun":
            return mention
        members = self.clusters[cluster].mentions
        return min(members, key=lambda m: ("name", "nominal", "pronoun").index(self.mentions[m].kind))

    def entity(self, mention: int | None) -> int | None:
        """Cluster of a mention."""
        return None if mention is None else self.cluster_of.get(mention)


def extent(token: Token) -> tuple[int, int]:
    """Tokens `[start, end)` of all that hangs on a token."""
    return token.left_edge.i, token.right_edge.i + 1


def base(token: Token) -> str:
    """Dependency label without its subtype."""
    return token.dep_.split(":")[0]
