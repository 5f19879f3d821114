"""The kernel that a fork of the warm process becomes: IPython's, less what no page asks for.

It has no debugger (which takes as long to load as all the rest, and as much memory), no ``%store``
and no history on disk. ``prepare`` is called before the fork, ``be_kernel`` after it.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Sequence
from typing import Any

from ipykernel.ipkernel import IPythonKernel
from ipykernel.kernelapp import IPKernelApp
from traitlets import default
from traitlets.config import Config

LATE = (
    "IPython.core.completer",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.history",
    "IPython.core.logger",
    "IPython.core.oinspect",
    "anywidget",
    "comm",
    "encodings.ascii",
    "encodings.idna",
    "encodings.latin_1",
    "faulthandler",
    "ipykernel.zmqshell",
    "ipywidgets",
    "pdb",
    "pkgutil",
    "psutil",
    "pwd",
    "tornado.platform.asyncio",
    "zmq.utils.garbage",
)
"""What a kernel with widgets would else import while it starts."""


class Kernel(IPythonKernel):  # type: ignore[misc]
    """IPython's kernel, without the task that waits for the debugger."""

    async def poll_stopped_queue(self) -> None:
        """Wait for nothing: there is no debugger that could stop."""


class KernelApp(IPKernelApp):  # type: ignore[misc]
    """What starts such a kernel."""

    @default("kernel_class")
    def _kernel_class(self) -> type[Kernel]:
        return Kernel

    @default("default_extensions")
    def _default_extensions(self) -> list[str]:
        return []


def prepare(modules: Sequence[str]) -> None:
    """Import what kernels need, and ``modules``. No thread runs when this returns."""
    # ipykernel looks for the debugger once, and does without one that is not there.
    there: dict[str, Any] = sys.modules
    there["debugpy"] = None
    importlib.import_module("ipykernel.debugger")
    del there["debugpy"]
    for name in (*LATE, *modules):
        importlib.import_module(name)


def be_kernel(arguments: Sequence[str], mother: int, ready: Callable[[], None]) -> None:
    """Be a kernel until it is shut down; call ``ready`` when clients can connect to it."""
    config = Config({"HistoryManager": {"enabled": False}})
    app = KernelApp.instance(parent_handle=mother, config=config)
    app.initialize(list(arguments))
    ready()
    app.start()
