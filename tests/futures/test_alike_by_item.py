"""What moves that differ between scenarios still have in common."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
import pytest

from foedus.futures.moves import alike_by_item
from foedus.results.futures import FRAMES
from sample_futures import SCENARIOS, sample_futures

TWO = ("calm", "storm")


def move(
    donor: str, quantity: float, value: float, made_in: Sequence[str], **other: object
) -> dict[str, object]:
    usual: dict[str, object] = dict.fromkeys(FRAMES["moves"])
    return usual | {
        "donor": donor, "recipient": "UKR", "item": "shell", "kind": "order",
        "paid": "2024-12", "quantity": quantity, "value": value, "in": list(made_in),
        "when": "after",
    } | other  # fmt: skip


def alike(*moves: dict[str, object]) -> list[tuple[object, ...]]:
    frame = pl.DataFrame(list(moves), schema=FRAMES["moves"])
    return alike_by_item(frame, TWO).sort("scenario", "recipient", "item").rows()


def test_another_payer_month_or_line_is_alike_by_item() -> None:
    found = alike(
        move("POL", 10.0, 20.0, ["calm"], line="forge"),
        move("DEU", 4.0, 12.0, ["storm"], line="mill", paid="2025-01"),
    )
    assert found == [
        ("calm", "UKR", "shell", 4.0, pytest.approx(8.0)),
        ("storm", "UKR", "shell", 4.0, pytest.approx(12.0)),
    ]


def test_another_item_or_recipient_is_not_alike() -> None:
    assert alike(
        move("POL", 1.0, 1.0, ["calm"]),
        move("POL", 1.0, 1.0, ["storm"], item="tank"),
        move("POL", 1.0, 1.0, ["storm"], recipient="POL", kind="refill"),
    ) == []  # fmt: skip


def test_what_all_make_is_not_counted() -> None:
    assert alike(move("POL", 1.0, 1.0, TWO)) == []


def test_what_one_scenario_leaves_out_is_not_alike() -> None:
    assert alike_by_item(sample_futures().moves, SCENARIOS).is_empty()
