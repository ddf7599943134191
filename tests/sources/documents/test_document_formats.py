from __future__ import annotations

from datetime import UTC, date, datetime
from email.message import EmailMessage

import pytest
from documents_made import FRENCH, SENTENCE, article, message, page, pdf, word, word_bytes, zipped

from foedus.errors import InputError
from foedus.results.dispatch import Document
from foedus.sources.documents import read_document
from foedus.sources.documents.kinds import format_of
from foedus.sources.documents.mail import own_words


def kinds(document: Document) -> list[str]:
    return [finding.kind for finding in document.findings]


def test_text_in_utf_8_keeps_its_words() -> None:
    document = read_document("a.txt", f"\ufeff{FRENCH}\r\n\r\n{SENTENCE}\r\n".encode())
    assert document.text == f"{FRENCH}\n\n{SENTENCE}"
    assert (document.file, document.title, document.sent) == ("a.txt", "", None)
    assert len(document.sha256) == 64


@pytest.mark.parametrize("codec", ["utf-16", "utf-8-sig"])
def test_marks_of_byte_order_are_heeded(codec: str) -> None:
    document = read_document("a.txt", FRENCH.encode(codec))
    assert (document.text, kinds(document)) == (FRENCH, [])


def test_another_encoding_is_guessed_and_named() -> None:
    document = read_document("a.txt", FRENCH.encode("cp1252"))
    assert document.text == FRENCH
    assert [(f.kind, f.value) for f in document.findings] == [
        ("read.encoding-guessed", "Windows-1252")
    ]


def test_spoilt_letters_are_left_and_warned_of() -> None:
    spoilt = FRENCH.encode().decode("cp1252", errors="replace")
    document = read_document("a.txt", spoilt.encode())
    assert document.text == spoilt
    assert kinds(document) == ["read.letters-spoilt"]


def test_boilerplate_is_dropped_and_notes_to_editors_stay() -> None:
    lines = [SENTENCE, "", "Share on X", "Read more: another story", "© 2024 Agency", "Partager"]
    notes = ["Notes to editors", "All rights reserved.", "We share the burden fairly."]
    document = read_document("a.txt", "\n".join([*lines, *notes]).encode())
    assert document.text == f"{SENTENCE}\n\nNotes to editors\nWe share the burden fairly."


def test_markdown_loses_its_marks() -> None:
    document = read_document("a.md", f"# Aid\n\n**{SENTENCE}**\n\n<script>x()</script>".encode())
    assert (document.title, document.text) == ("Aid", f"Aid\n\n{SENTENCE}")


def test_a_page_gives_its_article_title_and_day() -> None:
    head = (
        '<title>Aid | Agency</title><meta property="article:published_time" content="2024-10-01">'
    )
    script = "<script>steal()</script><style>p{}</style>"
    document = read_document("a.txt", article(SENTENCE, FRENCH, script, head=head))
    assert document.text.split("\n\n") == [SENTENCE, FRENCH]
    assert (document.title, document.sent) == ("Aid", date(2024, 10, 1))


def test_a_page_where_no_article_is_found_gives_all_its_text() -> None:
    body = "<div>Aid</div><nav>Search</nav><script>steal()</script>"
    document = read_document("a.html", page(body, "<title>Aid</title>"))
    assert (document.text, document.title) == ("Aid", "Aid")


def test_a_page_says_its_encoding() -> None:
    content = f'<html><meta charset="iso-8859-15"><p>{FRENCH} 5 €</p></html>'.encode("iso-8859-15")
    document = read_document("a.html", content)
    assert (document.text, kinds(document)) == (f"{FRENCH} 5 €", [])


def test_a_pdf_gives_paragraphs_without_heads_and_broken_words() -> None:
    line = "Denmark will deliver ten Leopard 2 tanks to Ukraine, and the minis-"
    first = ["Agency 1", line, "ter said so (on Tuesday).", "More follows in the coming weeks, the"]
    second = ["Agency 2", "government added.", "Page 2 of 2"]
    info = "/Title (Aid) /CreationDate (D:20241001120000+02'00')"
    document = read_document("a.pdf", pdf([first, second], info))
    assert document.text.split("\n\n") == [
        line.removesuffix("-") + "ter said so (on Tuesday).",
        "More follows in the coming weeks, the government added.",
    ]
    assert (document.title, document.sent) == ("Aid", date(2024, 10, 1))


def test_a_title_that_is_a_file_name_is_none() -> None:
    assert read_document("a.pdf", pdf([[SENTENCE]], "/Title (press.docx)")).title == ""


def test_a_word_document_gives_paragraphs_and_cells_in_order() -> None:
    made = word(SENTENCE)
    made.add_table(1, 2).cell(0, 1).text = "ten tanks"
    made.add_paragraph(FRENCH)
    made.sections[0].header.paragraphs[0].text = "Agency"
    made.core_properties.title = "Aid"
    made.core_properties.created = datetime(2024, 10, 1, tzinfo=UTC)
    document = read_document("a.docx", word_bytes(made))
    assert document.text.split("\n\n") == [SENTENCE, "ten tanks", FRENCH]
    assert (document.title, document.sent) == ("Aid", date(2024, 10, 1))


def test_a_message_gives_its_own_words() -> None:
    text = f"{SENTENCE}\n\nOn Mon, 30 Sep 2024, the desk\nwrote:\n> Will it?\n-- \nPress office\n"
    document = read_document("a", bytes(message(text)))
    assert document.text == SENTENCE
    assert (document.title, document.sent) == ("Aid for Ukraine", date(2024, 10, 1))


def test_plain_text_of_a_message_is_preferred_and_attachments_are_named() -> None:
    made = message(SENTENCE)
    made.add_alternative("<p>Another text</p>", subtype="html")
    made.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="figures.pdf")
    document = read_document("a.eml", bytes(made))
    assert document.text == SENTENCE
    (finding,) = document.findings
    assert (finding.kind, finding.details["names"]) == ("read.attachments", "figures.pdf")


def test_the_page_of_a_message_is_read_where_it_has_no_plain_text() -> None:
    made = EmailMessage()
    made["From"], made["Subject"] = "press@example.org", "Aide à l'Ukraine"
    made.set_content(article(SENTENCE).decode(), subtype="html")
    document = read_document("a.eml", bytes(made))
    assert (document.text, document.title) == (SENTENCE, "Aide à l'Ukraine")
    assert document.sent is None


@pytest.mark.parametrize(
    "answered",
    [
        "Le lundi 30 septembre 2024, la rédaction a écrit :\n> Est-ce vrai ?\n",
        "Le 30 septembre 2024 à 10:00, la rédaction a écrit :\nEst-ce vrai ?\n",
        "----- Message d'origine -----\nFrom: x\nEst-ce vrai ?\n",
    ],
)
def test_what_a_message_answers_is_dropped(answered: str) -> None:
    assert own_words(f"Oui.\n\n{answered}").strip() == "Oui."


def test_a_message_that_is_passed_on_keeps_what_it_quotes() -> None:
    assert own_words(f"> {SENTENCE}\n").strip() == SENTENCE


def test_content_tells_more_than_the_ending() -> None:
    assert format_of("a.txt", pdf([[SENTENCE]])) == "pdf"
    assert format_of("a.pdf", SENTENCE.encode()) == "text"
    assert format_of("a.txt", word_bytes(word(SENTENCE))) == "docx"
    assert format_of("a.zip", zipped({"a.txt": b"x"})) == "binary"
    assert format_of("a.txt", b"Date: today\n\nDenmark: ten tanks") == "text"
    assert format_of("a.txt", page("x").decode().encode("utf-16")) == "html"


def test_an_unknown_encoding_is_a_fault() -> None:
    with pytest.raises(InputError) as caught:
        read_document("a.txt", b"D\x81\x8dnemark \xff sends tanks to Ukraine.")
    assert [f.kind for f in caught.value.findings] == ["read.encoding"]


@pytest.mark.parametrize(
    "text",
    [
        "party,kind,gdp\nDNK,ally,\nUKR,recipient,165317\n",
        "rank;subject_en;owner\n1;\"Support; Ukraine\";\n",
        "donor\titem\tnumber\nDenmark\tLeopard 1\t20\n",
    ],
)  # fmt: skip
def test_a_table_of_a_case_is_no_dispatch(text: str) -> None:
    with pytest.raises(InputError) as caught:
        read_document("terms.csv", text.encode())
    assert [(f.kind, f.file) for f in caught.value.findings] == [("read.table", "terms.csv")]


@pytest.mark.parametrize(
    "text",
    [
        "Brussels,Paris,Rome\n",
        "Denmark, Norway, Spain\nsend tanks, guns, shells\n",
        "To: a, b, c\n\nThe Allies, who met, agreed.\n",
        "Tanks,guns,shells\nDenmark sends all of them.\n",
    ],
)
def test_a_text_with_commas_is_no_table(text: str) -> None:
    assert read_document("a.txt", text.encode()).text == text.strip()
