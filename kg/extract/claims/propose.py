"""All proposals of a document: every rule in `RULES`, the lexical model and the trained head have their say."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

import numpy as np
from spacy.tokens import Doc

from kg.extract.claims.affiliations import propose_affiliations
from kg.extract.claims.context import Context
from kg.extract.claims.features import Floats
from kg.extract.claims.lexical import load_lexical
from kg.extract.claims.nouns import propose_nouns
from kg.extract.claims.pairs import Pair, pairs_of
from kg.extract.claims.patterns import compile_lexicon
from kg.extract.claims.symbols import SymbolReader, rule_symbols
from kg.extract.claims.titles import propose_titles
from kg.extract.claims.tree import build_tree
from kg.extract.claims.verbs import propose_verbs
from kg.extract.draft import Cluster, MentionDraft, Proposal
from kg.extract.language import model_labels, score_pairs
from kg.ontology import Ontology

RULES: tuple[Callable[[Context], Iterator[Proposal]], ...] = (propose_verbs, propose_nouns, propose_titles, propose_affiliations)
PROMISING = -3.5
"""Lexical logit from which the trained head, which costs much more, is asked about a pair."""
LEXICAL, HEAD = -2.2, -2.2
"""Logits from which a model's own word makes a proposal; the scorer decides later."""


def read_context(doc: Doc, mentions: Sequence[MentionDraft], clusters: Sequence[Cluster], ontology: Ontology) -> Context:
    """What the rules look at."""
    types = [mention.type for mention in mentions]
    entity = [-1] * len(mentions)
    for number, cluster in enumerate(clusters):
        for m in cluster.mentions:
            types[m] = cluster.type
            entity[m] = number
    tree = build_tree(doc, mentions, entity, ontology.words["amount"])
    named = [any(mentions[m].kind != "pronoun" for m in cluster.mentions) for cluster in clusters]
    figures = Counter(tree.sentence[mention.head][0] for mention in mentions if mention.type in ("Quantity", "Money"))
    return Context(tree, mentions, types, entity, named, figures, ontology, compile_lexicon(ontology))


def propose(doc: Doc, mentions: Sequence[MentionDraft], clusters: Sequence[Cluster], ontology: Ontology) -> list[Proposal]:
    """Everything that a rule or a model sees, in text order; what several see is one proposal with all their names."""
    context = read_context(doc, mentions, clusters, ontology)
    said: dict[Pair, list[Proposal]] = {}
    for proposal in propose_by_rules(context):
        said.setdefault((proposal.subject, proposal.object), []).append(proposal)
    pairs = list(dict.fromkeys([*pairs_of(context), *said]))
    lexical, reader = load_lexical(), SymbolReader(context)
    rows = [[*reader.read(pair), *rule_symbols(said.get(pair, ()))] for pair in pairs]
    words = _in_order(lexical.logits(rows), lexical.predicates, ontology)
    asked = [n for n, pair in enumerate(pairs) if pair in said or words[n].max() > PROMISING]
    head = ask_head(doc, context, [pairs[n] for n in asked])
    found: list[Proposal] = []
    names = [f"aspect {name}" for name in model_labels()["aspects"]]
    for row, n in enumerate(asked):
        logits = None if head is None else head[0][row]
        aspects = {} if head is None else dict(zip(names, head[1][row].tolist(), strict=True))
        for proposal in _proposals_of(reader, pairs[n], said.get(pairs[n], ()), words[n], logits):
            proposal.aspects = aspects
            found.append(proposal)
    return sorted(found, key=lambda p: (p.trigger, p.predicate))


def propose_by_rules(context: Context) -> list[Proposal]:
    """What the rules see, equal proposals of one pair merged."""
    merged: dict[tuple[str, int | None, int | None], Proposal] = {}
    for rule in RULES:
        for proposal in rule(context):
            same = merged.setdefault((proposal.predicate, proposal.subject, proposal.object), proposal)
            if same is not proposal:
                _merge(same, proposal)
    return list(merged.values())


def _merge(kept: Proposal, other: Proposal) -> None:
    if other.proposer not in kept.proposer.split("+"):
        kept.proposer += "+" + other.proposer
    kept.attributes = {**other.attributes, **kept.attributes}


def ask_head(doc: Doc, context: Context, pairs: Sequence[Pair]) -> tuple[Floats, Floats] | None:
    """Logits of the trained head; None where the pipeline has no head.

    Predicates (pairs, 1 + predicates of the ontology), "none" first, and aspects (pairs, aspects).
    """
    if not doc.has_extension("vectors") or doc._.vectors is None:
        return None

    def argument(mention: int | None) -> tuple[int, int, str] | None:
        if mention is None:
            return None
        return context.mentions[mention].start, context.mentions[mention].end, context.types[mention]

    scores = score_pairs(doc, [(argument(subject), argument(object)) for subject, object in pairs])
    ordered = _in_order(scores.predicates[:, 1:], model_labels()["predicates"], context.ontology)
    return np.concatenate([scores.predicates[:, :1], ordered], 1), scores.aspects


def _in_order(logits: Floats, predicates: Sequence[str], ontology: Ontology) -> Floats:
    """Columns in the order of the ontology; a predicate that the model was not trained on gets a logit that says no."""
    columns = {key: n for n, key in enumerate(predicates)}
    padded = np.concatenate([logits, np.full((len(logits), 1), -9.0, np.float32)], 1)
    return np.asarray(padded[:, [columns.get(key, -1) for key in ontology.predicates]], np.float32)


def _proposals_of(reader: SymbolReader, pair: Pair, rules: Sequence[Proposal], words: Floats, head: Floats | None) -> Iterator[Proposal]:
    """Proposals of one pair, with what each model says of them; `rules` are what rules see in it."""
    margins = None if head is None else head[1:] - head[0]
    strong = words > LEXICAL if margins is None else (words > LEXICAL) | (margins > HEAD)
    context, keys = reader.context, tuple(reader.context.ontology.predicates)
    ruled = {keys.index(proposal.predicate): proposal for proposal in rules}
    for n in sorted({*np.flatnonzero(strong).tolist(), *ruled}):
        predicate = keys[n]
        lexical, trained = float(words[n]), None if margins is None else float(margins[n])
        proposal = ruled.get(n)
        names = [] if proposal is None else [proposal.proposer]
        names += ["head:lexical"] if lexical > LEXICAL else []
        names += ["head:pair"] if trained is not None and trained > HEAD else []
        if proposal is None:
            subjects, objects = ([] if m is None else [m] for m in pair)
            made = context.make(predicate, subjects, objects, reader.trigger(pair), "")
            if not made:
                continue
            proposal = made[0]
        proposal.proposer = "+".join(names)
        proposal.features = _measure(context, proposal, lexical, trained, head)
        yield proposal


def _measure(context: Context, proposal: Proposal, lexical: float, trained: float | None, head: Floats | None) -> dict[str, float]:
    """Features that need the tree or the models (`features.MEASURED`), and the sentence as an anchor."""
    start, end = context.tree.sentence[proposal.trigger]
    heads = [context.mentions[m].head for m in (proposal.subject, proposal.object) if m is not None]
    measured = {
        "lexical": lexical,
        "distance": float(abs(heads[0] - heads[-1])),
        "length": float(end - start),
        "position": start / max(1, len(context.tree.lemma)),
        "sentence": float(start),
        "figures": float(context.figures.get(start, 0)),
    }
    if trained is not None and head is not None:
        measured |= {"head": trained, "none": float(head[0])}
    return measured
