"""Runs an assignment's own cells in this process, as a kernel would, and keeps their outputs."""

from __future__ import annotations

import io
from contextlib import redirect_stderr, redirect_stdout
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from nbformat import v4
from nbformat.notebooknode import NotebookNode
from traitlets.config import Config


class _KeepResult(DisplayHook):
    """Keeps the value of a cell's last line with the outputs, instead of printing it."""

    def write_output_prompt(self) -> None:
        """Print no prompt."""

    def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
        shell = self.shell
        if isinstance(shell, CellShell):
            value = {"data": format_dict, "metadata": md_dict or {}}
            shell.found.append(
                v4.new_output("execute_result", execution_count=shell.number, **value)
            )

    def finish_displayhook(self) -> None:
        """Print nothing after it."""

    def flush(self) -> None:
        """Leave it to the shell to empty its namespace; collecting garbage here is slow."""


class _KeepShown(DisplayPublisher):
    """Keeps what a cell displays with the outputs."""

    def publish(self, data: Any, metadata: Any = None, source: Any = None, **_about: Any) -> None:
        """Keep ``data``, by MIME type."""
        shell = self.shell
        if isinstance(shell, CellShell):
            shell.found.append(v4.new_output("display_data", data=data, metadata=metadata or {}))


class CellShell(InteractiveShell):
    """An IPython shell without a kernel, a history or a terminal.

    It runs nothing but what ``run`` is given: cells of an assignment's own notebook, in which the
    learner's answers stand as data.
    """

    displayhook_class = _KeepResult
    display_pub_class = _KeepShown

    def __init__(self) -> None:
        config = Config()
        config.HistoryManager.enabled = False
        super().__init__(config=config)
        self.found: list[NotebookNode] = []
        self.number = 1
        """The running cell's, as a kernel counts."""

    def _showtraceback(self, etype: Any, evalue: Any, stb: list[str]) -> None:
        self.found.append(
            v4.new_output("error", ename=etype.__name__, evalue=str(evalue), traceback=stb)
        )

    def run(self, notebook: NotebookNode) -> None:
        """Run the code cells of ``notebook`` in a fresh namespace; write their outputs into it.

        An error ends its cell, not the notebook, as nbgrader has it.
        """
        self.reset(new_session=True)
        for cell in notebook.cells:
            if cell.cell_type != "code":
                continue
            if not cell.source.strip():
                continue
            self.found = []
            said, complained = io.StringIO(), io.StringIO()
            self.number = self.execution_count
            with redirect_stdout(said), redirect_stderr(complained):
                self.run_cell(cell.source, store_history=True)
            streams = [
                v4.new_output("stream", name=name, text=stream.getvalue())
                for name, stream in (("stdout", said), ("stderr", complained))
                if stream.getvalue()
            ]
            cell.outputs = [*streams, *self.found]
            cell.execution_count = self.number
