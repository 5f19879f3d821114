"""The command ``smertekurs``."""

from __future__ import annotations

import typer

app = typer.Typer(no_args_is_help=True, help="Smerte og arbeid: serve, check and build the course.")


@app.callback()
def main() -> None:
    """Smerte og arbeid: serve, check and build the course."""
