"""The main incident of each article against HRDsAttack labels (Ran et al., Findings of ACL 2023), with that paper's measures."""

import html
import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.errors import UserError
from kg.evaluate.measure import Measure
from kg.model import Document, Extraction, Incident, Victim

MONTHS = (
    "", "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
FIELDS = ("country", "region", "city", "year", "month", "day")
PAPER = {
    "perpetrator mention F1": 96.81, "perpetrator type": 62.0, "victim exact F1": 47.44, "victim fuzzy F1": 51.16, "victim type": 72.41,
    "victim sex": 89.66, "victim age group": 93.10, "violation F1": 71.39,
    "country": 66.0, "region": 3.0, "city": 23.0, "year": 50.0, "month": 33.0, "day": 14.0,
}  # fmt: skip
"""Per cent reached by T5-Large, the best of the paper's variants, on its test split."""
NONE_GIVEN = frozenset(["", "n/a", "n//a", "none"])


@dataclass(frozen=True, slots=True)
class Profile:
    """What is compared of an incident. `fields` has a value for those of `FIELDS` that are given."""

    perpetrator_mentioned: bool
    perpetrator_type: str | None
    violations: frozenset[str]
    fields: Mapping[str, str]
    victims: Mapping[str, tuple[frozenset[str], str, str]]
    """Name -> types, sex, age group."""


@dataclass(slots=True)
class IncidentScores:
    """`figures`: per cent by the names of `PAPER`; `given`: per cent of articles whose label has the field."""

    figures: dict[str, float] = field(default_factory=dict)
    given: dict[str, float] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)


def read_incident_labels(path: Path) -> list[tuple[Document, Profile]]:
    """Articles and labels of an HRDsAttack file. Raises UserError where it is none."""
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
        return [(_article(row["sample"]), _labelled(row["merged_sample"])) for row in rows]
    except (ValueError, KeyError, TypeError) as error:
        raise UserError(f"{path} is no HRDsAttack file: {error!r}.") from None


def score_incidents(gold: list[tuple[Document, Profile]], predicted: Mapping[str, Extraction]) -> IncidentScores:
    """Compare each label with the main incident of the extraction of the same document id."""
    scores = IncidentScores(missing=[document.id for document, _ in gold if document.id not in predicted])
    sums: Counter[str] = Counter()
    for document, label in gold:
        found = predicted.get(document.id)
        incidents = found.incidents if found is not None else ()
        main = next((incident for incident in incidents if incident.main), incidents[0] if incidents else None)
        _compare(sums, label, _profile(main))
    articles = max(1, len(gold))
    scores.given = {name: 100 * sums[f"has {name}"] / articles for name in FIELDS}
    scores.figures = {
        "perpetrator mention F1": Measure(sums["mention"], sums["mention predicted"], sums["mention gold"]).f1,
        "perpetrator type": 100 * sums["type of perpetrator"] / articles,
        "victim exact F1": Measure(sums["exact"], sums["victims predicted"], sums["victims gold"]).f1,
        "victim fuzzy F1": Measure(sums["fuzzy"], sums["victims predicted"], sums["victims gold"]).f1,
        "victim type": 100 * sums["type"] / max(1, sums["fuzzy"]),
        "victim sex": 100 * sums["sex"] / max(1, sums["fuzzy"]),
        "victim age group": 100 * sums["age"] / max(1, sums["fuzzy"]),
        "violation F1": Measure(sums["violations"], sums["violations predicted"], sums["violations gold"]).f1,
        **{name: 100 * sums[name] / articles for name in FIELDS},
    }
    return scores


def _article(sample: dict[str, Any]) -> Document:
    paragraphs = re.findall(r"<p>(.*?)</p>", sample["Input.article_interface"], re.DOTALL)
    text = "\n\n".join(html.unescape(re.sub(r"<[^>]+>", " ", p)).strip() for p in paragraphs)
    day = sample["Input.publish_date"][:10]
    return Document(str(sample["Input.GLOBALEVENTID"]), text, sample["Input.title"], day, language="en")


def _given(value: object) -> str | None:
    return None if value is None or str(value).strip().lower() in NONE_GIVEN else str(value).strip()


def _number(value: str | None) -> str | None:
    return str(int(float(value))) if value and re.fullmatch(r"[\d.]+", value) else value


def _labelled(label: dict[str, Any]) -> Profile:
    month = _number(_given(label.get("month")))
    if month and month.isdigit():
        month = MONTHS[int(month)] if 1 <= int(month) <= 12 else None
    violations = set(label["violation_types"])
    fields = {
        "country": _given(label["country"]), "region": _given(label["region"]), "city": _given(label["city"]),
        "year": _number(_given(label["year"])), "month": month, "day": _number(_given(label["date"])),
    }  # fmt: skip
    return Profile(
        perpetrator_mentioned=bool(label["perpetrator_mention"]),
        perpetrator_type=_given(label["perpetrator_type"]),
        violations=frozenset(violations - {"unknown"} if len(violations) > 1 else violations),
        fields={name: value for name, value in fields.items() if value is not None},
        victims={
            victim["victim_name"]: (frozenset(victim["victim_type"]), victim["victim_sex_type"], victim["victim_age_group"])
            for victim in label["victims"]
            if victim["victim_name"]
        },
    )


def _profile(incident: Incident | None) -> Profile:
    if incident is None:
        return Profile(False, None, frozenset(["unknown"]), {}, {})
    day = re.match(r"(\d{4})?(?:-(\d\d))?(?:-(\d\d))?", re.sub(r"[~?%]", "", (incident.date or "").split("/")[0]))
    year, month, date = day.groups() if day else (None, None, None)
    fields = {
        "country": incident.country, "region": incident.region, "city": incident.city, "year": year,
        "month": MONTHS[int(month)] if month and 1 <= int(month) <= 12 else None, "day": str(int(date)) if date else None,
    }  # fmt: skip
    return Profile(
        perpetrator_mentioned=bool(incident.perpetrators or incident.perpetrator_type),
        perpetrator_type=incident.perpetrator_type,
        violations=frozenset(incident.violations or ["unknown"]),
        fields={name: value for name, value in fields.items() if value is not None},
        victims={v.name: _victim(v) for v in incident.victims if v.name and v.population == "individual"},
    )


def _victim(victim: Victim) -> tuple[frozenset[str], str, str]:
    return frozenset(victim.type or ["insufficient information"]), victim.sex, victim.age_group


def _compare(sums: Counter[str], gold: Profile, found: Profile) -> None:
    sums["mention gold"] += gold.perpetrator_mentioned
    sums["mention predicted"] += found.perpetrator_mentioned
    sums["mention"] += gold.perpetrator_mentioned and found.perpetrator_mentioned
    sums["type of perpetrator"] += gold.perpetrator_type == found.perpetrator_type
    sums["violations gold"] += len(gold.violations)
    sums["violations predicted"] += len(found.violations)
    sums["violations"] += len(gold.violations & found.violations)
    for name in FIELDS:
        sums[name] += name in gold.fields and gold.fields[name] == found.fields.get(name)
        sums[f"has {name}"] += name in gold.fields
    sums["victims gold"] += len(gold.victims)
    sums["victims predicted"] += len(found.victims)
    sums["exact"] += len(gold.victims.keys() & found.victims.keys())
    for name, (types, sex, age) in found.victims.items():
        other = next((known for known in gold.victims if name in known or known in name), None)
        if other is None:
            continue
        gold_types, gold_sex, gold_age = gold.victims[other]
        sums["fuzzy"] += 1
        sums["type"] += types == (gold_types - {"insufficient information"} or gold_types)
        sums["sex"] += sex == gold_sex
        sums["age"] += age == gold_age
