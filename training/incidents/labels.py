"""Labels of main incidents as the models learn them: what HRDsAttack says of an article, in the words of the data model."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg.evaluate.incidents import Profile, read_incident_labels
from kg.extract.attributes.times import TimeExpression
from kg.extract.incidents.places import printed_names
from kg.extract.incidents.story import Story
from kg.model import Document

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")


@dataclass(frozen=True, slots=True)
class Labelled:
    """An article and its label."""

    document: Document
    label: Profile

    def victim(self, name: str) -> str | None:
        """The labelled victim that a name is part of, or that is part of the name."""
        return next((known for known in self.label.victims if name in known or known in name), None)

    def place(self, level: str, story: Story, entity: str) -> bool:
        """Whether a place is the labelled country, region or city by one of its printed names."""
        return self.label.fields.get(level) in printed_names(story, entity)

    def date(self, time: TimeExpression) -> tuple[bool, bool, bool]:
        """Whether year, month and day are the labelled ones."""
        first, unit, fields = time.period.first, time.period.unit, self.label.fields
        year = fields.get("year") == str(first.year)
        month = unit in ("month", "week", "day") and fields.get("month") == MONTHS[first.month - 1]
        day = unit in ("week", "day") and fields.get("day") == str(first.day)
        return year, month, day


def read_labels(path: Path) -> list[Labelled]:
    """All articles of an HRDsAttack file."""
    return [Labelled(document, label) for document, label in read_incident_labels(path)]
