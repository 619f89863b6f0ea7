from io import BytesIO

from pypdf import PdfReader as Opened
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from index.readers import ReadOptions
from index.readers.documents import document_of
from index.readers.pdf import PdfReader
from tests.index.readers.reading import one, reason


def pdf(lines: list[str], *, title: str = "", password: str = "") -> bytes:
    writer = PdfWriter()
    page = writer.add_blank_page(width=600, height=800)
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
    )
    stream = DecodedStreamObject()
    shown = " ".join(f"({line}) Tj 0 -40 Td" for line in lines)
    stream.set_data(f"BT /F1 12 Tf 50 700 Td {shown} ET".encode())
    page[NameObject("/Contents")] = stream
    writer.add_metadata({"/Title": title, "/CreationDate": "D:20310102030405Z"})
    if password:
        writer.encrypt(password)
    out = BytesIO()
    writer.write(out)
    assert len(Opened(BytesIO(out.getvalue())).pages if not password else [1]) == 1
    return out.getvalue()


def test_pages_become_an_article() -> None:
    content = pdf(["By Vera Quill", "Snow fell on the pier on Monday."], title="Snow on the pier")
    article = one(content, "snow.pdf")
    assert "Snow fell on the pier on Monday." in article.text
    assert (article.title, article.title_derived) == ("Snow on the pier", False)
    assert (article.authors, article.id) == (("Vera Quill",), "snow.pdf")
    assert (str(article.published), article.published_basis) == ("2031-01-02", "PDF")


def test_date_in_the_file_name_counts_before_the_date_of_the_pdf() -> None:
    article = one(pdf(["Snow fell on the pier on Monday."]), "2030-12-24-snow.pdf")
    assert (str(article.published), article.published_basis) == ("2030-12-24", "file name")


def test_pictures_of_text_are_refused() -> None:
    assert reason(pdf([]), "a.pdf") == "holds no text, only pictures of it: save it as text first"


def test_what_is_no_pdf_is_refused() -> None:
    assert reason(b"%PDF-1.7 and no more", "a.pdf").startswith("is no PDF that can be read")


def test_encrypted_file_is_refused() -> None:
    told = reason(pdf(["Snow fell on the pier."], password="word"), "a.pdf")
    assert told == "is encrypted: save it without its password"


def test_file_that_takes_too_long_is_given_up() -> None:
    document = document_of(pdf(["Snow."]), name="a.pdf", suffix=".pdf", origin="a.pdf")
    (refusal,) = PdfReader(timeout_s=0.001).read(document, ReadOptions())
    assert "takes longer than" in str(refusal)
