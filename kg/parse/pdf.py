"""PDF files (pdfium): the text of each page, its lines joined to paragraphs. No script runs, no attachment or link is opened."""

import pypdfium2

from kg.errors import DocumentError
from kg.parse.layout import Line, join_lines, page_lines
from kg.parse.reading import Reading
from kg.parse.tidy import tidy_line, tidy_paragraphs

_PASSWORD = 4
_PAGES = 5000
"""More pages than any report has; a file made to exhaust stops here."""


def read(content: bytes, charset: str | None, address: str) -> Reading:
    """The text, and the title and author of the file's properties. Its creation day is no publication day and is left alone.

    Raises DocumentError for an encrypted or damaged file and for one that holds no text (a scan).
    """
    try:
        pdf = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == _PASSWORD
        raise DocumentError("The PDF is encrypted with a password." if locked else "The PDF is damaged or is no PDF.") from None
    if len(pdf) > _PAGES:
        raise DocumentError(f"The PDF has {len(pdf)} pages, more than the {_PAGES} that are read.")
    text = tidy_paragraphs(join_lines(_pages(pdf)))
    if not text:
        raise DocumentError("The PDF holds no text: it is probably a scan, which needs character recognition first.")
    facts = pdf.get_metadata_dict(skip_empty=True)
    author = tidy_line(facts.get("Author", ""))
    return Reading(text=text, title=tidy_line(facts.get("Title", "")) or None, authors=(author,) if author else ())


def _pages(pdf: pypdfium2.PdfDocument) -> list[list[Line]]:
    pages = []
    for number in range(len(pdf)):
        try:
            page = pdf[number]
            pages.append(page_lines(page.get_textpage(), page.get_height()))
            page.close()
        except pypdfium2.PdfiumError:
            # A part of a report passed off as the whole would mislead: better the whole file is refused.
            raise DocumentError(f"Page {number + 1} of the PDF is damaged.") from None
    return pages
