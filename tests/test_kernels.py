"""Kernels forked from a warm process are as good as others, and none is left behind."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from importlib.metadata import entry_points
from pathlib import Path

import psutil
import pytest
from conftest import run
from faults.form_server import make_folder
from jupyter_client.manager import AsyncKernelManager

from course.kernels.client import PromptClient
from course.kernels.provisioner import FORMS, MOTHER, NAME, NotWarmError
from course.site.runner import DRAWING

SERVER = """
import asyncio, sys
from test_kernels import started
async def serve():
    manager = await started(sys.argv[1])
    print(manager.provisioner.pid, flush=True)
    await asyncio.sleep(60)
asyncio.run(serve())
"""


@pytest.fixture(autouse=True)
def forms(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the warm process be that of forms, and end it after each test."""
    MOTHER.stop()
    monkeypatch.setattr(MOTHER, "modules", FORMS)
    yield
    MOTHER.stop()


async def started(cwd: Path | str, **env: str) -> AsyncKernelManager:
    """Return a running kernel's manager; its working folder is ``cwd``."""
    sockets = tempfile.mkdtemp(dir=cwd)
    manager = AsyncKernelManager(kernel_name="python3", transport="ipc", ip=f"{sockets}/k")
    manager.kernel_spec.metadata["kernel_provisioner"] = {"provisioner_name": NAME}
    await manager.start_kernel(cwd=str(cwd), env={**os.environ, **env})
    return manager


async def told(manager: AsyncKernelManager, code: str) -> str:
    """Return what ``code`` prints in the kernel."""
    client = manager.client()
    client.start_channels()
    said: list[str] = []
    try:
        await client.wait_for_ready(timeout=60)
        await client.execute_interactive(
            code, output_hook=lambda message: said.append(message["content"].get("text", ""))
        )
    finally:
        client.stop_channels()
    return "".join(said)


def gone(pid: int) -> bool:
    """Wait until a process is gone; return False when it is still there after a good while."""
    for _ in range(150):
        if not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
            return True
        time.sleep(0.1)
    return False


def test_each_kernel_has_its_own_folder_environment_and_chance(tmp_path: Path) -> None:
    code = "import os, random, sys; print(os.getcwd(), os.environ['MINE'], random.random())"

    async def two() -> list[str]:
        managers = [await started(tmp_path, MINE=name) for name in ("one", "two")]
        assert all(one.provisioner.process.pid != MOTHER.pid for one in managers)
        said = [await told(one, code) for one in managers]
        assert "widgets.forms" in await told(managers[0], "import sys; print(*sys.modules)")
        for one in managers:
            await one.shutdown_kernel()
            assert not await one.is_alive()
        return said

    one, two_ = (said.split() for said in run(two()))
    assert one[:2] == [str(tmp_path), "one"] and two_[:2] == [str(tmp_path), "two"]
    assert one[2] != two_[2]


def test_a_kernel_or_a_warm_process_that_dies_is_noticed_and_the_next_starts(
    tmp_path: Path,
) -> None:
    async def through() -> None:
        first = await started(tmp_path)
        await told(first, "1")
        os.kill(first.provisioner.pid, signal.SIGKILL)
        assert await first.provisioner.wait() == -signal.SIGKILL
        second = await started(tmp_path)
        await told(second, "1")
        mother = MOTHER.pid
        assert mother
        os.kill(mother, signal.SIGKILL)
        await asyncio.wait_for(second.provisioner.wait(), 30)
        assert gone(second.provisioner.pid)
        third = await started(tmp_path)
        assert (await told(third, "print(6 * 7)")).strip() == "42" and mother != MOTHER.pid
        await third.shutdown_kernel(now=True)

    run(through())


def test_without_a_warm_process_a_kernel_starts_the_ordinary_way_with_a_warning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(*_given: object) -> None:
        raise NotWarmError("no more processes")

    monkeypatch.setattr(MOTHER, "fork", refuse)

    async def through() -> str:
        manager = await started(tmp_path)
        manager.provisioner.log.propagate = True
        said = await told(manager, "print(6 * 7)")
        await manager.shutdown_kernel(now=True)
        return said

    assert run(through()).strip() == "42"
    assert "started the ordinary way, which is slower: no more processes" in caplog.text


def test_a_kernel_that_does_not_come_up_says_so_and_is_not_waited_for(tmp_path: Path) -> None:
    with pytest.raises(NotWarmError, match=r"the kernel ended \(1\) before it was ready"):
        MOTHER.fork([], dict(os.environ), str(tmp_path / "nowhere"))
    assert MOTHER.pid and not psutil.Process(MOTHER.pid).children()


def test_a_kernel_can_be_connected_to_when_it_has_started(tmp_path: Path) -> None:
    async def through() -> None:
        manager = await started(tmp_path)
        assert len(list(Path(manager.ip).parent.iterdir())) == 5
        await manager.shutdown_kernel(now=True)

    run(through())


def test_the_warm_process_has_no_thread_that_a_fork_would_lose(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def through() -> str:
        manager = await started(tmp_path)
        assert MOTHER.pid and psutil.Process(MOTHER.pid).num_threads() == 1
        said = await told(manager, "import sys; print('matplotlib.font_manager' in sys.modules)")
        await manager.shutdown_kernel(now=True)
        return said.strip()

    # Neither that of forms nor that of modules, which has drawn a picture.
    assert run(through()) == "False"
    MOTHER.stop()
    monkeypatch.setattr(MOTHER, "modules", (DRAWING,))
    assert run(through()) == "True"


def test_a_kernel_leaves_out_what_no_page_asks_for(tmp_path: Path) -> None:
    code = """
import sys
print(*({"debugpy", "pydevd", "IPython.extensions.storemagic"} & set(sys.modules)))
print(get_ipython().history_manager.enabled)
"""

    async def through() -> str:
        manager = await started(tmp_path, IPYTHONDIR=str(tmp_path / "ipython"))
        said = await told(manager, code)
        await manager.shutdown_kernel(now=True)
        return said

    assert run(through()).split() == ["False"]
    assert not list((tmp_path / "ipython").rglob("*.sqlite"))


@pytest.mark.skipif(sys.platform != "linux", reason="nothing is forked, or not told apart")
def test_a_forms_kernel_needs_at_most_half_the_memory_of_a_stock_one(tmp_path: Path) -> None:
    # It takes a while to load, which the server of another test has no time for.
    from benchmarks.kernels.__main__ import LIGHTER, start

    folder = make_folder(tmp_path / "form")

    async def both() -> tuple[float, float]:
        return (await start(folder, NAME))[1], (await start(folder, "local-provisioner"))[1]

    ours, stock = run(both())
    assert ours <= LIGHTER * stock


def test_the_servers_end_hears_all_from_the_beginning_and_nothing_of_its_own_asking(
    tmp_path: Path,
) -> None:
    async def through() -> list[str]:
        manager = await started(tmp_path)
        manager.client_factory = PromptClient
        client = manager.client()
        client.start_channels()
        await client.wait_for_ready(timeout=60)
        asked = client.execute("print(6 * 7)")
        heard = []
        while not heard or heard[-1] != "idle":
            said = await client.get_iopub_msg(timeout=10)
            assert said["parent_header"]["msg_id"] == asked
            heard.append(said["content"].get("execution_state", said["msg_type"]))
        os.kill(manager.provisioner.pid, signal.SIGKILL)
        await manager.provisioner.wait()
        with pytest.raises(RuntimeError, match="died"):
            await client.wait_for_ready(timeout=60)
        client.stop_channels()
        return heard

    assert run(through()) == ["busy", "execute_input", "stream", "idle"]


def test_a_server_that_is_killed_leaves_no_kernel_and_no_warm_process(tmp_path: Path) -> None:
    env = os.environ | {"PYTHONPATH": f"{Path(__file__).parent}{os.pathsep}{Path.cwd()}"}
    server = subprocess.Popen(
        [sys.executable, "-c", SERVER, str(tmp_path)], stdout=subprocess.PIPE, text=True, env=env
    )
    assert server.stdout is not None
    kernel = int(server.stdout.readline())
    mother = psutil.Process(kernel).ppid()
    assert mother != server.pid and psutil.pid_exists(kernel) and psutil.pid_exists(mother)
    server.kill()
    server.wait()
    assert gone(kernel) and gone(mother)


def test_jupyter_finds_it_by_its_name() -> None:
    (found,) = entry_points(group="jupyter_client.kernel_provisioners", name=NAME)
    assert found.load().__name__ == "WarmProvisioner"
