"""Claims said by titles: "Prosecutor General Igor Krasnov", "X, director of Y", "X is the lawyer for Y", "Russia's interior minister"."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from kg.extract.claims.clause import read_clause
from kg.extract.claims.context import Context
from kg.extract.draft import Proposal

OF = frozenset(["of", "for", "at", "in", "to", "with", "from"])


def propose_titles(context: Context) -> Iterator[Proposal]:
    """A proposal for each bearer of a title with each thing that the title is of."""
    tree = context.tree
    for noun, lemma in enumerate(tree.lemma):
        predicates = context.lexicon.titles.get(lemma)
        if predicates is None or not tree.tag[noun].startswith("NN"):
            continue
        bearers = _bearers(context, noun)
        for bearer, form in bearers:
            wholes = list(_wholes(context, noun, bearer)) or _states(context, noun, form)
            for whole in wholes:
                for predicate in predicates:
                    kind = _attribute(context, predicate)
                    attributes: dict[str, Any] = {kind: _words(context, noun)} if kind else {}
                    if any(tree.lemma[c] in context.ontology.words["past"] for c in tree.kids(noun, "amod", "compound")):
                        attributes["former"] = True
                    yield from context.make(predicate, [bearer], [whole], noun, form, **attributes)


def _attribute(context: Context, predicate: str) -> str | None:
    """Name of the attribute that keeps the title's words, None where the data model has none."""
    return {"HOLDS_POSITION": "title", "FAMILY_OF": "kin"}.get(predicate)


def _words(context: Context, noun: int) -> str:
    """The title as printed, in the singular."""
    tree = context.tree
    past = context.ontology.words["past"]
    parts = [c for c in tree.kids(noun, "amod", "compound") if c not in tree.mention_of and tree.lemma[c] not in past]
    if tree.dep[noun] == "nmod:desc":
        # "Prosecutor General Igor": both words hang on the name.
        parts += [c for c in tree.kids(tree.head[noun], "nmod:desc", "compound") if abs(c - noun) == 1 and c not in tree.mention_of]
    return " ".join(tree.lemma[w] if tree.tag[w] == "NNS" else tree.text[w] for w in sorted([*parts, noun]))


def _bearers(context: Context, noun: int) -> list[tuple[int, str]]:
    """Mentions of who bears the title, with the construction."""
    tree = context.tree
    found: list[tuple[int, str]] = []
    links = (
        (tree.kids(noun, "appos", "flat", "nmod:desc"), "title"),
        ([tree.head[noun]] if tree.dep[noun] in ("nmod:desc", "compound", "flat") else [], "title"),
        ([tree.head[noun]] if tree.dep[noun] == "appos" else [], "apposition"),
        (tree.kids(noun, "nsubj") if any(True for _ in tree.kids(noun, "cop")) else [], "copula"),
        (_appointed(context, noun), "copula"),
    )
    for words, form in links:
        for word in words:
            found += [(m, form) for m in tree.mentions_at(word) if (m, form) not in found]
    if noun in tree.mention_of:
        found.append((tree.mention_of[noun], "described"))
    elif noun in tree.inside:
        found.append((tree.inside[noun], "inside"))
    return found


def _appointed(context: Context, noun: int) -> list[int]:
    """Who becomes, or is made, what the noun says: "Ana became director of X", "elected Ana president", "served as its head"."""
    tree, verb = context.tree, context.tree.head[noun]
    if tree.lemma[verb] not in context.ontology.words["office"] or tree.dep[noun] not in ("obj", "xcomp", "obl"):
        return []
    if tree.dep[noun] == "obl" and tree.case(noun) != "as":
        return []
    clause = read_clause(tree, verb)
    return [word for word in clause.patients if word != noun] or clause.agents


def _wholes(context: Context, noun: int, bearer: int) -> Iterator[int]:
    """Mentions of what the title is of: a phrase with a preposition, a possessor, a name or demonym before it."""
    tree = context.tree
    holders = [noun]
    head = context.mentions[bearer].head
    if head != noun:
        holders.append(head)
    for holder in holders:
        for word in tree.children[holder]:
            relation = tree.dep[word]
            if relation in ("nmod:poss", "compound", "amod", "nmod:desc") or (relation in ("nmod", "obl") and tree.case(word) in OF):
                for mention in tree.mentions_at(word):
                    if mention != bearer:
                        yield mention


def _states(context: Context, noun: int, form: str) -> list[int]:
    """The country that the text is about, if the sentence names it: "Prosecutor General Igor Krasnov" without "of Russia"."""
    tree = context.tree
    if form != "title" or tree.lemma[noun] not in context.ontology.words["state_office"]:
        return []
    countries = Counter(entity for entity, kind in zip(context.entity, context.types, strict=True) if kind == "Country" and entity >= 0)
    if not countries:
        return []
    main = countries.most_common(1)[0][0]
    start, end = tree.sentence[noun]
    return [m for m, entity in enumerate(context.entity) if entity == main and start <= context.mentions[m].head < end][:1]
