"""Visits leave nothing behind. ``make soak`` does the same for ten minutes."""

from __future__ import annotations

import pytest

from benchmarks.soak.__main__ import grown, soak


@pytest.mark.loop
def test_after_many_visits_all_is_as_it_was() -> None:
    found = soak(8)
    assert all(visits for _before, _after, visits in found.values())
    assert grown(found) == []
