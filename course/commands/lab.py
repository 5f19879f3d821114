"""``smertekurs lab``: the course's notebooks in JupyterLab."""

from __future__ import annotations

import os
import subprocess
from typing import Annotated

import typer

from course.commands.shared import Root, course_root, err, out, stop
from course.environment import activated_env, tool

SERVER_EXTENSIONS = (
    "nbgrader.server_extensions.formgrader",
    "nbgrader.server_extensions.assignment_list",
    "nbgrader.server_extensions.course_list",
    "nbgrader.server_extensions.validate_assignment",
)
"""nbgrader's, which some installations leave off."""


def lab(
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port to answer on.")] = 8888,
    host: Annotated[str, typer.Option(help="The address to answer on.")] = "127.0.0.1",
    root: Root = None,
    open_: Annotated[bool, typer.Option("--open/--no-open", help="Open the browser.")] = True,
) -> None:
    """Open JupyterLab on the course's folder, with nbgrader's extensions on.

    For authors and instructors: it runs code and shows answer keys, so it asks for a token.
    It works whether or not the environment is activated. Stop with Ctrl-C.
    """
    folder = course_root(root)
    try:
        jupyter = tool("jupyter-lab")
    except FileNotFoundError as error:
        stop(f"smertekurs: {error}; run make env in the course's folder")
    enabled = ", ".join(f"'{name}': True" for name in SERVER_EXTENSIONS)
    arguments = [
        jupyter,
        f"--ServerApp.ip={host}",
        f"--ServerApp.port={port}",
        f"--ServerApp.root_dir={folder}",
        f"--ServerApp.jpserver_extensions={{{enabled}}}",
        f"--ServerApp.open_browser={open_}",
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        # Containers often have no other user; outside them JupyterLab is right to object.
        err.print("Running as root: better as an ordinary user.", markup=False)
        arguments.append("--allow-root")
    out.print(f"JupyterLab on {folder}. Its address is printed below.", markup=False)
    env = activated_env({"SMERTEKURS_ROOT": str(folder)})
    try:
        code = subprocess.run(arguments, cwd=folder, env=env, check=False).returncode
    except KeyboardInterrupt:
        code = 0
    raise typer.Exit(code)
