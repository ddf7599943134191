from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.decide.instants import (
    Flaw,
    Written,
    in_zone,
    instant,
    meanings,
    nearest_zone,
    read,
    zones,
)

BRUSSELS = ZoneInfo("Europe/Brussels")


def written(text: str) -> Written:
    found = read(text)
    assert found is not None
    return found


def flaw(text: str, zone: ZoneInfo = BRUSSELS) -> Flaw:
    found = in_zone(written(text), zone)
    assert isinstance(found, Flaw)
    return found


@pytest.mark.parametrize(
    "text",
    [
        "2024-10-01T16:00Z",
        "2024-10-01t16:00:00z",
        "2024-10-01 16:00:00.000000Z",
        "2024-10-01T16:00:00,0Z",
        "2024-10-01T18:00+02:00",
        "2024-10-01T18:00+0200",
        "2024-10-01T18:00+02",
        "2024-10-01T12:30-03:30",
        "2024-10-01T16:00+00:00",
    ],
)
def test_an_instant_is_read_in_utc(text: str) -> None:
    found = instant(text)
    assert found == datetime(2024, 10, 1, 16, tzinfo=UTC)
    assert found is not None
    assert found.tzinfo is UTC


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "2024-10-01",
        "2024-10-01T16",
        "2024-10-01T24:00Z",
        "2024-10-01T23:59:60Z",
        "2024-02-30T16:00Z",
        "2024-10-01T16:00:00.0000001Z",
        "2024-10-01T16:00+24:00",
        "2024-10-01T16:00+02:60",
        "2024-10-01T16:00 Z",
        "2024-W40-2T16:00Z",
        "20241001T160000Z",
        "0001-01-01T00:00+14:00",
        "9999-12-31T23:59Z",
        "٢٠٢٤-10-01T16:00Z",
        "2024-10-01T16:00Z\n",
    ],
)
def test_anything_else_is_no_instant(text: str) -> None:
    assert read(text) is None
    assert instant(text) is None


def test_without_an_offset_there_is_no_instant_without_a_zone() -> None:
    assert instant("2024-10-01T18:00") is None
    assert in_zone(written("2024-10-01T18:00"), BRUSSELS) == datetime(2024, 10, 1, 16, tzinfo=UTC)


def test_a_time_that_the_zone_has_twice_needs_its_offset() -> None:
    found = flaw("2024-10-27T02:30")
    assert found.kind == "silence.twice"
    assert found.details["first"] == "2024-10-27T02:30:00+02:00"
    assert found.details["second"] == "2024-10-27T02:30:00+01:00"
    for text, hour in (("2024-10-27T02:30+02:00", 0), ("2024-10-27T02:30+01:00", 1)):
        assert in_zone(written(text), BRUSSELS) == datetime(2024, 10, 27, hour, 30, tzinfo=UTC)


def test_the_hour_that_comes_twice_is_half_open() -> None:
    for text in ("2024-10-27T01:59:59.999999", "2024-10-27T03:00"):
        assert isinstance(in_zone(written(text), BRUSSELS), datetime)
    for text in ("2024-10-27T02:00", "2024-10-27T02:59:59.999999"):
        assert flaw(text).kind == "silence.twice"


def test_a_time_that_the_zone_skips_does_not_exist() -> None:
    found = flaw("2024-03-31T02:30")
    assert found.kind == "silence.no-such-time"
    assert found.details["nearest"] == "2024-03-31T03:30:00+02:00"
    assert in_zone(written(found.details["nearest"]), BRUSSELS) == datetime(
        2024, 3, 31, 1, 30, tzinfo=UTC
    )


def test_the_hour_that_is_skipped_is_half_open() -> None:
    for text in ("2024-03-31T01:59:59.999999", "2024-03-31T03:00"):
        assert isinstance(in_zone(written(text), BRUSSELS), datetime)
    for text in ("2024-03-31T02:00", "2024-03-31T02:59:59.999999"):
        assert flaw(text).kind == "silence.no-such-time"


def test_a_whole_day_can_be_skipped() -> None:
    samoa = ZoneInfo("Pacific/Apia")  # crossed the date line at the end of 29 December 2011
    assert flaw("2011-12-30T12:00", samoa).kind == "silence.no-such-time"


@pytest.mark.parametrize(
    "text", ["2024-10-01T18:00+01:00", "2024-10-01T16:00+00:00", "2024-03-31T02:30+01:00"]
)
def test_an_offset_must_be_the_zones_own(text: str) -> None:
    assert flaw(text).kind == "silence.offset"


def test_z_needs_no_offset_of_the_zone() -> None:
    assert in_zone(written("2024-10-01T16:00Z"), BRUSSELS) == datetime(2024, 10, 1, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("Europe/Bruxelles", "Europe/Brussels"),
        ("brussels", "Europe/Brussels"),
        ("europe/paris", "Europe/Paris"),
        ("New York", "America/New_York"),
    ],
)
def test_the_nearest_zone_is_named(name: str, near: str) -> None:
    assert name not in zones()
    assert nearest_zone(name) == near


def test_the_zone_of_the_machine_is_none() -> None:
    assert "localtime" not in zones()
    assert {"UTC", "Europe/Brussels", "America/New_York"} <= zones()


NAMES = st.sampled_from(["Europe/Brussels", "Australia/Lord_Howe", "America/St_Johns", "UTC"])


@settings(deadline=None)
@given(st.datetimes(datetime(1990, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC)), NAMES)
def test_a_written_instant_is_read_back(moment: datetime, name: str) -> None:
    zone = ZoneInfo(name)
    local = moment.astimezone(zone)
    assert in_zone(written(local.isoformat()), zone) == moment
    assert moment in meanings(local.replace(tzinfo=None, fold=0), zone)


@settings(deadline=None)
@given(st.datetimes(datetime(1990, 1, 1), datetime(2035, 1, 1)), NAMES)
def test_a_clock_means_exactly_the_instants_that_show_it(clock: datetime, name: str) -> None:
    zone = ZoneInfo(name)
    around = [clock.replace(tzinfo=UTC) - timedelta(minutes=m) for m in range(-900, 901, 30)]
    shown = {m for m in around if m.astimezone(zone).replace(tzinfo=None, fold=0) == clock}
    assert set(meanings(clock, zone)) == shown
