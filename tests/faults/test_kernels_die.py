"""A kernel that is killed costs a reader some seconds, never a page that says what is not so."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from uuid import uuid4

import psutil
import pytest
from conftest import run
from form_server import kernels

from course.kernels.provisioner import SOCKET_BYTES, connection_folder
from course.site.app import CourseSite
from course.site.shelf import Finished


def test_a_killed_kernel_is_tried_once_more_and_what_fails_twice_is_not_kept(
    course_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SMERTEKURS_CACHE", str(course_copy / "kept"))

    async def killing(site: CourseSite, times: int) -> Finished:
        address = next(one for one in site.addresses() if one.kind == "module")
        making = asyncio.ensure_future(site.page(address))
        killed: set[psutil.Process] = set()
        while not making.done():
            # The first dies while it starts, the second among its cells.
            await asyncio.sleep(0.05 * len(killed) + 0.01)
            for kernel in kernels(os.getpid()):
                if len(killed) < times and kernel not in killed and site.kernels():
                    killed.add(kernel)
                    kernel.kill()
        assert len(killed) == times
        return await making

    async def all_of_it() -> list[int]:
        site = CourseSite(course_copy)
        site.prepare()
        try:
            await site.warm_up()
            told = [(await killing(site, times)).status for times in (2, 1)]
            assert site.runs == 4 and site.kernels() == []
            return told
        finally:
            await site.close()

    assert run(all_of_it()) == [503, 200]


def test_a_temporary_folder_with_a_long_name_leaves_room_for_sockets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = tmp_path / ("long-" * 20)
    long.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(long))
    folder = Path(connection_folder())
    try:
        assert len(f"{folder}/kernel-{uuid4()}-ipc-5") <= SOCKET_BYTES
        assert list(long.iterdir()) == []
    finally:
        folder.rmdir()
