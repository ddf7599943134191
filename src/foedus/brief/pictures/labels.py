"""Labels on a map that do not cover each other: the weightiest are placed first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from foedus.brief.pictures.atlas import Point, Ring, contains

Box: TypeAlias = tuple[float, float, float, float]
Align: TypeAlias = Literal["left", "center", "right"]

_LETTER, _LINE, _GAP = 6.6, 14.0, 8.0
_CELL = 8
# Where a label may stand about its point: to its right, left, above, below, then the corners.
_PLACES: tuple[tuple[float, float, Align], ...] = (
    (_GAP, 0, "left"),
    (-_GAP, 0, "right"),
    (0, 13, "center"),
    (0, -13, "center"),
    (_GAP, 11, "left"),
    (_GAP, -11, "left"),
    (-_GAP, 11, "right"),
    (-_GAP, -11, "right"),
)


@dataclass(frozen=True)
class Wanted:
    """A label that wants a place.

    Parameters
    ----------
    at : (float, float)
        The point that it names, in pixels.
    texts : tuple of str
        What it may say, the best first; a shorter one may fit where a longer does not.
    style : str
        Handed through.
    """

    at: Point
    texts: tuple[str, ...]
    style: str


@dataclass(frozen=True)
class Label:
    """A label with its place: the text stands at ``at``, aligned so."""

    at: Point
    text: str
    align: Align
    style: str


def place_labels(wanted: Iterable[Wanted], bounds: Box, taken: Iterable[Box] = ()) -> list[Label]:
    """Return those labels that find a free place within the bounds, in the order wanted.

    Examples
    --------
    >>> near = [Wanted((50, 50), ("Liège",), "donor"), Wanted((52, 51), ("Namur",), "donor")]
    >>> [label.align for label in place_labels(near, (0, 0, 200, 100))]
    ['left', 'right']
    """
    boxes, placed = list(taken), []
    for label in wanted:
        found = _free_place(label, bounds, boxes)
        if found is not None:
            boxes.append(box_of(found))
            placed.append(found)
    return placed


def box_of(label: Label) -> Box:
    """Return about what a label covers: left, lower, right, upper edge."""
    width = _LETTER * len(label.text)
    start = {"left": 0.0, "center": width / 2, "right": width}[label.align]
    x, y = label.at[0] - start, label.at[1] - _LINE / 2
    return (x, y, x + width, y + _LINE)


def covered(ring: Ring) -> list[Box]:
    """Return small boxes that fill an outline, so that no label is placed in it."""
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    across = range(int(min(xs)), int(max(xs)) + 1, _CELL)
    upwards = range(int(min(ys)), int(max(ys)) + 1, _CELL)
    return [
        (x, y, x + _CELL, y + _CELL)
        for x in across
        for y in upwards
        if contains(ring, (x + _CELL / 2, y + _CELL / 2))
    ]


def _free_place(wanted: Wanted, bounds: Box, boxes: list[Box]) -> Label | None:
    for text in wanted.texts:
        for dx, dy, align in _PLACES:
            label = Label((wanted.at[0] + dx, wanted.at[1] + dy), text, align, wanted.style)
            box = box_of(label)
            if _inside(box, bounds) and not any(_overlap(box, other) for other in boxes):
                return label
    return None


def _inside(box: Box, bounds: Box) -> bool:
    return (
        box[0] >= bounds[0] and box[1] >= bounds[1] and box[2] <= bounds[2] and box[3] <= bounds[3]
    )


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
