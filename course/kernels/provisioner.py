"""Starts kernels by forking a warm process; the ordinary way where that cannot be done.

It is a jupyter_client kernel provisioner: https://jupyter-client.readthedocs.io, "Kernel
provisioning".
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jupyter_client import KernelConnectionInfo
from jupyter_client.provisioning import LocalProvisioner

NAME = "smertekurs-warm"
LAUNCHER = ["-m", "ipykernel_launcher"]
PATIENCE_SECONDS = 60
"""How long the warm process may take to import all, and then to fork."""
LOOK_SECONDS, LOOKS = 0.005, 200
"""How often, and how many times, to see whether a kernel that was killed has ended."""
SOCKET_BYTES = 100
"""How long the path of a socket may be: 103 bytes on macOS, 107 on Linux."""


def connection_folder() -> str:
    """Return a new folder for the kernels' sockets, whose paths have to be short."""
    folder = tempfile.mkdtemp(prefix="smertekurs_")
    if len(os.fsencode(folder)) + len("/kernel--ipc-5") + 36 > SOCKET_BYTES:
        # macOS and some clusters give each account a temporary folder with a long name.
        with contextlib.suppress(OSError):
            shorter = tempfile.mkdtemp(prefix="smertekurs_", dir="/tmp")
            Path(folder).rmdir()
            return shorter
    return folder


class NotWarmError(RuntimeError):
    """There is no warm process to fork; the message says why."""


class Forked:
    """A kernel that the warm process forked, with what ``subprocess.Popen`` has."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int, own: socket.socket) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._own = own
        own.setblocking(False)

    def poll(self) -> int | None:
        """Return how the kernel ended, None while it lives."""
        if self.returncode is None:
            try:
                told = self._own.recv(64)
            except BlockingIOError:
                return None
            except OSError:
                told = b""
            # With the warm process gone its kernels end too, and nobody says how.
            what, _, number = told.decode().partition(" ")
            self.returncode = int(number) if what == "ended" else -signal.SIGKILL
            self._own.close()
        return self.returncode

    def wait(self) -> int | None:
        """Return how the kernel ended. Called when it has."""
        return self.poll()

    def send_signal(self, number: int) -> None:
        """Send the kernel a signal. Raises ``OSError`` when it is gone."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """End the kernel at once."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask the kernel to end."""
        self.send_signal(signal.SIGTERM)


class Mother:
    """The warm process of this server; started when first asked for, and anew when it died."""

    def __init__(self, modules: Sequence[str] = ()) -> None:
        self.modules = modules
        """What its kernels need, beside what every kernel does."""
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._socket: socket.socket | None = None
        self._warm = False

    @property
    def pid(self) -> int | None:
        """The warm process's number, None when there is none."""
        return None if self._process is None else self._process.pid

    def start(self) -> None:
        """Begin to warm up, without waiting. Raises ``OSError`` when it cannot be started."""
        with self._lock:
            self._start()

    def _start(self) -> None:
        if self._process is not None and self._process.poll() is None:
            return
        self._close()
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            fd = str(theirs.fileno())
            command = [sys.executable, "-m", "course.kernels.mother", fd, *self.modules]
            self._process = subprocess.Popen(
                command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL
            )
        ours.settimeout(PATIENCE_SECONDS)
        self._socket, self._warm = ours, False

    def fork(self, arguments: Sequence[str], env: dict[str, str], cwd: str) -> Forked:
        """Return a new kernel. Raises ``NotWarmError`` or ``OSError``."""
        with self._lock:
            self._start()
            assert self._socket is not None
            if not self._warm:
                if self._socket.recv(16) != b"ready":
                    raise NotWarmError("the warm process ended while it was starting")
                self._warm = True
            ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            with theirs:
                message = json.dumps({"arguments": list(arguments), "env": env, "cwd": cwd})
                socket.send_fds(self._socket, [message.encode()], [theirs.fileno()])
        return _answering(ours)

    def stop(self) -> None:
        """End the warm process. Its kernels have to be ended before."""
        with self._lock:
            self._close()

    def _close(self) -> None:
        if self._socket is not None:
            self._socket.close()
        if self._process is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(5)
            if self._process.poll() is None:
                self._process.kill()
                self._process.wait()
        self._socket = self._process = None


def _answering(own: socket.socket) -> Forked:
    """Return the kernel at the other end of ``own`` when clients can connect to it.

    Whoever connects before that waits a tenth of a second for the next try.
    """
    pid, ready = 0, False
    own.settimeout(PATIENCE_SECONDS)
    try:
        while not (pid and ready):
            what, _, number = own.recv(64).decode().partition(" ")
            if what == "pid":
                pid = int(number)
            elif what == "ready":
                ready = True
            else:
                why = f"the kernel ended ({number})" if number else "the warm process ended"
                raise NotWarmError(f"{why} before it was ready")
    except BaseException as error:
        own.close()
        if pid and isinstance(error, OSError):
            # It hangs, and nobody else knows of it.
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGKILL)
        raise
    return Forked(pid, own)


FORMS = ("course.assignments.nbgrader_command", "widgets.forms.assignment_form")
"""What the kernel of a form imports."""
MOTHER = Mother(FORMS)
"""The one of this process; a server that needs other modules says so before it starts it."""


class WarmProvisioner(LocalProvisioner):  # type: ignore[misc]
    """Forks IPython's kernel from the warm process; starts any other kernel the ordinary way."""

    process: Any

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Start the kernel of ``cmd``, and return how to reach it."""
        if cmd[1:3] == LAUNCHER and sys.platform != "win32":
            env = dict(kwargs.get("env") or os.environ)
            cwd = str(kwargs.get("cwd") or Path.cwd())
            try:
                self.process = await asyncio.to_thread(MOTHER.fork, cmd[3:], env, cwd)
            except (OSError, NotWarmError) as error:
                self.log.warning(f"A kernel is started the ordinary way, which is slower: {error}")
            else:
                self.pid = self.pgid = self.process.pid
                self.cwd = cwd
                return self.connection_info
        return await super().launch_kernel(cmd, **kwargs)

    async def kill(self, restart: bool = False) -> None:
        """End the kernel at once; return when it has ended.

        jupyter_client would look, sleep for a tenth of a second, and look again.
        """
        await super().kill(restart)
        for _ in range(LOOKS):
            if not isinstance(self.process, Forked) or self.process.poll() is not None:
                return
            await asyncio.sleep(LOOK_SECONDS)
