"""The first level over scenarios by mpi-sppy's progressive hedging, on the models in Pyomo."""

from __future__ import annotations

import time
from typing import Any

import pyomo.environ as pyo
from mpisppy.opt.ph import PH
from mpisppy.utils import sputils

import rival_pyomo

ROUNDS = 30
"""Iterations of progressive hedging at most."""
RHO = 1e-3
"""Of the proximal term, in level for one million: a guess, not tuned."""

INTERIOR = {"solver": "ipm"}
"""With crossover, as HiGHS does by default: without it some scenarios' unscaled models end as
"unknown", which progressive hedging takes for a failure."""


def hedge(tables: list[Any], reveal: int, limit: float) -> dict[str, Any]:
    """Return what progressive hedging reaches within a limit of CPU seconds.

    The proximal terms are linearised (cutting planes), since HiGHS's solver for quadratic
    programmes takes no model of this size. ``bound`` is the trivial one, of iteration 0 (each
    scenario by itself); ``value`` the expectation over the scenarios' own solutions in the last
    iteration, ``apart`` how far those are from one plan (mean absolute deviation, in million):
    as long as it is not 0, the value is that of no plan.
    """
    started = time.process_time()
    names = [f"s{k}" for k in range(len(tables))]

    def create(name: str) -> pyo.ConcreteModel:
        model = rival_pyomo.build(tables[int(name[1:])])
        common = [
            family[key]
            for family in (model.give, model.order, model.pay, model.refill)
            for key in family
            if key[-1] < reveal
        ]
        sputils.attach_root_node(model, model.need, common)
        model._mpisppy_probability = 1 / len(tables)
        return model

    options = {
        "solver_name": "appsi_highs",
        "PHIterLimit": ROUNDS,
        "defaultPHrho": RHO,
        "convthresh": 1e-6,
        "verbose": False,
        "display_progress": False,
        "display_timing": False,
        "linearize_proximal_terms": True,
        "proximal_linearization_tolerance": 1e-1,
        "iter0_solver_options": INTERIOR,
        "iterk_solver_options": INTERIOR,
        "time_limit": limit,
    }
    hedging = PH(options, names, create)
    apart, value, bound = hedging.ph_main()
    return {
        "apart": apart, "value": value, "bound": bound,
        "seconds": time.process_time() - started, "iterations": hedging._PHIter,
    }  # fmt: skip
