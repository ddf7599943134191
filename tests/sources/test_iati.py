"""IATI in and out.

The tests of the real file, the schema and the code lists read the folder named by ``FOEDUS_DATA``.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from foedus.brief.catalogue import catalogue
from foedus.brief.findings import sentence
from foedus.brief.language import Language
from foedus.case import Case, Settings, load
from foedus.case.patterns import forbidden
from foedus.case.schema import TABLES
from foedus.errors import Finding, InputError
from foedus.sources import (
    iati,
    iati_terms,
    iati_unknown,
    importer_for,
    kiel_workbook,
    write_into,
)
from foedus.sources.iati import kept_aside, read, to_iati
from foedus.sources.iati_write import Reporter

DATA = Path(os.environ.get("FOEDUS_DATA", "no-such-folder")) / "iati"
KIEL = DATA.parent / "kiel" / "Ukraine_Support_Tracker.xlsx"
STANDARD = DATA / "2.03"
REAL = DATA / "MAEC_ES_first_activities_TRANSCRIBED.xml"
needs_data = pytest.mark.skipif(not REAL.is_file(), reason="FOEDUS_DATA is not set")
DAY = date(2024, 10, 1)
COMMITMENT = '<transaction-type code="2"/><transaction-date iso-date="2024-03-01"/>'
MONEY = '<value currency="EUR" value-date="2024-03-01">100.50</value>'
PLAIN = f"<transaction>{COMMITMENT}{MONEY}</transaction>"
UKRAINE = '<recipient-country code="UA"/>'
GERMANY = '<reporting-org ref="DE-1" type="10"><narrative>BMZ</narrative></reporting-org>'


def activity(
    transactions: str = PLAIN,
    *,
    who: str = GERMANY,
    where: str = UKRAINE,
    more: str = '<sector code="51010"/>',
    name: str = "DE-1-A",
    attributes: str = "",
) -> str:
    return (
        f"<iati-activity {attributes}><iati-identifier>{name}</iati-identifier>{who}"
        f"<title><narrative>A title</narrative></title>{where}{more}{transactions}</iati-activity>"
    )


def document(*activities: str, version: str = "2.03") -> str:
    body = "".join(activities)
    when = 'generated-datetime="2024-09-30T08:00:00Z"'
    return f'<iati-activities version="{version}" {when}>{body}</iati-activities>'


def written(place: Path, text: str | bytes) -> Path:
    path = place / "file.xml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def rows(place: Path, *activities: str) -> tuple[list[dict[str, object]], list[Finding]]:
    imported = read(written(place, document(*activities)), retrieved=DAY)
    said_in_words(imported.findings)
    return imported.tables["ledger"].to_dicts(), list(imported.findings)


def said_in_words(findings: Iterable[Finding]) -> None:
    for finding in findings:
        for language in (Language("en"), Language("fr")):
            said = sentence(finding, language)
            assert finding.kind not in said, said


def faults(place: Path, text: str | bytes) -> list[tuple[str, str | None]]:
    with pytest.raises(InputError) as caught:
        read(written(place, text), retrieved=DAY)
    found = [f for f in caught.value.findings if f.severity == "fault"]
    said_in_words(found)
    return [(f.kind, f.value) for f in found]


def transaction(code: str, amount: str = "1", more: str = "", attributes: str = "") -> str:
    return (
        f'<transaction {attributes}><transaction-type code="{code}"/>'
        f'<transaction-date iso-date="2024-03-01"/><value currency="EUR" value-date="2024-03-01">'
        f"{amount}</value>{more}</transaction>"
    )


# In


def test_a_commitment_is_an_allocation(tmp_path: Path) -> None:
    (row,), findings = rows(tmp_path, activity())
    assert findings == []
    assert row == {
        "entry": "iati-DE-1-2024-09-30-DE-1-A-1",
        "donor": "DEU",
        "recipient": "UKR",
        "type": "financial",
        "stage": "allocation",
        "date": date(2024, 3, 1),
        "item": None,
        "quantity": None,
        "amount": 100.5,
        "currency": "EUR",
        "release": "2024-09-30",
        "of": None,
        "source": "iati-DE-1-2024-09-30",
        "note": "DE-1-A: A title",
    }


@pytest.mark.parametrize(
    ("code", "stage"),
    [
        ("12", "pledge"),
        ("13", "pledge"),
        ("2", "allocation"),
        ("11", "allocation"),
        ("3", "delivery"),
        ("4", "delivery"),
        ("7", "delivery"),
    ],
)
def test_stages_by_the_definitions_of_the_standard(tmp_path: Path, code: str, stage: str) -> None:
    (row,), _ = rows(tmp_path, activity(transaction(code)))
    assert row["stage"] == stage


def test_the_receiver_s_view_of_the_same_stage_does_not_count_twice(tmp_path: Path) -> None:
    both = transaction("2", "100") + transaction("11", "100") + transaction("11", "0.10")
    (row,), (finding,) = rows(tmp_path, activity(both))
    assert row["amount"] == 100
    assert (finding.kind, finding.value) == ("iati.seen-twice", "11")
    assert (finding.details["count"], finding.details["sum"]) == ("2", "100.10 EUR")


def test_what_is_no_aid_given_is_left_out_with_its_sum(tmp_path: Path) -> None:
    others = "".join(transaction(code, "0.1") for code in sorted(iati_terms.OTHER))
    found, findings = rows(tmp_path, activity(PLAIN + others + transaction("3", "-5")))
    assert len(found) == 1
    assert {(f.kind, f.value, f.details["sum"]) for f in findings} == {
        *(("iati.other-transaction", code, "0.1 EUR") for code in iati_terms.OTHER),
        ("iati.negative", "3", "-5 EUR"),
    }


@pytest.mark.parametrize(
    ("who", "more", "donor"),
    [
        (GERMANY, "", "DEU"),
        (GERMANY, '<provider-org ref="GB-GOV-1" type="10"/>', "GBR"),
        (GERMANY, '<provider-org ref="DE-1"/>', "DEU"),
        (GERMANY, "<provider-org><narrative>Norvège</narrative></provider-org>", "NOR"),
        (GERMANY, "<provider-org><narrative>EU Institutions</narrative></provider-org>", "EUI"),
        (
            '<reporting-org ref="XM-1" type="40"><narrative>x</narrative></reporting-org>'
            '<participating-org role="1"><narrative>Spain</narrative></participating-org>'
            '<participating-org role="4"><narrative>Ukraine</narrative></participating-org>',
            "",
            "ESP",
        ),
        (
            '<reporting-org ref="FR-6" type="10" secondary-reporter="1"><narrative>x</narrative>'
            '</reporting-org><participating-org role="1" ref="BE-1" type="10"/>',
            "",
            "BEL",
        ),
    ],
)
def test_who_gives(tmp_path: Path, who: str, more: str, donor: str) -> None:
    (row,), _ = rows(tmp_path, activity(transaction("3", more=more), who=who))
    assert row["donor"] == donor


@pytest.mark.parametrize(
    ("who", "where", "more", "kind", "value"),
    [
        (GERMANY.replace("10", "21"), UKRAINE, "", "iati.unknown-donor", "BMZ"),
        (GERMANY, UKRAINE, '<provider-org ref="X-1"/>', "iati.unknown-donor", "X-1"),
        (GERMANY, "", "", "iati.unknown-recipient", "-"),
        (GERMANY, '<recipient-country code="QQ"/>', "", "iati.unknown-country", "QQ"),
        (GERMANY, '<recipient-region code="89"/>', "", "iati.several-recipients", "89"),
        (
            GERMANY,
            f'{UKRAINE}<recipient-country code="MD"/>',
            "",
            "iati.several-recipients",
            "UA, MD",
        ),
        (
            GERMANY,
            '<recipient-country code="UA" percentage="60"/><recipient-region code="89" '
            'percentage="40"/>',
            "",
            "iati.several-recipients",
            "UA, 89",
        ),
    ],
)
def test_what_cannot_be_told_is_left_out_and_said(
    tmp_path: Path, who: str, where: str, more: str, kind: str, value: str
) -> None:
    strange = activity(transaction("3", more=more), who=who, where=where)
    found, findings = rows(tmp_path, strange, activity(name="DE-1-B"))
    assert len(found) == 1
    said = [(f.kind, f.value, f.details["sum"]) for f in findings]
    assert said == [(kind, value, "1 EUR")]
    assert faults(tmp_path, document(strange)) == [("iati.nothing", "file.xml")]


def test_where_the_transaction_says_it_itself(tmp_path: Path) -> None:
    inside = transaction("3", more=f'<sector code="72010"/>{UKRAINE}')
    named = transaction("3", more="<receiver-org><narrative>Moldova</narrative></receiver-org>")
    found, _ = rows(tmp_path, activity(inside + named, where=""))
    assert [(row["recipient"], row["type"]) for row in found] == [
        ("UKR", "humanitarian"),
        ("MDA", "financial"),
    ]


@pytest.mark.parametrize(
    ("more", "attributes", "expected"),
    [
        ('<sector code="51010"/>', "", "financial"),
        ('<sector code="72040"/><sector code="740" vocabulary="2"/>', "", "humanitarian"),
        ('<sector code="51010"/>', 'humanitarian="1"', "humanitarian"),
        ('<sector code="72010"/>', 'humanitarian="0"', "humanitarian"),
        (
            '<tag vocabulary="99" vocabulary-uri="urn:foedus:ledger:1:types" code="military"/>',
            "",
            "military",
        ),
    ],
)
def test_the_type_of_aid(tmp_path: Path, more: str, attributes: str, expected: str) -> None:
    (row,), findings = rows(tmp_path, activity(more=more, attributes=attributes))
    assert (row["type"], findings) == (expected, [])


@pytest.mark.parametrize(
    "sector", ["", '<sector code="15210"/>', '<sector code="72" vocabulary="99"/>']
)
def test_another_sector_is_taken_for_financial_aid_and_said(tmp_path: Path, sector: str) -> None:
    (row,), (finding,) = rows(tmp_path, activity(more=sector))
    assert (row["type"], finding.kind) == ("financial", "iati.type-by-default")


def test_what_the_standard_does_not_know_is_reported(tmp_path: Path) -> None:
    strange = '<sectors code="1"/><x:own xmlns:x="urn:x"/><sector code="51010"/>'
    _, findings = rows(tmp_path, activity(more=strange))
    assert {(f.kind, f.value) for f in findings} == {
        ("iati.unknown-element", "sectors"),
        ("iati.unknown-element", "{urn:x}own"),
    }


def test_money_and_days_as_the_schema_writes_them(tmp_path: Path) -> None:
    text = (
        '<transaction><transaction-type code="3"/><transaction-date iso-date="2024-03-01Z"/>'
        '<value value-date="2024-03-01"> +0012.50 </value></transaction>'
    )
    (row,), findings = rows(tmp_path, activity(text, attributes='default-currency="USD"'))
    assert (row["amount"], row["currency"], row["date"]) == (12.5, "USD", date(2024, 3, 1))
    assert findings == []


def test_more_digits_than_the_ledger_holds_are_said(tmp_path: Path) -> None:
    long = transaction("3", "9999999999999.99") + transaction("3", "12345678901234567.89")
    _, findings = rows(tmp_path, activity(long))
    assert [(f.kind, f.value) for f in findings] == [("iati.inexact", "12345678901234567.89")]


@pytest.mark.parametrize(
    ("old", "new", "kind", "value"),
    [
        ("100.50", "1,000", "iati.not-a-number", "1,000"),
        ("100.50", "", "iati.not-a-number", ""),
        ('currency="EUR"', "", "iati.no-currency", "100.50"),
        ("EUR", "EURO", "iati.unknown-currency", "EURO"),
        ('code="2"', 'code="44"', "iati.unknown-transaction", "44"),
        ('<transaction-date iso-date="2024-03-01"/>', "", "iati.no-date", "DE-1-A"),
        ("2024-03-01", "2024-02-30", "no-such-day", "2024-02-30"),
        ("<iati-identifier>DE-1-A</iati-identifier>", "", "iati.no-identifier", ""),
    ],
)
def test_a_transaction_that_cannot_be_read(
    tmp_path: Path, old: str, new: str, kind: str, value: str
) -> None:
    text = document(activity().replace(old, new), activity(name="DE-1-B"))
    assert faults(tmp_path, text) == [(kind, value)]


def test_all_faults_at_once_each_with_its_line(tmp_path: Path) -> None:
    text = document(
        "\n" + activity(transaction("3", "x")),
        "\n" + activity(transaction("3", "y"), name="B"),
        "\n" + activity(name="B"),
    )
    with pytest.raises(InputError) as caught:
        read(written(tmp_path, text), retrieved=DAY)
    assert [(f.kind, f.row) for f in caught.value.findings] == [
        ("iati.not-a-number", 2),
        ("iati.not-a-number", 3),
        ("iati.doubled-activity", 4),
    ]


# Guards

LAUGHS = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            f'<!DOCTYPE x [<!ENTITY a0 "ha">{LAUGHS}]>{document(activity(name="&a9;"))}',
            "document-type",
        ),
        (
            '<?xml version="1.0"?><!-- a --><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
            f"{document(activity(name='&e;'))}",
            "document-type",
        ),
        (f'<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">{document(activity())}', "document-type"),
        (document(activity(name="&e;")), "broken"),
        (document(activity())[:-30], "broken"),
        (document(activity())[:20], "broken"),
        ("", "broken"),
        ("PK\x03\x04", "broken"),
        (document(activity(more="<a>" * 400 + "</a>" * 400)), "broken"),
        (document(activity()).encode("utf-16"), "not-utf-8"),
        (f"<!DOCTYPE x []>{document(activity())}".encode("utf-16-le"), "not-utf-8"),
        (f"<!DOCTYPE x []>{document(activity())}".encode("utf-32-be"), "not-utf-8"),
        ('<?xml version="1.0" encoding="UTF-7"?>' + document(activity()), "not-utf-8"),
        (document(activity(name="é")).encode("latin-1"), "not-utf-8"),
        ('<?xml version="1.0" encoding="ISO-8859-1"?>' + document(activity()), "not-utf-8"),
        (document(activity(), version="1.05"), "unknown-version"),
        (document(activity(), version="2.3"), "unknown-version"),
        ("<iati-activities/>", "unknown-version"),
        ('<iati-organisations version="2.03"/>', "not-activities"),
        (document(), "nothing"),
    ],
)
def test_a_hostile_or_broken_file_is_a_clear_fault(
    tmp_path: Path, text: str | bytes, kind: str
) -> None:
    assert [found for found, _ in faults(tmp_path, text)] == [f"iati.{kind}"]


def test_a_byte_order_mark_comments_and_blanks_do_no_harm(tmp_path: Path) -> None:
    commented = document(activity(PLAIN.replace("100.50", "100<!-- a -->.50")))
    text = f'\ufeff<?xml version="1.0" encoding="utf-8"?>\n<!-- <!DOCTYPE x> -->\n{commented}'
    (row,) = read(written(tmp_path, text), retrieved=DAY).tables["ledger"].to_dicts()
    assert row["amount"] == 100.5


def test_a_file_that_is_too_large_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("foedus.sources.book.MAX_BYTES", 100)
    assert faults(tmp_path, document(activity())) == [("too-large", None)]


def test_the_importer_is_found(tmp_path: Path) -> None:
    assert importer_for("iati", written(tmp_path, "")).__name__ == iati.__name__


# Out


def case_of(
    ledger: list[dict[str, object]],
    *,
    sources: list[dict[str, object]] | None = None,
    items: list[dict[str, object]] | None = None,
) -> Case:
    given = {"ledger": ledger, "sources": sources or [], "items": items or []}
    tables = {
        name: pl.DataFrame(
            {c: [row.get(c) for row in given.get(name, [])] for c in table.schema},
            schema=table.schema,
        )
        for name, table in TABLES.items()
    }
    return Case(Settings("a case/1", DAY), tables, "")


ENTRY: dict[str, object] = {
    "entry": "e-1",
    "donor": "DEU",
    "recipient": "UKR",
    "type": "military",
    "stage": "pledge",
    "date": date(2024, 3, 1),
    "amount": 9999999999999.99,
    "currency": "EUR",
    "source": "s",
}
SOURCE: dict[str, object] = {
    "source": "s",
    "title": "A table",
    "publisher": "A",
    "confidence": "press",
}
ITEM: dict[str, object] = {
    "item": "shell",
    "unit": "shell",
    "name_en": "Shell & fuse",
    "name_fr": "Obus",
    "price": 0.005,
    "mass": 0.05,
    "whole": False,
}


def tree(case: Case) -> etree._Element:
    return etree.fromstring(to_iati(case))


def test_amounts_are_written_to_the_last_digit() -> None:
    value = tree(case_of([ENTRY])).find(".//value")
    assert value is not None
    assert value.text == "9999999999999.99"
    assert dict(value.attrib) == {"currency": "EUR", "value-date": "2024-03-01"}


def test_names_stand_in_english_and_french() -> None:
    found = tree(case_of([ENTRY])).xpath("//participating-org/narrative | //title/narrative")
    assert [e.text for e in found] == [
        "Germany – Ukraine: military aid",
        "Allemagne – Ukraine : aide militaire",
        "Germany",
        "Allemagne",
    ]
    assert {e.get("{http://www.w3.org/XML/1998/namespace}lang") for e in found} == {"en", "fr"}


@pytest.mark.parametrize("missing", ["amount", "currency", "date"])
def test_an_entry_that_lacks_something_is_no_transaction(tmp_path: Path, missing: str) -> None:
    case = case_of([{**ENTRY, missing: None, "quantity": 3.0}], sources=[SOURCE])
    found = tree(case)
    assert found.findall(".//transaction") == []
    assert [f.kind for f in kept_aside(case)] == [f"iati.aside-{missing}"]
    said = found.findtext(".//description/narrative")
    assert said is not None
    assert "1, of which 1 without" in said
    assert back(case, tmp_path).equals(case.tables["ledger"])


def test_an_assumption_is_marked() -> None:
    told = tree(case_of([{**ENTRY, "source": None}])).findall(
        ".//transaction/description/narrative"
    )
    assert [e.text for e in told] == [
        "Assumed: no source is given",
        "Hypothèse : aucune source n’est donnée",
    ]
    assert tree(case_of([ENTRY], sources=[SOURCE])).find(".//transaction/description") is None


def test_the_same_case_gives_the_same_bytes() -> None:
    other = {**ENTRY, "entry": "e-2", "donor": "FRA"}
    assert to_iati(case_of([ENTRY, other])) == to_iati(case_of([other, ENTRY]))
    when = datetime(2024, 10, 1, 8, tzinfo=UTC)
    named = Reporter("XI-1", {"en": "A"}, "40")
    found = etree.fromstring(to_iati(case_of([ENTRY]), reporter=named, generated=when))
    assert found.get("generated-datetime") == "2024-10-01T08:00:00+00:00"
    assert found.findtext(".//iati-identifier") == "XI-1-a%20case%2F1:DEU:UKR:military"


def test_what_cannot_be_written() -> None:
    for case, kind in (
        (case_of([]), "iati.empty-ledger"),
        (case_of([{**ENTRY, "note": "a\ufffe"}]), "iati.not-xml"),
    ):
        with pytest.raises(InputError) as caught:
            to_iati(case)
        assert [f.kind for f in caught.value.findings] == [kind]


def test_words_that_contradict_each_other_are_a_fault(tmp_path: Path) -> None:
    text = to_iati(case_of([ENTRY])).decode()
    for old, new, value in (
        ('recipient-country code="UA"', 'recipient-country code="MD"', "MDA"),
        (">Germany<", ">France<", "FRA"),
        ('sector code="military"', 'sector code="humanitarian"', "humanitarian"),
    ):
        assert faults(tmp_path, text.replace(old, new)) == [("iati.contradicts", value)]


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("<foedus:stage>pledge", "<foedus:stage>promise", "unknown-choice"),
        ("<foedus:date>2024-03-01", "<foedus:date>1 March", "not-a-date"),
        ("<foedus:quantity>3", "<foedus:quantity>three", "not-a-number"),
        (' donor="DEU"', "", "empty-name"),
        (' ref="e-2"', "", "empty-name"),
    ],
)
def test_a_file_of_ours_that_was_spoilt_by_hand(
    tmp_path: Path, old: str, new: str, kind: str
) -> None:
    entries = [{**ENTRY, "amount": None, "quantity": 3.0}, {**ENTRY, "entry": "e-2"}]
    text = to_iati(case_of(entries)).decode()
    assert old in text
    assert kind in {found for found, _ in faults(tmp_path, text.replace(old, new))}


def test_a_field_of_ours_cannot_overrule_the_standard(tmp_path: Path) -> None:
    text = to_iati(case_of([ENTRY])).decode()
    added = "<foedus:amount>1</foedus:amount><foedus:confidence>"
    path = written(tmp_path, text.replace("<foedus:confidence>", added))
    imported = read(path, retrieved=DAY)
    assert imported.tables["ledger"]["amount"].to_list() == [ENTRY["amount"]]
    assert [(f.kind, f.value) for f in imported.findings] == [("iati.unknown-field", "amount")]


def back(case: Case, place: Path) -> pl.DataFrame:
    return read(written(place, to_iati(case)), retrieved=DAY).tables["ledger"]


def texts(table: str, column: str) -> st.SearchStrategy[str]:
    wrong = re.compile(forbidden(TABLES[table].column(column)))
    letters = st.characters(exclude_categories=("Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"))
    return st.text(letters, min_size=1, max_size=8).filter(lambda text: not wrong.search(text))


CENTS = st.decimals(0, Decimal(10) ** 13, places=2).map(float)
ENTRIES = st.fixed_dictionaries(
    {
        "donor": st.sampled_from(["DEU", "USA", "EUI", "EPF", "XKX", "own code"]),
        "recipient": st.sampled_from(["UKR", "MDA", "EIB", "own code"]),
        "type": st.sampled_from(["military", "financial", "humanitarian"]),
        "stage": st.sampled_from(["pledge", "allocation", "delivery"]),
        "date": st.none() | st.dates(date(1950, 1, 1), date(2100, 1, 1)),
        "item": st.sampled_from([None, "shell"]),
        "quantity": st.none() | st.floats(0, 1e9),
        "amount": st.none() | CENTS | st.floats(0, 1e13),
        "currency": st.sampled_from([None, "EUR", "UAH", "no money"]),
        "release": st.none() | texts("ledger", "release"),
        "source": st.sampled_from([None, "s"]),
        "note": st.none()
        | texts("ledger", "note").map(lambda text: f"{text}\n<{text}>")
        | texts("ledger", "note"),
    }
)


@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.tuples(texts("ledger", "entry"), ENTRIES),
        min_size=1,
        max_size=6,
        unique_by=lambda e: e[0],
    )
)
def test_out_and_in_again_is_the_same(
    tmp_path: Path, entries: list[tuple[str, dict[str, object]]]
) -> None:
    first = entries[0][0]
    ledger = [
        {"entry": name, "of": first if n else None, **e} for n, (name, e) in enumerate(entries)
    ]
    case = case_of(ledger, sources=[SOURCE], items=[ITEM])
    path = written(tmp_path, to_iati(case))
    imported = read(path, retrieved=DAY)
    assert imported.findings == ()
    found = imported.tables["ledger"].sort("entry")
    assert found.equals(case.tables["ledger"].sort("entry"))
    if any(e["item"] for _, e in entries):
        assert imported.tables["items"].equals(case.tables["items"])
    again = case_of(found.to_dicts(), sources=[SOURCE], items=[ITEM])
    assert to_iati(again) == path.read_bytes()


def test_it_goes_into_another_case_with_its_sources_and_items(tmp_path: Path) -> None:
    other = {**ENTRY, "entry": "e-2", "of": "e-1", "item": "shell", "amount": None, "quantity": 2.5}
    case = case_of([ENTRY, {**other, "stage": "delivery"}], sources=[SOURCE], items=[ITEM])
    folder = tmp_path / "other"
    folder.mkdir()
    (folder / "case.toml").write_text('format = 1\nname = "other"\nas_of = 2024-10-01\n')
    imported = read(written(tmp_path, to_iati(case)), retrieved=DAY)
    summary = write_into(imported, folder)
    assert summary.added == {"parties": 2, "sources": 2, "ledger": 2, "items": 1}
    assert load(folder).tables["ledger"].equals(case.tables["ledger"])
    assert write_into(imported, folder).added == {}


def test_every_finding_has_its_text() -> None:
    sources = Path(iati.__file__).parent.glob("iati*.py")
    kinds = {k for path in sources for k in re.findall(r'"(iati\.[a-z0-9-]+)"', path.read_text())}
    assert len(kinds) > 20
    assert kinds <= catalogue().keys()


# The real file, the schema, the code lists


@needs_data
def test_the_real_file_out_and_in_again(tmp_path: Path) -> None:
    imported = read(REAL, retrieved=DAY)
    columns = ("donor", "recipient", "type", "stage", "date", "amount", "currency")
    assert imported.tables["ledger"].select(columns).rows() == [
        ("ESP", "IDN", "financial", "allocation", date(2011, 11, 1), 15450.0, "EUR"),
        ("ESP", "IDN", "financial", "delivery", date(2011, 12, 31), 9270.0, "EUR"),
    ]
    assert [(f.kind, f.value) for f in imported.findings] == [("iati.type-by-default", "43081")]
    folder = tmp_path / "case"
    folder.mkdir()
    (folder / "case.toml").write_text('format = 1\nname = "real"\nas_of = 2024-10-01\n')
    write_into(imported, folder)
    case = load(folder)
    assert case.tables["ledger"].equals(imported.tables["ledger"])
    assert_valid(to_iati(case))
    assert back(case, tmp_path).equals(case.tables["ledger"])


def assert_valid(data: bytes) -> None:
    schema = etree.XMLSchema(etree.parse(STANDARD / "schemas" / "iati-activities-schema.xsd"))
    assert schema.validate(etree.fromstring(data)), schema.error_log


@needs_data
def test_what_is_written_is_valid() -> None:
    entries = [
        {**ENTRY, "entry": "e-1", "item": "shell", "quantity": 2.0, "note": "a & b", "of": None},
        {**ENTRY, "entry": "e-2", "amount": None},
        {**ENTRY, "entry": "e-3", "type": "humanitarian", "source": None, "stage": "delivery"},
        {**ENTRY, "entry": "e-4", "recipient": "EIB", "donor": "own code", "release": "7"},
        {**ENTRY, "entry": "e-5", "donor": "EPF", "date": None, "currency": None},
    ]
    case = case_of(entries, sources=[SOURCE], items=[ITEM])
    assert_valid(to_iati(case))
    assert_valid(to_iati(case, generated=datetime(2024, 10, 1, tzinfo=UTC)))


@needs_data
def test_a_published_ledger_out_and_in_again_to_the_cent(tmp_path: Path) -> None:
    ledger = kiel_workbook.read(KIEL, retrieved=DAY).tables["ledger"]
    case = case_of(ledger.to_dicts(), sources=[{**SOURCE, "source": "kiel-7"}])
    data = to_iati(case)
    assert_valid(data)
    assert back(case, tmp_path).sort("entry").equals(ledger.sort("entry"))
    dated = ledger.drop_nulls(["amount", "date"])["amount"]
    written_out = [Decimal(f"{value.text}") for value in etree.fromstring(data).iter("value")]
    assert sum(written_out) == sum(Decimal(repr(amount)) for amount in dated)
    aside = {f.column: int(f.value or 0) for f in kept_aside(case)}
    assert len(written_out) + sum(aside.values()) == ledger.height


def codes(name: str) -> set[str]:
    found = etree.parse(STANDARD / "codelists" / f"{name}.xml").iter("code")
    return {f"{code.text}" for code in found}


@needs_data
def test_codes_are_those_of_the_lists() -> None:
    read_types = iati_terms.OUTGOING.keys() | iati_terms.INCOMING.keys() | iati_terms.OTHER
    assert read_types == codes("TransactionType")
    assert set(iati_terms.READ) < codes("Version")
    assert iati_terms.OWN_VOCABULARY in codes("TagVocabulary") & codes("SectorVocabulary")
    assert {"10", "40", "90"} | iati_terms.PUBLIC <= codes("OrganisationType")
    unknown = {code for code in codes("Country") if iati_terms.alpha3(code) is None}
    assert unknown == {"AN"}  # the Netherlands Antilles, dissolved in 2010
    known = codes("Country") - unknown
    assert all(iati_terms.alpha2(f"{iati_terms.alpha3(code)}") == code for code in known)
    assert codes("Currency") - iati_terms.currencies() == {"XBT"}  # bitcoin, no ISO 4217 code


@needs_data
def test_elements_are_those_of_the_schema() -> None:
    schema = etree.parse(STANDARD / "schemas" / "iati-activities-schema.xsd")
    for name, known in (
        ("iati-activity", iati_unknown.ACTIVITY),
        ("transaction", iati_unknown.TRANSACTION),
    ):
        found = schema.xpath(
            f"/*/*[@name='{name}']/*/*[local-name()='sequence']/*[local-name()='element']"
        )
        assert {e.get("ref") or e.get("name") for e in found} == known
