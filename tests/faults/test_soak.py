"""Visits leave nothing behind. ``make soak`` does the same for ten minutes."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import psutil
from conftest import Served
from form_server import make_folder, opened

from benchmarks.soak.__main__ import grown, watched


def test_after_many_visits_all_is_as_it_was(served: Served, tmp_path: Path) -> None:
    """On the server that the other tests read, and a form's of its own."""
    (tmp_path / "none").mkdir()
    site = psutil.Process(served.process.pid)
    with ExitStack() as all_of:
        # Sockets lie in it, whose paths have to be short.
        files = Path(all_of.enter_context(TemporaryDirectory(prefix="soak-")))
        form = opened(make_folder(tmp_path / "mine"), TMPDIR=str(files))
        address, process = all_of.enter_context(form)
        learner = psutil.Process(process.pid)
        of = served.base, site, tmp_path / "none", address, learner, files
        found = watched(*of, seconds=4, rest=1, rng=Random(1))
    assert all(visits for _before, _after, visits in found.values())
    assert grown(found) == []
