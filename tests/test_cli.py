"""The command helps, tells what is wrong and what to do, and its exit codes mean something."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import psutil
import pytest
from conftest import ROOT, smertekurs

from course.commands.shared import err, out
from course.environment import activated_env, tool
from course.paths import NoCourseError, find_root

COMMANDS = ("serve", "lab", "check", "build")


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_help(command: str) -> None:
    done = smertekurs(command, "--help")
    assert done.returncode == 0 and "Usage: smertekurs" in done.stdout
    assert len(done.stdout.split()) > 40


def test_the_command_alone_teaches_its_commands() -> None:
    done = smertekurs("--help")
    assert done.returncode == 0
    assert all(f" {command} " in done.stdout for command in COMMANDS)


@pytest.mark.parametrize("arguments", [["nonsense"], ["serve", "--port", "x"], ["build"]])
def test_wrong_use_ends_with_2(arguments: list[str]) -> None:
    assert smertekurs(*arguments).returncode == 2


def test_a_taken_port_is_told_with_what_to_do() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = smertekurs("serve", "--port", str(port), "--root", ROOT)
    assert done.returncode == 2 and "Traceback" not in done.stderr
    assert f"port {port} is taken" in done.stderr and "--port 0" in done.stderr


def test_a_proxy_that_is_no_address_is_told() -> None:
    done = smertekurs("serve", "--port", "0", "--root", ROOT, "--trust-proxy", "my-proxy")
    assert done.returncode == 2 and "Traceback" not in done.stderr
    assert "my-proxy is no address and no network" in done.stderr


def test_the_command_works_without_an_activated_environment(tmp_path: Path) -> None:
    program = Path(sys.executable).parent / "smertekurs"
    done = subprocess.run(
        [program, "check", ROOT],
        env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_lab_has_nbgrader_on_and_asks_for_a_token() -> None:
    command = [sys.executable, "-m", "course", "lab", "--no-open", "--port", "0", "--root", ROOT]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as lab:
        assert lab.stdout is not None
        said = []
        for line in lab.stdout:
            said.append(line)
            if "?token=" in line:
                break
        children = psutil.Process(lab.pid).children(recursive=True)
        lab.terminate()
        for child in children:
            child.terminate()
    for name in ("formgrader", "assignment_list", "course_list", "validate_assignment"):
        done = f"nbgrader.server_extensions.{name} | extension was successfully loaded"
        assert any(done in line for line in said), name
    assert "?token=" in said[-1]


def test_tools_of_the_environment_are_found_when_it_is_not_activated() -> None:
    env = activated_env({"X": "1"})
    found = subprocess.run(
        ["sh", "-c", "command -v alembic"], env=env, capture_output=True, text=True
    )
    assert found.stdout.strip() == tool("alembic")
    assert env["X"] == "1" and env["PATH"].split(os.pathsep)[0] == str(Path(sys.executable).parent)


def test_the_course_is_found_from_any_folder_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SMERTEKURS_ROOT", raising=False)
    assert find_root(start=ROOT / "modules" / "pages") == ROOT


def test_a_named_folder_is_never_replaced_by_another(
    tmp_path: Path, course_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SMERTEKURS_ROOT", str(course_copy))
    assert find_root() == course_copy.resolve()
    with pytest.raises(NoCourseError, match="not a course folder"):
        find_root(tmp_path / "nowhere")


def test_a_line_number_is_printed_as_it_is() -> None:
    # rich knows :100: as a picture of a hundred.
    for console in (out, err):
        with console.capture() as said:
            console.print("modules/glossary.yaml:100: broken", markup=False)
        assert said.get() == "modules/glossary.yaml:100: broken\n"
