"""What the commands share: options, exit codes, and how errors are told."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console
from typer.core import TyperGroup

from course.paths import NoCourseError, PlainError, find_root

FAULTS = 1
"""Exit code: something is wrong with the content."""
USAGE = 2
"""Exit code: something is wrong with how the command was called, or with the machine."""

out = Console(highlight=False, emoji=False, soft_wrap=True)
err = Console(highlight=False, emoji=False, soft_wrap=True, stderr=True)

Root = Annotated[
    Path | None,
    typer.Option(
        help="The course's folder, the one with modules/catalogue.yaml. "
        "Default: $SMERTEKURS_ROOT, else this folder or one above it.",
        show_default=False,
    ),
]


def stop(message: str, code: int = USAGE) -> NoReturn:
    """Tell what is wrong and what to do, and end the command."""
    err.print(message, markup=False)
    raise typer.Exit(code)


class Commands(TyperGroup):
    """The commands; an error that says itself what to do ends any of them with its words."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except PlainError as error:
            stop(f"smertekurs: {error}")


def course_root(given: Path | None) -> Path:
    """Return the course's folder, or end the command with a word on where it was sought."""
    try:
        return find_root(given)
    except NoCourseError as error:
        stop(f"smertekurs: {error}")
