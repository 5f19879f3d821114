"""What a learner tries from her own JupyterLab. Prints, as JSON, what she got."""

import contextlib
import getpass
import json
import os
import shutil
import sqlite3
import urllib.request
from pathlib import Path

exchange = Path(os.environ["SMERTEKURS_EXCHANGE"])
state = exchange.parent
course = exchange / "smerte-og-arbeid"
inbound = course / "inbound"
mine = Path.home() / "smerte-og-arbeid" / "@NAME"
key = "keys/@NAME.yaml"


def api(path, **options):
    """Ask the Hub with the token that it gave this server."""
    request = urllib.request.Request(
        os.environ["JUPYTERHUB_API_URL"] + path,
        headers={"Authorization": f"token {os.environ['JUPYTERHUB_API_TOKEN']}"},
        **options,
    )
    return urllib.request.urlopen(request, timeout=20).read()


def names(folder):
    return [path.name for path in folder.iterdir()]


def gradebook():
    with contextlib.closing(sqlite3.connect(state / "course/assignments/nb/gradebook.db")) as base:
        return base.execute("select * from grade").fetchall()


TRIES = {
    "own answers": lambda: (mine / "answers.json").read_text(),
    "keys of the course": lambda: (state / "course/assignments" / key).read_text(),
    "keys where the course is installed": lambda: Path("@ROOT/assignments", key).read_text(),
    "history where the course is installed": lambda: Path("@ROOT/.git/HEAD").read_text(),
    "list of the course": lambda: names(state / "course"),
    "gradebook": gradebook,
    "list of hand-ins": lambda: names(inbound),
    "list of feedback": lambda: names(course / "feedback"),
    "another's home": lambda: names(state / "homes/ola"),
    "another's answers": lambda: (
        state / "homes/ola/smerte-og-arbeid/@NAME/answers.json"
    ).read_text(),
    "write in another's home": lambda: (state / "homes/ola/x").write_text("x"),
    "change what is handed out": lambda: (course / "outbound/@NAME/form.yaml").write_text("x"),
    "hand something out": lambda: (course / "outbound/x").mkdir(),
    "move the due date": lambda: (course / "due.json").write_text("{}"),
    "put another course in its place": lambda: course.rename(exchange / "gone"),
    "the Hub's folder": lambda: names(state / "hub"),
    "the Hub's secret": lambda: (state / "hub/cookie_secret").read_text(),
    "become root": lambda: os.setuid(0),
    "end another's program": lambda: os.kill(1, 15),
    "list of people": lambda: api("/users"),
    "another's server": lambda: api("/users/ola/server", method="DELETE"),
    "a token of another's": lambda: api("/users/ola/tokens", method="POST", data=b"{}"),
    "hand in as ola": lambda: shutil.copytree(
        mine, inbound / "ola+@NAME+2099-01-01 00:00:00.000000 UTC+x"
    ),
}


def attempt(what):
    try:
        what()
    except Exception as error:
        wanted = isinstance(error, PermissionError | FileNotFoundError | sqlite3.OperationalError)
        wanted |= getattr(error, "code", None) in (403, 404)
        return "refused" if wanted else repr(error)
    return "got it"


print(json.dumps({"who": getpass.getuser(), **{n: attempt(what) for n, what in TRIES.items()}}))
