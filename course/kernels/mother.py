"""The process that kernels are forked from: ``python -m course.kernels.mother FD MODULE...``.

It imports the modules that its kernels need, starts no thread, and waits. The socket ``FD`` brings
one message for each kernel, with a socket of the kernel's own; the mother forks, says the child's
number on it, and later how the child ended. When the server at the other end of ``FD`` is gone, so
is the mother.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import random
import select
import signal
import socket
import sys
from collections.abc import Sequence
from typing import Any

from course.kernels import child as kernel

MOST_BYTES = 1_000_000
"""How long a message may be: it holds the environment of the kernel."""


def main(fd: int, modules: Sequence[str]) -> None:
    """Fork a kernel for each message on the socket ``fd``, until the other end is closed."""
    kernel.prepare(modules)
    # What is there now is never collected: the pages of memory stay shared.
    gc.collect()
    gc.freeze()
    server = socket.socket(fileno=fd)
    woken, wake = os.pipe()
    for end in (woken, wake):
        os.set_blocking(end, False)
    signal.set_wakeup_fd(wake)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    # Ctrl-C is for the server, which then ends its kernels and closes the socket.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    children: dict[int, socket.socket] = {}
    try:
        server.send(b"ready")
    except BrokenPipeError:
        return
    while True:
        ready, _, _ = select.select([server.fileno(), woken], [], [])
        if woken in ready:
            with contextlib.suppress(BlockingIOError):
                os.read(woken, 4096)
            _reap(children)
        if server.fileno() in ready:
            try:
                message, fds, _, _ = socket.recv_fds(server, MOST_BYTES, 1)
            except ConnectionResetError:
                # The server ended before it had asked for any kernel.
                return
            if not message:
                return
            own = socket.socket(fileno=fds[0])
            child = os.fork()
            if child == 0:
                for one in (server, *children.values()):
                    one.close()
                for end in (woken, wake):
                    os.close(end)
                _be_kernel(json.loads(message), own)
            children[child] = own
            _say(own, f"pid {child}")


def _reap(children: dict[int, socket.socket]) -> None:
    """Tell how each child that has ended did so."""
    for child in list(children):
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            own = children.pop(child)
            _say(own, f"ended {os.waitstatus_to_exitcode(status)}")
            own.close()


def _say(own: socket.socket, what: str) -> None:
    # The server may have lost interest, or be gone.
    with contextlib.suppress(OSError):
        own.send(what.encode())


def _be_kernel(message: dict[str, Any], own: socket.socket) -> None:
    """Be the kernel, and end with it. Never returns."""
    code = 1
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        mother = os.getppid()
        os.setsid()
        os.environ.clear()
        os.environ.update(message["env"])
        os.chdir(message["cwd"])
        sys.argv = ["ipykernel_launcher", *message["arguments"]]
        random.seed()

        def ready() -> None:
            _say(own, "ready")
            own.close()

        kernel.be_kernel(message["arguments"], mother, ready)
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        with contextlib.suppress(Exception):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
