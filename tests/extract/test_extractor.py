import shutil
from importlib.resources import files
from pathlib import Path
from threading import Event, Timer

import pytest
from spacy.tokens import Doc

from kg.errors import DocumentError
from kg.extract import Extractor
from kg.extract import extractor as module
from kg.extract.extractor import LONGEST
from kg.model import Document
from kg.settings import Settings

TEXT = "Police arrested Ana Ruiz in Lima on Monday."


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(Settings())


def test_every_offset_is_of_the_text_given(extractor: Extractor) -> None:
    text = f"\n  {TEXT}\r\n\r\n“Ana Ruiz was beaten,” said Juan Pérez 🙂 of Amnesty International.\n"
    found = extractor.extract(Document("a", text, published="2024-03-06", language="en"))
    assert found.document.text == text
    assert found.claims
    assert all(text[m.start : m.end] == m.text for m in found.mentions)
    known = {entity.id for entity in found.entities}
    for claim in found.claims:
        assert {claim.subject, claim.object, claim.speaker, claim.place} - {None} <= known
        assert text[claim.evidence.start : claim.evidence.end].strip()
        assert claim.proposed_by
    assert {m.entity for m in found.mentions} - {None} <= known


def test_order_is_kept_and_nothing_stops_the_others(extractor: Extractor) -> None:
    documents = [
        Document("one", TEXT, language="en"),
        Document("french", "La police a arrêté Ana Ruiz.", language="fr"),
        Document("long", "a " * (LONGEST // 2 + 1), language="en"),
        Document("empty", " \n", language=None),
        Document("two", TEXT, language=None),
    ]
    found = list(extractor.extract_many(iter(documents)))
    assert [e.document.id for e in found] == ["one", "french", "long", "empty", "two"]
    assert "fr" in (found[1].note or "") and not found[1].claims
    assert "characters" in (found[2].error or "")
    assert "empty" in (found[3].note or "")
    assert found[0].claims == found[4].claims


def test_one_document_alone_raises(extractor: Extractor) -> None:
    with pytest.raises(DocumentError, match="characters"):
        extractor.extract(Document("long", "a " * (LONGEST // 2 + 1), language="en"))


def test_version_tells_code_ontology_and_models(extractor: Extractor) -> None:
    assert extractor.version == Extractor(Settings()).version
    assert extractor.version != Extractor(Settings(pipeline="en_core_web_sm")).version


def test_version_tells_the_gazetteer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(str(files("kg.gazetteer")), tmp_path / "gazetteer")
    monkeypatch.setattr(module, "files", lambda package: tmp_path / "gazetteer" if package == "kg.gazetteer" else files(package))
    before = Extractor(Settings()).version
    with (tmp_path / "gazetteer" / "bodies.tsv").open("a") as bodies:
        bodies.write("another body\n")
    assert Extractor(Settings()).version != before


def test_leaving_early_waits_for_the_chunk_in_work_alone(extractor: Extractor, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    go_on, parse = Event(), extractor._parse

    def slowly(texts: list[str]) -> list[Doc | Exception]:
        read.extend(texts)
        if len(read) > 1:
            go_on.wait(60)
        return parse(texts)

    monkeypatch.setattr(extractor, "_parse", slowly)
    monkeypatch.setattr(module, "CHUNK_CHARACTERS", 1)
    found = extractor.extract_many(Document(str(n), TEXT, language="en") for n in range(9))
    assert next(found).claims
    Timer(0.5, go_on.set).start()
    found.close()
    assert len(read) == 2
