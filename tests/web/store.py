"""A small real store: articles with facts written out as extractions, through archive and projection, as an ingestion does it."""

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kg.archive import Archive, Origin
from kg.graph.publish import publish
from kg.model import Capture, Claim, Count, Document, Entity, Extraction, Link, Mention, Span
from kg.settings import Settings

EVIL = '<img src=x onerror="window.hurt=1">'
EVIL_TITLE = "</title></script><script>window.hurt=2</script>"
TURNED = "Anna \u202egro.live\u202c Ruiz"


@dataclass
class Report:
    """One article and what it says. Entities are found by their words in the text."""

    address: str
    title: str
    text: str
    people: dict[str, str]
    """Words in the text -> entity type."""
    facts: list[tuple[Any, ...]]
    """(sentence, predicate, subject words or None, object words or None, further fields of a Claim)."""
    contradictions: list[tuple[int, int]] = field(default_factory=list)
    published: str | None = "2024-05-01"
    publisher: str | None = "The Daily Test"
    attributes: dict[str, dict[str, Any]] = field(default_factory=dict)

    def extraction(self) -> Extraction:
        """The facts as an extractor gives them."""
        ids = {name: f"e{n}" for n, name in enumerate(self.people, 1)}
        mentions: list[Mention] = []
        for name, type_ in self.people.items():
            at = self.text.find(name)
            while at >= 0:
                mentions.append(Mention(f"m{len(mentions)}", at, at + len(name), name, type_, "name", ids[name], 0.9))
                at = self.text.find(name, at + 1)
        entities = tuple(Entity(ids[name], type_, name, self.attributes.get(name, {})) for name, type_ in self.people.items())  # type: ignore[arg-type]
        claims = tuple(self._claim(f"c{n}", ids, *fact) for n, fact in enumerate(self.facts, 1))
        links = tuple(Link("CONTRADICTS", f"c{a}", f"c{b}") for a, b in self.contradictions)
        document = Document(
            self.address, self.text, self.title, self.published, self.address, self.publisher, ("A. Writer",), "en"
        )
        return Extraction(document, tuple(sorted(mentions, key=lambda one: one.start)), entities, claims, (), links)

    def _claim(
        self, id_: str, ids: dict[str, str], sentence: str, predicate: str, subject: str | None, object_: str | None, more: dict[str, Any]
    ) -> Claim:
        start = self.text.index(sentence)

        def span(name: str | None) -> Span | None:
            at = self.text.find(name, start, start + len(sentence)) if name else -1
            return Span(at, at + len(name)) if name and at >= 0 else None

        named: dict[str, Any] = {key: ids[more[key]] for key in ("speaker", "place") if key in more}
        fields: dict[str, Any] = {"confidence": 0.8, **more, **named}
        return Claim(
            id_, predicate, ids[subject] if subject else None, ids[object_] if object_ else None, Span(start, start + len(sentence)),
            subject_span=span(subject), object_span=span(object_), **fields,
        )


SEED = Path(__file__).parents[2] / "data" / "sample" / "russian-regime-intensifies-persecution-of-foreigners.txt"


def seed_report() -> Report:
    """The project's own seed article."""
    text = SEED.read_text(encoding="utf-8")
    arrest = "At the end of March, the regime arrested around 40 migrants in an area 60 kilometers from the Russian capital."
    crimes = text[text.index("Days after the massacre in Moscow, Prosecutor") : text.index("The statement contradicts")].rstrip()
    figures = text[text.index("The statement contradicts") : text.index("\n\nThe NGO")]
    profile = text[text.index("A report last year reveals") : text.index("\n\nBy Editor")]
    expelled = "As a result, almost 500 people have been ordered expelled from the country since the terrorist attack in Moscow."
    claimed = text[text.index("The first effects of") : text.index(". At the end of March") + 1]
    return Report(
        "https://example.org/persecution-of-foreigners", text.splitlines()[0], text,
        {
            "Igor Krasnov": "Person", "Vladimir Putin": "Person", "Russian Interior Ministry": "Organization", "Russia": "Country",
            "migrants": "Group", "Human Rights Watch": "Organization", "Russian police": "Organization", "ethnic minorities": "Group",
            "almost 500 people": "Group", "Islamic State": "Organization", "Moscow": "Place", "Russian regime": "Organization",
        },
        [
            (crimes, "STATED", "Igor Krasnov", None, {"attributes": {"content": "crimes rose by 75 %"}, "count": Count(75, 75)}),
            (figures, "STATED", "Russian Interior Ministry", None, {"attributes": {"content": "a 9 % drop"}, "count": Count(9, 9)}),
            (crimes, "HOLDS_POSITION", "Igor Krasnov", "Russia", {"attributes": {"title": "Prosecutor General"}}),
            (arrest, "ARRESTED", "Russian regime", "migrants", {"count": Count(40, 40, True), "date": "XXXX-03", "place": "Moscow"}),
            (profile, "DISCRIMINATED_AGAINST", "Russian police", "ethnic minorities",
             {"speaker": "Human Rights Watch", "modality": "alleged"}),
            (expelled, "EXPELLED", "Russia", "almost 500 people", {"modality": "planned", "count": Count(500, 500, True)}),
            (claimed, "CLAIMED_RESPONSIBILITY", "Islamic State", None, {}),
            ("led by Vladimir Putin", "HOLDS_POSITION", "Vladimir Putin", "Russia", {"attributes": {"title": "leader"}}),
        ],
        contradictions=[(1, 2)], published=None, publisher=None, attributes={"Russia": {"code": "RU"}, "Igor Krasnov": {"kind": "media"}},
    )


def hostile_report() -> Report:
    """Names and a title that try to be markup, an address that is a script, an emoji before the evidence."""
    sentence = f"{EVIL} arrested {TURNED} in Lima on 3 May 2024 \U0001f600 and denied it."
    return Report(
        "https://example.org/hostile", EVIL_TITLE, f"\U0001f600\U0001f600 Report. {sentence} Nothing more is known.",
        {EVIL: "Organization", TURNED: "Person", "Lima": "Place"},
        [
            (sentence, "ARRESTED", EVIL, TURNED, {"date": "2024-05-03", "place": "Lima"}),
            (sentence, "TORTURED", EVIL, TURNED, {"polarity": "negated", "speaker": EVIL}),
        ],
    )


FIRST_NAMES = ["Agnes", "Bruno", "Carmen", "David", "Elena", "Farid", "Grace", "Hugo", "Irene", "Jonas"]
SURNAMES = ["Abara", "Berger", "Castillo", "Dimitrov", "Eriksson", "Fontaine", "Gupta", "Haddad", "Ivanova"]


def crowd_report(size: int = 90) -> Report:
    """One court that convicts many: more neighbours than a first view shows."""
    names = [f"{first} {last}" for last in SURNAMES for first in FIRST_NAMES][:size]
    sentences = [f"The Harbour Court convicted {name} on {1 + n % 28} June 2023." for n, name in enumerate(names)]
    facts = [
        (sentence, "CONVICTED", "Harbour Court", name, {"date": f"2023-06-{1 + n % 28:02}", "attributes": {"sentence": "two years"}})
        for n, (sentence, name) in enumerate(zip(sentences, names, strict=True))
    ]
    return Report(
        "https://example.org/court", "Mass trial at the Harbour Court", "\n".join(sentences),
        {"Harbour Court": "Organization", **dict.fromkeys(names, "Person")}, facts,
    )


def build(folder: Path, reports: list[Report]) -> Settings:
    """Save the reports and publish their graph."""
    settings = Settings(store=folder)
    with Archive.open(settings) as archive:
        run = archive.begin_run("ingest", "facts 1")
        for n, report in enumerate(reports):
            content = report.text.encode()
            url = "javascript:window.hurt=3" if "hostile" in report.address else report.address
            extraction = report.extraction()
            document = extraction.document
            extraction = Extraction(
                Document(document.id, document.text, document.title, document.published, url, document.publisher, document.authors, "en"),
                extraction.mentions, extraction.entities, extraction.claims, (), extraction.links,
            )
            sha256 = hashlib.sha256(content).hexdigest()
            capture = Capture(report.address, content, sha256, datetime(2024, 6, 1, tzinfo=UTC), "http", "text/html")
            archive.save(capture, extraction, Origin(run, "facts 1"), n)
        archive.record_item(run, len(reports), "https://example.org/broken.pdf", "failed", f"The PDF is damaged {EVIL}.")
        archive.end_run(run, "done", {"new": len(reports), "changed": 0, "unchanged": 0, "failed": 1})
        publish(archive, settings)
    return settings
