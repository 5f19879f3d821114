"""Whatever the machine does to the site, readers get their pages and are told the truth."""

from __future__ import annotations

import os
import resource
import secrets
import shutil
import time
from datetime import datetime
from pathlib import Path

import pytest
from conftest import ROOT, run, smertekurs

from course.site.app import CourseSite
from course.site.disk import KEPT_FOR, PageCache
from course.site.pages import Address
from course.site.shelf import Finished
from widgets.forms.assignment_form import AssignmentForm

ANSWERS = {"script": "x" * 30_000}

PAGE = Finished.of("<p>", script="script")


def test_a_taken_port_is_told_in_words_and_another_is_offered(site: str) -> None:
    port = site.rstrip("/").rsplit(":", 1)[1]
    done = smertekurs("serve", "--port", port)
    assert done.returncode == 2 and f"port {port} is taken" in done.stderr
    assert f"--port {int(port) + 1}" in done.stderr and "Traceback" not in done.stderr


def test_on_a_full_disk_a_form_keeps_what_was_saved_and_says_so(tmp_path: Path) -> None:
    """The system itself refuses to write: the largest file that it allows is smaller."""
    shutil.copy(ROOT / "assignments/forms/threshold-and-tolerance.yaml", tmp_path / "form.yaml")
    form = AssignmentForm(tmp_path / "form.yaml", lang="nb")
    form._handle_custom_msg({"do": "save", "serial": 1, "answers": {"script": "ett"}}, [])
    before = (tmp_path / "answers.json").read_bytes()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8_192, hard))
    try:
        form._handle_custom_msg({"do": "save", "serial": 2, "answers": ANSWERS}, [])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert form.news["kind"] == "failed" and form.news["of"] == 2
    assert (tmp_path / "answers.json").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["answers.json", "form.yaml"]
    form._handle_custom_msg({"do": "save", "serial": 3, "answers": ANSWERS}, [])
    assert form.news["kind"] == "saved"


@pytest.mark.parametrize("how", ["full", "read-only", "no folder"])
def test_a_cache_that_cannot_be_written_costs_time_and_no_page(
    how: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "kept"
    folder.mkdir()
    if how == "read-only":
        (folder / "pages").symlink_to("/proc/self")  # root may write anywhere else
    if how == "no folder":
        (folder / "pages").write_text("")
    cache = PageCache(folder)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_024 if how == "full" else soft, hard))
    try:
        for page in ("one", "two"):
            cache.put(Finished.of(secrets.token_hex(5_000)), page)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert cache.get("one") is None
    assert len([line for line in caplog.messages if "SMERTEKURS_CACHE" in line]) == 1
    if how == "full":
        assert list((folder / "pages").iterdir()) == []
        cache.put(PAGE, "one")
        assert cache.get("one") == PAGE


def test_a_clock_that_jumps_takes_no_page_away_and_ends_no_kernel(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from course.kernels.care import KernelCare

    cache = PageCache(tmp_path)
    cache.put(PAGE, "page")
    real, ended = time.time, []
    for years in (-30, 30):
        monkeypatch.setattr(time, "time", lambda years=years: real() + years * 365 * 86_400)
        assert cache.get("page") == PAGE
    monkeypatch.setattr(time, "time", real)
    (kept,) = (tmp_path / "pages").iterdir()
    os.utime(kept, (real() + KEPT_FOR * 9, real() + KEPT_FOR * 9))
    cache.tidy()
    assert cache.get("page") == PAGE

    class Manager:
        def list_kernel_ids(self) -> list[str]:
            return ["k"]

        async def is_alive(self, _kernel: str) -> bool:
            return True

        async def shutdown_kernel(self, kernel: str, now: bool) -> None:
            ended.append(kernel)

    steady = [0.0]
    care = KernelCare(Manager(), clock=lambda: steady[0])
    care.opened("k")
    monkeypatch.setattr(time, "time", lambda: real() + 10 * 365 * 86_400)
    run(care.look())
    assert ended == [] and datetime.now()
    steady[0] += 3_600
    run(care.look())
    assert ended == ["k"], "an idle page gives its kernel back"


def test_two_servers_on_one_folder_and_a_damaged_cache_give_the_same_whole_page(
    course_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SMERTEKURS_CACHE", str(course_copy / "kept"))
    slug = sorted(path.parent.name for path in course_copy.glob("modules/*/module.yaml"))[0]
    address = Address("nb", "module", slug)

    async def both() -> list[bytes]:
        sites = [CourseSite(course_copy), CourseSite(course_copy)]
        bodies = []
        try:
            for site in sites:
                site.prepare()
                bodies.append((await site.page(address)).body)
                for kept in (course_copy / "kept" / "pages").iterdir():
                    kept.write_bytes(os.urandom(50_000))
        finally:
            for site in sites:
                await site.close()
        return bodies

    one, two = run(both())
    assert one == two and b"</html>" in one
