"""Packages in Open edX's own blocks: taken in, launched, played, and seen in the gradebook."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import Visit
from open_edx import BLOCKS, Platform, open_edx
from playwright.sync_api import expect
from test_export_packages import MODULE, finish, packages

__all__ = ["packages"]


@pytest.fixture(scope="module")
def open_edx_(packages: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    with open_edx(tmp_path_factory.mktemp("open-edx")) as platform:
        for kind in BLOCKS:
            assert platform.take_in(kind, packages / f"{MODULE}.{kind}.nb-en.zip") == []
            # Open edX looks through a SCORM package for what it will report.
            assert not getattr(platform.blocks[kind], "package_warnings", None)
        yield platform


def until(seen: Visit, found: Callable[[], bool]) -> None:
    """Wait until it is ``found``; the platform hears of things a moment after they are done."""
    for _ in range(100):
        if found():
            return
        seen.page.wait_for_timeout(100)
    raise AssertionError("not heard")


def opened(visit: Callable[..., Visit], platform: Platform, kind: str) -> tuple[Visit, Any]:
    """Open the unit as its learner does; return the visit and the launch page."""
    seen = visit(platform.unit(kind))
    outer: Any = seen.page
    if kind == "cmi5":
        address = seen.page.get_by_role("link").get_attribute("href")
        seen = visit(address)
        outer = seen.page
    else:
        outer = seen.page.frame_locator("iframe.scorm-embedded")
    expect(outer.frame_locator("iframe").locator("html[data-widgets=ready]")).to_be_attached()
    return seen, outer


@pytest.mark.browser
@pytest.mark.parametrize("kind", list(BLOCKS))
def test_open_edx_takes_a_package_in_and_hears_of_points_and_completion(
    kind: str, open_edx_: Platform, visit: Callable[..., Visit]
) -> None:
    block = open_edx_.blocks[kind]
    seen, outer = opened(visit, open_edx_, kind)
    expect(outer.locator("[data-line]")).to_have_text("0 av 10 deler er gjort.")
    finish(seen)
    expect(outer.locator("[data-line]")).to_have_text("10 av 10 deler er gjort. Fullført.")
    until(seen, lambda: block.lesson_status == "completed")
    until(seen, lambda: (kind, 1.0) in open_edx_.grades)
    outer.get_by_role("button", name="Lagre og gå ut").click()
    expect(outer.get_by_text("Du kan lukke vinduet")).to_be_focused()
    seen.assert_clean()

    # Another device: nothing in its browser, only what Open edX gives back.
    seen, outer = opened(visit, open_edx_, kind)
    expect(outer.locator("[data-line]")).to_have_text("10 av 10 deler er gjort. Fullført.")
    seen.assert_clean()
