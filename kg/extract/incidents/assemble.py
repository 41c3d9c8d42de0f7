"""Incidents of one document: happenings, with roles and setting, and which of them is the main one.

The main incident is described by models that learned from whole articles what they are about; every other one by its own claims alone.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from spacy.tokens import Doc

from kg.extract.incidents.gist import Gist, judge_gist
from kg.extract.incidents.happenings import Happening
from kg.extract.incidents.main import divide
from kg.extract.incidents.perpetrators import classify
from kg.extract.incidents.setting import choose_date, choose_setting, told_setting
from kg.extract.incidents.story import Story, read_story
from kg.extract.incidents.traits import describe_victim
from kg.extract.incidents.victims import choose_victims, weigh_victims
from kg.model import Claim, Document, Entity, Incident, Mention
from kg.ontology import load_ontology

SHORT = 120
"""Words below which a text is not what the models of whole articles know: its claims alone tell what happened."""
_BY_THE_STATE = frozenset(["ARRESTED", "IMPRISONED", "CHARGED", "CONVICTED"])
"""Acts that only a state carries out, so that the passive without an agent still tells the kind of perpetrator."""
_DISAPPEARED = ("disappear", "missing", "whereabouts")


def group(doc: Doc, document: Document, claims: Sequence[Claim], entities: Sequence[Entity], mentions: Sequence[Mention]) -> list[Incident]:
    """The happenings that the act claims tell of; one of them, if any, is `main`. `doc.text` is `document.text`."""
    return group_story(read_story(doc, document, claims, entities, mentions))


def group_story(story: Story) -> list[Incident]:
    """As `group`, of an article that is indexed already."""
    weigh_victims(story)
    chosen = choose_victims(story)
    main, others = divide(story, chosen)
    if main is None:
        return []
    numbered = sorted([main, *others], key=lambda h: (h.claims[0].evidence.start, h.claims[0].id))
    apart = {v for h in others for v in h.victims} - set(main.victims)
    people = [v for v in chosen if v not in apart]
    return [_tell_main(story, h, people, f"i{n}") if h is main else _tell(story, h, f"i{n}") for n, h in enumerate(numbered, 1)]


def _tell_main(story: Story, main: Happening, chosen: Sequence[str], id: str) -> Incident:
    groups = [v for v in main.victims if story.entities[v].type == "Group"]
    setting, short = choose_setting(story), len(story.doc) < SHORT
    gist = Gist(_violations(story, main.claims), _perpetrator_type(story, main)) if short else judge_gist(story, main)
    return Incident(
        id=id,
        violations=gist.violations,
        perpetrators=tuple(main.perpetrators),
        perpetrator_type=gist.perpetrator_type,
        victims=tuple(describe_victim(story, v) for v in (*chosen, *groups)),
        claims=tuple(c.id for c in main.claims),
        country=setting.country,
        region=setting.region,
        city=setting.city,
        place=setting.place,
        date=choose_date(story),
        main=True,
    )


def _tell(story: Story, happening: Happening, id: str) -> Incident:
    setting = told_setting(story, happening)
    return Incident(
        id=id,
        violations=_violations(story, happening.claims),
        perpetrators=tuple(happening.perpetrators),
        perpetrator_type=_perpetrator_type(story, happening),
        victims=tuple(describe_victim(story, v) for v in happening.victims if story.entities[v].type in ("Person", "Group")),
        claims=tuple(c.id for c in happening.claims),
        country=setting.country,
        region=setting.region,
        city=setting.city,
        place=setting.place,
        date=_date(happening.claims),
    )


def _violations(story: Story, claims: Iterable[Claim]) -> tuple[str, ...]:
    """Classes of the ontology in text order, `other` last; an abduction told as a disappearance is an enforced one."""
    classes: dict[str, None] = {}
    for claim in claims:
        violation = load_ontology()[claim.predicate].violation or "unknown"
        words = story.document.text[claim.evidence.start : claim.evidence.end].lower()
        if claim.predicate == "ABDUCTED" and any(word in words for word in _DISAPPEARED):
            violation = "enforced disappearance"
        classes[violation] = None
    return tuple(sorted(classes, key=lambda c: (c == "other", c)))


def _perpetrator_type(story: Story, happening: Happening) -> str | None:
    """The class of most perpetrators; None when nobody is said or implied to have done it."""
    classes = [classify(story, p) for p in happening.perpetrators if story.entities[p].type != "Event"]
    known = [c for c in classes if c != "insufficient info"]
    if known:
        return max(sorted(set(known)), key=known.count)
    if happening.perpetrators:
        return "insufficient info"
    return "state actor" if any(c.predicate in _BY_THE_STATE for c in happening.claims) else None


def _date(claims: Iterable[Claim]) -> str | None:
    """The date that most claims give; the more exact one, then the first told, where they draw."""
    dates = Counter(c.date for c in claims if c.date is not None)
    return max(dates, key=lambda d: (dates[d], "/" not in d, len(d)), default=None)


