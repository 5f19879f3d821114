"""JupyterHub for "Smerte og arbeid" on one machine; README.md beside this tells how it is used.

What differs from place to place is told by environment variables:

SMERTEKURS_HUB       the Hub's own folder: its database, its secret, people.yaml
SMERTEKURS_COURSE    the course's folder, which only the course's account can enter
SMERTEKURS_EXCHANGE  where assignments are handed out and in
SMERTEKURS_GRADEBOOK the gradebook's database (docs/hosts.md); empty: a file in the course's folder
SMERTEKURS_ACCOUNT   the course's account; empty: all runs as one account, for a trial only
SMERTEKURS_TRIAL     a password for everybody; empty: the machine's own accounts and passwords
SMERTEKURS_PORT      the port on 127.0.0.1 (8000); the two after it are used too
SMERTEKURS_PROXY     the command of configurable-http-proxy
"""

import os
import sys
from pathlib import Path

import yaml

c = get_config()  # noqa: F821  JupyterHub gives it

hub = Path(os.environ["SMERTEKURS_HUB"])
course = Path(os.environ["SMERTEKURS_COURSE"])
account = os.environ.get("SMERTEKURS_ACCOUNT", "")
trial = os.environ.get("SMERTEKURS_TRIAL", "")
port = int(os.environ.get("SMERTEKURS_PORT") or 8000)
people = yaml.safe_load((hub / "people.yaml").read_text("utf-8"))
instructors, graders, learners = (
    list(people.get(kind) or []) for kind in ("instructors", "graders", "learners")
)
given = {"SMERTEKURS_EXCHANGE": os.environ["SMERTEKURS_EXCHANGE"]}
gradebook = {"SMERTEKURS_GRADEBOOK": os.environ.get("SMERTEKURS_GRADEBOOK", "")}

# Where it answers: on this machine only. A web server with a certificate stands in front.
c.JupyterHub.bind_url = f"http://127.0.0.1:{port}{os.environ.get('SMERTEKURS_BASE_URL', '/')}"
c.JupyterHub.hub_bind_url = f"http://127.0.0.1:{port + 1}"
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{port + 2}"
c.ConfigurableHTTPProxy.pid_file = str(hub / "proxy.pid")
c.ConfigurableHTTPProxy.command = os.environ.get(
    "SMERTEKURS_PROXY", "configurable-http-proxy"
).split()
c.JupyterHub.db_url = os.environ.get("SMERTEKURS_HUB_DB", f"sqlite:///{hub / 'jupyterhub.sqlite'}")
c.JupyterHub.cookie_secret_file = str(hub / "cookie_secret")

# Who may come in, and as whom: never a name that somebody only typed.
everybody = {*instructors, *graders, *learners}
c.Authenticator.allowed_users = everybody
c.Authenticator.delete_invalid_users = True
if trial:
    c.JupyterHub.authenticator_class = "dummy"
    c.DummyAuthenticator.password = trial
else:
    c.JupyterHub.authenticator_class = "pam"
c.JupyterHub.load_groups = {
    "instructors": {"users": instructors},
    "graders": {"users": graders},
    "learners": {"users": learners},
}

# Everybody has a desk, "Mine oppgaver / My assignments". It is a page: nobody runs code in it.
desk = [sys.executable, "-m", "course", "assignment", "serve"]
lab = [sys.executable, "-m", "jupyterhub.singleuser"]
read = [sys.executable, "-m", "course", "assignment", "read", "--no-open"]
c.JupyterHub.spawner_class = "localprocess" if account else "simple"
c.SimpleLocalProcessSpawner.home_dir_template = str(hub / "homes" / "{username}")
c.Spawner.cmd = desk
c.Spawner.environment = given
c.Spawner.default_url = "/"
c.Spawner.http_timeout = 90
# JupyterLab for the learner who asks for it is safe only where each has an account of her own.
c.JupyterHub.allow_named_servers = bool(account)
c.JupyterHub.named_server_limit_per_user = 1


def choose(spawner):
    """Start the desk, or JupyterLab for the server that is named ``lab``; refuse other names."""
    if spawner.name not in ("", "lab"):
        raise ValueError("the only named server is lab")
    spawner.cmd = lab if spawner.name == "lab" else desk
    spawner.default_url = "/lab" if spawner.name == "lab" else "/"


c.Spawner.pre_spawn_hook = choose

# One formgrader for each language, as the course's account: those who grade need no key to the
# machine, and the gradebook and the keys have one owner.
extensions = {
    "nbgrader.server_extensions.formgrader": True,
    **dict.fromkeys(("voila.server_extension", "jupyter_lsp", "notebook"), False),
    **{
        f"nbgrader.server_extensions.{name}": False
        for name in ("assignment_list", "course_list", "validate_assignment")
    },
}
courses = {"grade-nb": "nb", "grade-en": "en"}
c.JupyterHub.services = [
    {
        "name": name,
        "display": True,
        "url": f"http://127.0.0.1:{port + 3 + number}",
        "command": [
            *lab,
            f"--ServerApp.jpserver_extensions={extensions}",
            f"--ServerApp.root_dir={course / 'assignments' / lang}",
            # A trial in a container may have no account but root.
            *(["--allow-root"] if not account and os.geteuid() == 0 else []),
        ],
        "cwd": str(course / "assignments" / lang),
        "environment": {**given, **gradebook, "JUPYTERHUB_DEFAULT_URL": "/formgrader"},
        "oauth_no_confirm": True,
        **({"user": account} if account else {}),
    }
    for number, (name, lang) in enumerate(courses.items())
]
courses["read"] = ""
c.JupyterHub.services.append(
    {
        "name": "read",
        "display": True,
        "url": f"http://127.0.0.1:{port + 5}",
        "command": [*read, f"--root={course}"],
        "cwd": str(course),
        "environment": {**given, **gradebook},
        "oauth_no_confirm": True,
        **({"user": account} if account else {}),
    }
)
grading = [f"access:services!service={name}" for name in courses]
c.JupyterHub.load_roles = [
    {"name": "grading", "groups": ["instructors", "graders"], "scopes": grading},
    {
        "name": "leading",
        "groups": ["instructors"],
        # Who is here, and stopping what hangs. Not: opening a learner's desk.
        "scopes": ["admin-ui", "list:users", "read:users:activity", "read:servers", "servers"],
    },
    {
        "name": "stopping-idle",
        "services": ["idle"],
        "scopes": ["list:users", "read:users:activity", "read:servers", "delete:servers"],
    },
]
c.JupyterHub.services.append(
    {
        "name": "idle",
        "display": False,
        "command": [sys.executable, "-m", "jupyterhub_idle_culler", "--timeout=3600"],
    }
)


def first_page(handler):
    """Lead those who grade to the formgrader, and learners to their desk."""
    user = handler.current_user
    grades = user is not None and user.name in {*instructors, *graders}
    return f"{handler.base_url}services/grade-nb/" if grades else f"{handler.hub.base_url}spawn"


c.JupyterHub.default_url = first_page
