"""What a pair of mentions looks like in words and relations: the input of the lexical model."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from kg.extract.claims.context import Context
from kg.extract.claims.pairs import Pair
from kg.extract.draft import Proposal

LONG = 7
"""Steps of a path; longer ones are all alike."""
BETWEEN = 6
"""Words between the two mentions beyond which they are not listed."""
CLAUSE_PARTS = frozenset(["obj", "obl", "xcomp", "compound:prt", "obl:agent", "nsubj", "nsubj:pass", "advmod", "aux:pass", "neg"])
PATH_PARTS = frozenset(["obj", "compound:prt", "xcomp", "obl", "nmod", "amod", "compound", "advmod"])
NAME_PARTS = frozenset(["amod", "compound", "nmod:desc", "appos", "flat"])


class SymbolReader:
    """Reads the symbols of one document's pairs; what many pairs share is worked out once."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._tree = context.tree
        self._climbs: dict[int, list[int]] = {}
        self._relations: dict[int, str] = {}
        self._below: dict[int, list[str]] = {}

    def read(self, pair: Pair) -> list[str]:
        """Names of the features that hold for `pair`."""
        subject, object = pair
        if subject is not None and object is not None:
            return self._of_two(subject, object)
        mention = subject if subject is not None else object
        assert mention is not None
        return list(self._of_one(mention, "s" if object is None else "o"))

    def trigger(self, pair: Pair) -> int:
        """The word that most likely says what holds between the two: where their paths meet, or the governor of the one."""
        heads = [self.context.mentions[m].head for m in pair if m is not None]
        if len(heads) == 2:
            up, _ = self._meet(*heads)
            return up[-1]
        return self._tree.head[heads[0]]

    def _of_one(self, mention: int, side: str) -> Iterator[str]:
        """The word's place in its clause: its governors with the relations up to them."""
        tree, kind = self._tree, self.context.types[mention]
        head = self.context.mentions[mention].head
        yield f"1{side}"
        yield f"1{side}|{kind}"
        yield f"1{side}|{kind}|{tree.lemma[head]}"
        path = ""
        for word, next_word in pairwise(self._climb(head)[:4]):
            path += f"<{self._relation(word)}"
            yield f"1{side}{path}<{tree.lemma[next_word]}"
            yield f"1{side}{path}<{tree.lemma[next_word]}|{kind}"
            yield f"1{side}|{tree.lemma[next_word]}|{self._voice(next_word)}"
            for child in tree.children[next_word]:
                if tree.dep[child] in CLAUSE_PARTS:
                    yield f"1{side}{path}<{tree.lemma[next_word]}>{tree.dep[child]}:{tree.lemma[child]}"
        for child in tree.children[head]:
            if tree.dep[child] != "punct":
                yield f"1{side}>{tree.dep[child]}:{tree.lemma[child]}"
                if tree.dep[child].startswith(("acl", "nmod")):
                    yield f"1{side}>{tree.dep[child]}:{tree.case(child)}:{tree.lemma[child]}:{self._voice(child)}"

    def _of_two(self, subject: int, object: int) -> list[str]:
        """The path between the two, with and without its words; the types; the words around."""
        lemma = self._tree.lemma
        kind, other = self.context.types[subject], self.context.types[object]
        kinds = f"{kind}>{other}"
        a, b = self.context.mentions[subject], self.context.mentions[object]
        found = [f"2|{kinds}", f"2s|{lemma[a.head]}|{other}", f"2o|{kind}|{lemma[b.head]}"]
        order = "+" if a.start < b.start else "-"
        found += self._path(a.head, b.head, kinds, order)
        found += [f"2s>{part}" for part in self._parts(a.head)]
        found += [f"2{'s' if a.head == b.head else 'o'}>{part}" for part in self._parts(b.head)]
        first, last = (a, b) if a.start < b.start else (b, a)
        gap = lemma[first.end : last.start]
        if len(gap) <= BETWEEN:
            found.append(f"2gap{order}|{' '.join(gap)}")
            found += [f"2g{order}|{word}|{kinds}" for word in gap]
        if last.start < first.end:
            found += [f"2in{order}|{kinds}", f"2in{order}|{lemma[first.head]}"]
        return found

    def _path(self, a: int, b: int, kinds: str, order: str) -> list[str]:
        lemma = self._tree.lemma
        up, down = self._meet(a, b)
        top = up[-1]
        if len(up) + len(down) > LONG:
            return [f"2far|{kinds}", f"2far|{lemma[top]}"]
        left = "".join(f"<{self._relation(word)}" for word in up[:-1])
        right = "".join(f">{self._relation(word)}" for word in reversed(down[:-1]))
        middle = lemma[top] if top not in (a, b) else ""
        found = [f"2{left}{middle}{right}", f"2{left}{middle}{right}|{kinds}", f"2{left}*{right}|{kinds}{order}"]
        for word in (*up[1:], *down[1:-1]):
            found += [f"2w|{lemma[word]}|{kinds}", f"2w|{lemma[word]}|{order}", *self._around(word)]
        return found

    def _around(self, word: int) -> list[str]:
        """What hangs on a word of the path."""
        if word not in self._below:
            tree = self._tree
            parts = (child for child in tree.children[word] if tree.dep[child] in PATH_PARTS)
            self._below[word] = [f"2c|{tree.lemma[word]}>{tree.dep[child]}:{tree.lemma[child]}" for child in parts]
        return self._below[word]

    def _parts(self, head: int) -> Iterator[str]:
        """Words of a description that are no mention of their own."""
        tree = self._tree
        for child in tree.children[head]:
            if tree.dep[child] in NAME_PARTS and child not in tree.mention_of:
                yield f"{tree.dep[child]}:{tree.lemma[child]}"

    def _relation(self, word: int) -> str:
        """Relation to the head, with its preposition."""
        if word not in self._relations:
            dep = self._tree.dep[word]
            case = self._tree.case(word) if dep in ("obl", "nmod", "advcl", "acl") else ""
            self._relations[word] = f"{dep}:{case}" if case else dep
        return self._relations[word]

    def _voice(self, word: int) -> str:
        return "pass" if any(True for _ in self._tree.kids(word, "aux:pass", "nsubj:pass")) else self._tree.tag[word]

    def _climb(self, word: int) -> list[int]:
        if word not in self._climbs:
            steps = [word]
            while self._tree.head[steps[-1]] != steps[-1] and len(steps) < 12:
                steps.append(self._tree.head[steps[-1]])
            self._climbs[word] = steps
        return self._climbs[word]

    def _meet(self, a: int, b: int) -> tuple[list[int], list[int]]:
        """Words from `a` and from `b` up to their lowest common head, both included; all of them where there is none."""
        up, down = self._climb(a), self._climb(b)
        for i, word in enumerate(up):
            if word in down:
                return up[: i + 1], down[: down.index(word) + 1]
        return up, down


def rule_symbols(proposals: Iterable[Proposal]) -> Iterator[str]:
    """What rules say of a pair, as symbols."""
    for proposal in proposals:
        yield f"R|{proposal.predicate}"
        for rule in proposal.proposer.split("+"):
            yield f"R|{proposal.predicate}|{rule.removeprefix('rule:')}"
