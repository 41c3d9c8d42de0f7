"""Documents keep what was given, and whatever cannot be read says so in one sentence."""

import io
import json
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from kg import media
from kg.errors import DocumentError
from kg.fetch import captures
from kg.fetch.capture import capture_content
from kg.model import Capture, Document
from kg.parse import READERS, read_capture
from kg.settings import Settings

SAMPLE = Path(__file__).parents[2] / "data" / "sample"


def read(content: bytes, media_type: str, **given: str) -> Document:
    return read_capture(capture_content("file:///in/some%20report.x", content, media_type, "file", given=given))


def read_all(*paths: Path) -> list[Document | str]:
    """Documents, and the sentences of those that gave none."""
    found: list[Document | str] = []
    for capture in captures([str(path) for path in paths], Settings()):
        try:
            found.append(read_capture(capture) if isinstance(capture, Capture) else capture.reason)
        except DocumentError as error:
            found.append(str(error))
    return found


def test_text_keeps_every_character() -> None:
    text = "\r\n  Two were held.\u00a0 \r\n\r\n\tNaïve – “quoted”\u200b 👍 \n\n"
    assert read(text.encode(), media.TEXT).text == text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_is_no_character_of_the_text(encoding: str) -> None:
    assert read("Ärzte wurden verhaftet.".encode(encoding), media.TEXT).text == "Ärzte wurden verhaftet."


def test_other_encodings_are_detected() -> None:
    text = "Полиция задержала десятки человек на площади в центре Москвы, сообщили правозащитники. " * 5
    document = read(text.encode("cp1251"), media.TEXT)
    assert (document.text, document.language) == (text, "ru")


def test_latin_1_is_read_as_browsers_read_it() -> None:
    text = "“We – the ten – were held,” said Zoë’s lawyer in Minsk."
    page = f"<html><head><meta charset='iso-8859-1'></head><body><p>{text}</p></body></html>"
    assert read(page.encode("cp1252"), media.HTML).text == text


@pytest.mark.parametrize("published", ["1 Jan 2020 00:00:00 +99999999999999", "2024-02-30", "yesterday"])
def test_a_date_that_is_none_does_not_lose_the_text(published: str) -> None:
    record = json.dumps({"id": "1", "text": "Ten were held.", "published": published})
    document = read(record.encode(), media.RECORD)
    assert (document.text, document.published) == ("Ten were held.", None)


def test_what_no_reader_of_a_page_sees_is_no_evidence() -> None:
    report = "<p>Police in Minsk detained ten protesters on Sunday, the ministry of the interior said.</p>" * 3
    tags = ("div hidden", "div style='display: none'", "template")
    unseen = "".join(f"<{tag}><p>President Smith killed them all.</p></div></template>" for tag in tags)
    for page in (f"<html><body><article>{report}{unseen}</article></body></html>", f"<p>Ten were held.</p>{unseen}"):
        assert "Smith" not in read(page.encode(), media.HTML).text


def test_a_long_quotation_does_not_make_a_text_foreign() -> None:
    english, hindi = "The police arrested ten protesters in the capital. ", "पुलिस ने राजधानी में दस प्रदर्शनकारियों को गिरफ्तार किया। "
    assert read((english * 80 + hindi * 60 + english * 80).encode(), media.TEXT).language == "en"
    assert read(b"Navalny, Putin", media.TEXT).language is None


def test_a_text_that_looks_like_a_page_stays_text(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text("<html><p>Ten held.</p>")
    (document,) = read_all(path)
    assert isinstance(document, Document) and document.text == "<html><p>Ten held.</p>"


def test_a_headline_that_stands_alone_is_the_title() -> None:
    assert read(b"Ten held in Minsk\n\nPolice held ten.", media.TEXT).title == "Ten held in Minsk"
    assert read(b"Police held ten people.\n\nThey were beaten.", media.TEXT).title is None
    assert read(b"Police held ten\npeople.", media.TEXT).title is None


def test_record_fields_and_text_are_taken_as_they_are() -> None:
    record = {"id": "a/1", "text": " \u00a0Ten held.\n", "title": "Held", "published": "2020-03-04", "url": "https://a.example/1"}
    document = read(json.dumps(record).encode(), media.RECORD)
    assert (document.id, document.text, document.title, document.published, document.url) == tuple(record.values())


def test_what_is_given_stands_before_what_the_content_says() -> None:
    document = read(b'{"id": "1", "text": "Ten held.", "title": "A"}', media.RECORD, title="B", published="Tue, 05 Nov 2019 23:00:00 -0800")
    assert (document.title, document.published) == ("B", "2019-11-05")


def test_html_gives_the_article_and_what_the_page_says_of_it() -> None:
    page = """<!doctype html><html lang="en"><head><title>Ten held | Paper</title><meta name="author" content="Jane Doe">
    <meta property="og:site_name" content="The Paper"><meta property="article:published_time" content="2020-03-04T23:30:00-05:00">
    <link rel="canonical" href="https://paper.example/ten"></head><body><nav><a href="/">Home</a><a href="/x">World</a></nav><article>
    <h1>Ten held</h1><p>Police in Minsk   detained <b>ten</b> protesters&nbsp;on Sunday, the ministry of the
    interior said in a statement.</p>
    <p>Lawyers for the ten said that they had been beaten in the police station.</p></article><script>document.title = "pwned"</script>
    <footer>Copyright 2020</footer></body></html>"""
    document = read(page.encode(), media.HTML)
    assert "detained ten protesters on Sunday, the ministry of the interior said in a statement.\n\nLawyers" in document.text
    assert "Home" not in document.text and "pwned" not in document.text
    assert document.title is not None and document.title.startswith("Ten held")
    assert (document.published, document.url, document.publisher) == ("2020-03-04", "https://paper.example/ten", "The Paper")
    assert (document.authors, document.language) == (("Jane Doe",), "en")


def test_a_page_cannot_pass_itself_off_as_another_site() -> None:
    page = b'<html><head><link rel="canonical" href="https://bbc.example/a"></head><body><p>Ten people were held today.</p></body></html>'
    capture = capture_content("https://other.example/a", page, media.HTML, "http")
    assert read_capture(capture).url == "https://other.example/a"


def test_a_date_in_the_text_of_a_page_is_not_its_publication_date() -> None:
    page = b"<html><body><article><p>On 3 March 2011 ten people were held in the capital, the ministry said.</p></article></body></html>"
    assert read(page, media.HTML).published is None


def test_docx_gives_paragraphs_tables_and_properties() -> None:
    word = docx.Document()
    word.core_properties.title, word.core_properties.author = "Report on arrests", "Jane Doe"
    word.add_paragraph("Ten were held.")
    table = word.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Minsk", "10"
    word.add_paragraph("They\tremain in   custody.")
    stream = io.BytesIO()
    word.save(stream)
    document = read(stream.getvalue(), media.DOCX)
    assert document.text == "Ten were held.\n\nMinsk\n\n10\n\nThey remain in custody."
    assert (document.title, document.authors, document.published) == ("Report on arrests", ("Jane Doe",), None)


def test_docx_keeps_revised_nested_and_noted_text() -> None:
    word = docx.Document()
    paragraph = word.add_paragraph("Police ")
    element: Any = paragraph._p
    for piece in (
        "<w:del {}><w:r><w:delText>questioned</w:delText></w:r></w:del>",
        "<w:moveFrom {}><w:r><w:t>elsewhere</w:t></w:r></w:moveFrom>",
        "<w:ins {}><w:r><w:t>detained ten</w:t></w:r></w:ins>",
        "<w:sdt {}><w:sdtContent><w:r><w:t> in Minsk</w:t></w:r></w:sdtContent></w:sdt>",
    ):
        element.append(parse_xml(piece.format(nsdecls("w"))))
    control = "<w:sdt {}><w:sdtContent><w:p><w:r><w:t>They were beaten.</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    element.addnext(parse_xml(control.format(nsdecls("w"))))
    word.add_table(1, 1).cell(0, 0).add_table(1, 1).cell(0, 0).text = "Cell 7"
    note = f"<w:footnotes {nsdecls('w')}><w:footnote><w:p><w:r><w:t>The ministry denied it.</w:t></w:r></w:p></w:footnote></w:footnotes>"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    word.part.relate_to(Part(PackURI("/word/footnotes.xml"), kind, note.encode(), word.part.package), RELATIONSHIP_TYPE.FOOTNOTES)
    stream = io.BytesIO()
    word.save(stream)
    text = "Police detained ten in Minsk\n\nThey were beaten.\n\nCell 7\n\nThe ministry denied it."
    assert read(stream.getvalue(), media.DOCX).text == text


def pdf_of(lines: list[tuple[int, int, str]], encrypt: str = "") -> bytes:
    """A PDF written by hand: `lines` are (x, y, text) on one page of 612 x 792 points."""
    drawn = "".join(f"BT /F1 11 Tf {x} {y} Td ({text}) Tj ET\n" for x, y, text in lines).encode("latin-1")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn), b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"<< /Size 6 /Root 1 0 R %s>>" % encrypt.encode()
    return body + b"xref\n0 6\n0000000000 65535 f \n%s" % table + b"trailer\n%s\nstartxref\n%d\n%%%%EOF" % (trailer, len(body))


PDF_LINES = [
    (72, 720, "Police in Minsk detained ten protesters on Sunday, the ministry of the"),
    (72, 706, "interior said. The ten were brought before a court on Monday after-"),
    (72, 692, "noon."),
    (72, 664, "Lawyers said that they had been beaten."),
    (300, 30, "7"),
]


def test_pdf_lines_become_paragraphs_and_page_numbers_go() -> None:
    document = read(pdf_of(PDF_LINES), media.PDF)
    assert document.text == (
        "Police in Minsk detained ten protesters on Sunday, the ministry of the interior said. The ten were brought before a court on "
        "Monday afternoon.\n\nLawyers said that they had been beaten."
    )


def test_a_short_line_in_a_narrow_column_does_not_end_a_paragraph() -> None:
    column = ["He was taken to the clinic, where Dr.", "Stefaniak spoke, and the others went", "home."]
    wide = [(72, 720 - 14 * row, text) for row, text in enumerate(column)]
    document = read(pdf_of([*wide, (330, 720, "Another column of words stands here,"), (330, 706, "beside the first one.")]), media.PDF)
    assert document.text.startswith("He was taken to the clinic, where Dr. Stefaniak spoke, and the others went home.")


def zip_bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b" " * 400_000_000)
    return stream.getvalue()


def xml_bomb_docx() -> bytes:
    """A Word file whose document would read a local file and swell by entities."""
    stream, word = io.BytesIO(), docx.Document()
    word.save(stream)
    out = io.BytesIO()
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            body = old.read(name)
            if name == "word/document.xml":
                dtd = b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
                body = body.replace(b"<w:document", dtd + b"<w:document", 1)
                body = body.replace(b"<w:sectPr", b"<w:p><w:r><w:t>&x;</w:t></w:r></w:p><w:sectPr")
            new.writestr(name, body)
    return out.getvalue()


BAD: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "empty file": (lambda: b"", media.TEXT, "empty"),
    "blank text": (lambda: b" \n\n", media.TEXT, "empty"),
    "binary as text": (lambda: bytes(range(256)) * 40, media.TEXT, "binary"),
    "NUL in text": (lambda: b"Ten held.\x00", media.TEXT, "NUL"),
    "NUL in a record": (lambda: rb'{"id": "1", "text": "a\u0000b"}', media.RECORD, "NUL"),
    "lone surrogate": (lambda: rb'{"id": "1", "text": "a \ud800"}', media.RECORD, "surrogate"),
    "text that is a number": (lambda: b'{"id": "1", "text": 3}', media.RECORD, '"text"'),
    "deep JSON": (lambda: b"[" * 200_000, media.RECORD, "JSON"),
    "truncated PDF": (lambda: pdf_of(PDF_LINES)[:200], media.PDF, "damaged"),
    "PDF without text": (lambda: pdf_of([]), media.PDF, "scan"),
    "rubbish PDF": (lambda: b"%PDF-1.4" + bytes(range(256)) * 20, media.PDF, "damaged"),
    "rubbish Word file": (lambda: b"PK\x03\x04" + b"x" * 500, media.DOCX, "Word file"),
    "zip bomb": (zip_bomb, media.DOCX, "unpacks"),
    "Word file with entities": (xml_bomb_docx, media.DOCX, "no text"),
    "empty page": (lambda: b"<html><body><script>alert(1)</script></body></html>", media.HTML, "no readable text"),
    "huge page": (lambda: b"<p>x" * 6_000_000, media.HTML, "MB of HTML"),
    "unknown kind": (lambda: b"x", "image/png", "image/png"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_says_so_in_one_sentence(name: str) -> None:
    make, media_type, word = BAD[name]
    with pytest.raises(DocumentError, match=word) as raised:
        read(make(), media_type)
    assert str(raised.value).count(". ") == 0 and str(raised.value).endswith(".")


def test_an_encrypted_pdf_is_refused() -> None:
    pdf = pdf_of(PDF_LINES, f"/Encrypt << /Filter /Standard /V 1 /R 2 /O <{'28' * 32}> /U <{'30' * 32}> /P -1 >> /ID [<00><00>] ")
    with pytest.raises(DocumentError, match="password"):
        read(pdf, media.PDF)


def test_a_deeply_nested_page_does_no_harm_and_the_next_one_is_read() -> None:
    with pytest.raises(DocumentError):
        read(b"<div>" * 500_000, media.HTML)
    assert "Ten people" in read(b"<p>Ten people were held.</p>", media.HTML).text


def test_a_reader_that_takes_too_long_is_ended_and_the_next_page_is_read() -> None:
    page = b"<html><body>" + b"<p>Ten people were held in the capital on Sunday, the ministry said.</p>" * 100_000 + b"</body></html>"
    started = time.monotonic()
    with pytest.raises(DocumentError, match="more than 1 second"):
        read_capture(capture_content("file:///slow.html", page, media.HTML, "file"), limit=1)
    assert time.monotonic() - started < 10
    assert read(b"<p>Ten people were held.</p>", media.HTML).text == "Ten people were held."


def test_files_beside_the_reports_are_never_imported(tmp_path: Path) -> None:
    for name in ("lxml", "trafilatura", "json", "docx", "kg"):
        (tmp_path / f"{name}.py").write_text("open('imported', 'w')")
    (tmp_path / "page.html").write_text("<p>Ten people were held.</p>")
    program = "import sys; from kg.fetch import captures; from kg.parse import read_capture; from kg.settings import Settings\n"
    program += "print(read_capture(next(captures(['page.html'], Settings()))).text)"
    done = subprocess.run([sys.executable, "-P", "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout == "Ten people were held.\n" and not (tmp_path / "imported").exists()


def test_fifty_megabytes_of_text_are_read_whole() -> None:
    content = b"Police held ten people in the capital on Monday.\n" * 1_000_000
    document = read(content, media.TEXT)
    assert (len(document.text), document.language) == (len(content), "en")


def test_every_media_type_has_a_reader_that_exists() -> None:
    assert {*media.SUFFIXES.values()} <= set(READERS)


def test_the_sample_is_read_with_titles_dates_and_addresses() -> None:
    documents = [document for document in read_all(SAMPLE) if isinstance(document, Document)]
    wiki = [document for document in documents if document.publisher == "Wikinews"]
    assert len(wiki) == 44 and len(documents) == 45
    assert all(document.title and document.published for document in wiki)
    assert all((document.url or "").startswith("https://en.wikinews.org/wiki/") for document in wiki)
    assert {document.language for document in documents} == {"en"}
    seed = next(document for document in documents if document.publisher is None)
    assert (seed.title, seed.published) == ("Russian regime intensifies persecution of foreigners", None)
    assert seed.id == "russian-regime-intensifies-persecution-of-foreigners"
    assert seed.text == (SAMPLE / f"{seed.id}.txt").read_bytes().decode()
