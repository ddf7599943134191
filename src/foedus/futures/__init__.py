"""Futures: one plan until a scenario is known, recourse after, and ensembles of sampled inputs."""

from foedus.futures.engine import futures

__all__ = ["futures"]
