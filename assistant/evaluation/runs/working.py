"""Spreads units over this process, the cores of this machine, or a Dask cluster."""

from __future__ import annotations

import importlib
import multiprocessing
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from dataclasses import replace
from itertools import islice
from typing import Any

from assistant.bootstrap import IntentEngine
from assistant.errors import Unavailable
from assistant.evaluation.runs.measuring import measure
from assistant.evaluation.runs.results import Record
from assistant.evaluation.runs.unit import Unit
from assistant.settings import Settings

Tell = Callable[[Record], None]

_AHEAD = 4
"""Units that wait for each core, so that none is idle."""
_WORKERS_WITHIN_S = 30
_TRIES_ELSEWHERE = 3
"""How often a unit is tried again whose worker died."""


def work(units: Sequence[Unit], settings: Settings, tell: Tell, jobs: int = 1, scheduler: str = "") -> None:
    """Measure units, in any order.

    Args:
        units: what to measure.
        settings: recogniser, shop and intent engine. On a cluster the folders that they name, and those of
            the units, must be the workers' too; without `nlu_url` each worker that needs one starts an intent
            engine.
        tell: called in this process with each record, as it comes.
        jobs: processes on this machine; 1: this one.
        scheduler: the address of a Dask scheduler, "tcp://host:8786"; empty: this machine.

    Raises:
        Unavailable: ``worker_lost``, a process died; ``no_workers``; ``extra_missing``, Dask is not
            installed; and whatever part is down. What was told before stays told.
        VocabasError: a script is not good.
    """
    if not units:
        return
    if scheduler:
        _on_cluster(units, settings, tell, scheduler)
    elif jobs <= 1:
        for unit in units:
            tell(measure(unit, settings))
    else:
        _on_cores(units, settings, tell, jobs)


def _on_cores(units: Sequence[Unit], settings: Settings, tell: Tell, jobs: int) -> None:
    with ExitStack() as opened:
        if any(unit.needs_understanding for unit in units) and not settings.nlu_url:
            engine = opened.enter_context(IntentEngine(settings))
            assert engine.server is not None
            engine.server.wait_until_ready(settings.nlu_start_timeout)
            settings = replace(settings, nlu_url=engine.server.url, nlu_token=engine.server.token)
        # a fork would copy the threads' locks of a recogniser that this process may have loaded
        pool = opened.enter_context(
            ProcessPoolExecutor(min(jobs, len(units)), multiprocessing.get_context("spawn"))
        )
        try:
            for record in _sliding(units, jobs, lambda unit: pool.submit(measure, unit, settings)):
                tell(record)
        except BrokenProcessPool as error:
            raise Unavailable("worker_lost", f"a process that measured died: {error}") from error
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _sliding(units: Iterable[Unit], jobs: int, submit: Callable[[Unit], Future[Record]]) -> Iterator[Record]:
    waiting = iter(units)
    running = {submit(unit) for unit in islice(waiting, jobs * _AHEAD)}
    while running:
        done, running = wait(running, return_when=FIRST_COMPLETED)
        for future in done:
            yield future.result()
            running |= {submit(unit) for unit in islice(waiting, 1)}


def _on_cluster(units: Sequence[Unit], settings: Settings, tell: Tell, scheduler: str) -> None:
    try:
        distributed: Any = importlib.import_module("distributed")
    except ImportError as error:
        raise Unavailable(
            "extra_missing", "Dask is not installed (the extra 'cluster')", extra="cluster"
        ) from error
    try:
        client = distributed.Client(scheduler, timeout=_WORKERS_WITHIN_S)
    except (OSError, ValueError, TimeoutError) as error:
        raise Unavailable(
            "no_workers", f"no Dask scheduler at {scheduler}: {error}", url=scheduler
        ) from error
    with client:
        try:
            client.wait_for_workers(1, timeout=_WORKERS_WITHIN_S)
        except TimeoutError as error:
            raise Unavailable("no_workers", f"no worker at {scheduler}: {error}", url=scheduler) from error
        threads = sum(client.nthreads().values())

        def submit(unit: Unit) -> Any:
            # not pure: measured again it takes another time, so no result may come from a cache
            return client.submit(measure, unit, settings, pure=False, retries=_TRIES_ELSEWHERE)

        waiting = iter(units)
        running = distributed.as_completed(submit(unit) for unit in islice(waiting, threads * _AHEAD))
        for future in running:
            try:
                tell(future.result())
            except distributed.KilledWorker as error:
                raise Unavailable("worker_lost", f"workers died again and again: {error}") from error
            future.release()
            for unit in islice(waiting, 1):
                running.add(submit(unit))
