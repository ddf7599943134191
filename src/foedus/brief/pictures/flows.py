"""From donors through hubs towards the recipient, on a map that ends at the hubs."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

import polars as pl

from foedus.brief.language import Language
from foedus.brief.pictures.atlas import Point, Ring, extent_of, middle_of, shapes_in, territory_of
from foedus.brief.pictures.frame import WIDTH, Picture, Said, Values, framed
from foedus.brief.pictures.labels import Label, Wanted, box_of, covered, place_labels
from foedus.brief.pictures.map_layers import draw_map
from foedus.brief.pictures.stops import HEIGHT, Scene, Stop, curve, set_scene
from foedus.results.plan import Plan

_WIDTH = WIDTH + 30.0


def draw_flows(plan: Plan, language: Language) -> Picture | None:
    """Return the map of flows, or None where no hub that is used has a place."""
    hubs = _places(plan.names.filter(pl.col("table") == "hubs"), "id")
    sent = plan.transfers.filter(pl.col("kind").is_in(["give", "order"]))
    flows = _flows(sent.filter(pl.col("hub").is_in(list(hubs))))
    if flows.is_empty():
        return None
    used = {hub: hubs[hub] for hub in flows["hub"].unique().sort().to_list()}
    recipients = sent["recipient"].unique().sort().to_list()
    scene = set_scene(
        _donor_places(plan, flows["donor"].unique().sort().to_list()),
        used,
        [at for party in recipients for at in extent_of(territory_of(party))],
        _WIDTH,
    )
    return framed(
        draw_map(scene, _WIDTH),
        plan,
        language,
        name="flows",
        said=Said(
            _finding(sent, plan, language),
            language.text("chart.flows.about"),
            _notes(recipients, sent, list(hubs), plan, language),
        ),
        data=_data(scene, flows, recipients, plan, language),
    )


def _places(frame: pl.DataFrame, name: str) -> dict[str, Point]:
    placed = frame.drop_nulls(["lat", "lon"]).select(name, "lon", "lat")
    return {row[0]: (row[1], row[2]) for row in placed.iter_rows()}


def _donor_places(plan: Plan, donors: Iterable[str]) -> dict[str, Point | None]:
    known = _places(plan.parties, "party")
    return {donor: known.get(donor) or middle_of(territory_of(donor)) for donor in donors}


def _flows(transfers: pl.DataFrame) -> pl.DataFrame:
    summed = transfers.group_by("donor", "hub").agg(
        pl.col("value").sum(), assumed=(pl.col("basis") == "assumed").any()
    )
    return summed.filter(pl.col("value") > 0).sort("value", "donor", "hub", descending=True)


def _total(frame: pl.DataFrame) -> float:
    return float(frame["value"].sum())


def _finding(sent: pl.DataFrame, plan: Plan, language: Language) -> str:
    hubs = _sums(sent.drop_nulls("hub"), "hub")
    return language.text(
        "chart.flows.finding",
        part=language.percent(hubs["value"][0] / _total(sent)),
        hub=language.name(plan.names, "hubs", hubs["hub"][0]),
        donor=language.party(_sums(sent, "donor")["donor"][0]),
    )


def _sums(frame: pl.DataFrame, by: str) -> pl.DataFrame:
    """Return the value by a column, the largest first."""
    summed = frame.group_by(by).agg(pl.col("value").sum())
    return summed.sort("value", by, descending=[True, False])


def _notes(
    recipients: list[str], sent: pl.DataFrame, placed: list[str], plan: Plan, language: Language
) -> list[str]:
    names = language.join([language.party(party) for party in recipients])
    notes = [language.text("chart.flows.ends", recipients=names)]
    without_place = _sums(sent.drop_nulls("hub").filter(~pl.col("hub").is_in(placed)), "hub")
    if without_place.height:
        hubs = [language.name(plan.names, "hubs", hub) for hub in without_place["hub"]]
        amount = language.amount(_total(without_place), plan.currency)
        notes.append(
            language.text("chart.flows.without-place", amount=amount, hubs=language.join(hubs))
        )
    without_hub = _total(sent.filter(pl.col("hub").is_null()))
    if without_hub > 0:
        amount = language.amount(without_hub, plan.currency)
        notes.append(language.text("chart.flows.without-hub", amount=amount))
    return notes


def _data(
    scene: Scene, flows: pl.DataFrame, recipients: list[str], plan: Plan, language: Language
) -> dict[str, Values]:
    served = {territory_of(party) for party in recipients} - {""}
    shapes = [
        (territory, tuple((round(x + scene.left, 1), y) for x, y in ring))
        for territory, ring in shapes_in(scene.window)
    ]
    own = [ring for territory, ring in shapes if territory in served]
    widths = _round_values(flows["value"][0])
    return {
        "land": _ring_rows(ring for territory, ring in shapes if territory not in served),
        "served": _ring_rows(own),
        "flows": _flow_rows(scene, flows, own, plan, language),
        "widths": _width_rows(scene, widths),
        "stops": _stop_rows(scene),
        "labels": [
            *_label_rows(scene, flows, recipients, own, plan, language),
            *_width_labels(scene, widths, plan, language),
        ],
    }


def _ring_rows(rings: Iterable[Ring]) -> Values:
    return [
        {"ring": n, "step": step, "x": x, "y": y}
        for n, ring in enumerate(rings)
        for step, (x, y) in enumerate(ring)
    ]


def _flow_rows(
    scene: Scene, flows: pl.DataFrame, own: list[Ring], plan: Plan, language: Language
) -> Values:
    values: list[dict[str, object]] = []
    for n, (donor, hub, value, assumed) in enumerate(flows.iter_rows()):
        said = {
            "flow": n,
            "value": value,
            "assumed": assumed,
            "donor": language.party(donor),
            "hub": language.name(plan.names, "hubs", hub),
            "amount": language.amount(value, plan.currency),
            "basis": language.text("basis.assumed" if assumed else "basis.sourced"),
        }
        line = curve(scene.donors[donor].at, scene.hubs[hub].at, own)
        values.extend(said | {"step": k, "x": x, "y": y} for k, (x, y) in enumerate(line))
    return values


def _round_values(largest: float) -> list[float]:
    """Return two round values, the first just below the largest, to show how wide a line is."""
    power = 10.0 ** math.floor(math.log10(largest))
    top = next(step * power for step in (5.0, 2.0, 1.0) if step * power <= largest)
    return [top, top / 5]


def _width_rows(scene: Scene, widths: list[float]) -> Values:
    x = scene.left + 14
    return [
        {"flow": n, "step": step, "value": value, "x": x + 34 * step, "y": 18.0 + 20 * n}
        for n, value in enumerate(widths)
        for step in (0, 1)
    ]


def _width_labels(scene: Scene, widths: list[float], plan: Plan, language: Language) -> Values:
    return [
        {"x": scene.left + 56, "y": 18.0 + 20 * n, "align": "left", "style": "donor",
         "text": language.amount(value, plan.currency)}
        for n, value in enumerate(widths)
    ]  # fmt: skip


def _stop_rows(scene: Scene) -> Values:
    stops = [(stop, "donor") for stop in scene.donors.values()]
    stops += [(stop, "hub") for stop in scene.hubs.values()]
    return [{"x": stop.at[0], "y": stop.at[1], "kind": kind} for stop, kind in stops]


def _label_rows(
    scene: Scene,
    flows: pl.DataFrame,
    recipients: list[str],
    own: list[Ring],
    plan: Plan,
    language: Language,
) -> Values:
    sums = {
        name: dict(flows.group_by(name).agg(pl.col("value").sum()).iter_rows())
        for name in ("donor", "hub")
    }
    at_edge = [
        label
        for stop in scene.donors.values()
        if stop.edge
        for label in _edge_labels(stop, sums["donor"][stop.name], plan, language)
    ]
    countries = _country_labels(scene, recipients, language)
    fixed = [*countries, *at_edge]
    bounds = (scene.left, 0.0, scene.left + scene.window.width, HEIGHT)
    dots = [_dot(stop) for stop in (*scene.hubs.values(), *scene.donors.values())]
    inside = [box for ring in own for box in covered(ring)]
    key_box = (scene.left, 0.0, scene.left + 150, 50.0)
    wanted = _wanted(scene, sums, plan, language)
    placed = place_labels(wanted, bounds, [*map(box_of, fixed), *dots, key_box, *inside])
    return [
        {"x": label.at[0], "y": label.at[1], "text": label.text, "align": label.align,
         "style": label.style}
        for label in (*fixed, *placed)
    ]  # fmt: skip


def _dot(stop: Stop) -> tuple[float, float, float, float]:
    (x, y), half = stop.at, 4.0
    return (x - half, y - half, x + half, y + half)


def _edge_labels(stop: Stop, value: float, plan: Plan, language: Language) -> list[Label]:
    outward = -1 if stop.edge == "left" else 1
    x, align = stop.at[0] + 9 * outward, "right" if outward < 0 else "left"
    lines = (language.party(stop.name), language.amount(value, plan.currency))
    return [
        Label((x, stop.at[1] + 7 - 14 * n), line, "right" if align == "right" else "left", style)
        for n, (line, style) in enumerate(zip(lines, ("donor", "amount"), strict=True))
    ]


def _country_labels(scene: Scene, recipients: list[str], language: Language) -> list[Label]:
    middles = {party: middle_of(territory_of(party)) for party in recipients}
    placed = {party: scene.window.place(at) for party, at in middles.items() if at}
    return [
        Label((x + scene.left, y), language.party(party), "center", "recipient")
        for party, (x, y) in placed.items()
    ]


def _wanted(
    scene: Scene, sums: Mapping[str, Mapping[str, float]], plan: Plan, language: Language
) -> list[Wanted]:
    hubs = [
        Wanted(
            stop.at,
            (
                f"{language.name(plan.names, 'hubs', stop.name)}, "
                f"{language.amount(sums['hub'][stop.name], plan.currency)}",
                language.name(plan.names, "hubs", stop.name),
            ),
            "hub",
        )
        for stop in scene.hubs.values()
    ]
    inside = [stop for stop in scene.donors.values() if not stop.edge]
    inside.sort(key=lambda stop: -sums["donor"][stop.name])
    return hubs + [Wanted(s.at, (language.party(s.name), s.name), "donor") for s in inside]
