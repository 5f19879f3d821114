"""What the files for Kubernetes promise: each learner sees her own, no secret stands in them."""

from __future__ import annotations

import asyncio
import re
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from jupyterhub.app import JupyterHub
from kubernetes_asyncio.client import ApiClient
from kubernetes_sample import HERE, values
from kubespawner import KubeSpawner
from traitlets.config import Config

from course.assignments.exchange import COURSE_IDS
from course.assignments.gather import PERSON

PEOPLE = {
    "instructors": ["ingrid"],
    "graders": ["gro"],
    "learners": ["kari", "ola.nordmann@example.no"],
}
TO_SPAWNER = {
    "uid": "uid",
    "fsGid": "fs_gid",
    "cmd": "cmd",
    "defaultUrl": "default_url",
    "extraEnv": "environment",
    "extraPodConfig": "extra_pod_config",
}
"""How the chart hands the settings of ``singleuser`` to the spawner."""


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Config:
    """The Hub's configuration, as the chart makes it of values.yaml, and then of hub_config.py."""
    return configured(tmp_path, monkeypatch, PEOPLE)


def configured(volume: Path, monkeypatch: pytest.MonkeyPatch, people: Any) -> Config:
    chart = ModuleType("z2jh")
    chart.get_config = lambda key, default=None: {  # type: ignore[attr-defined]
        "custom.people": people
    }.get(key, default)
    monkeypatch.setitem(sys.modules, "z2jh", chart)
    monkeypatch.setenv("SMERTEKURS_LEARNERS", str(volume))
    given = values()
    c = Config()
    for name, held in given["hub"]["config"].items():
        c[name].update(held)
    for name, trait in TO_SPAWNER.items():
        if given["singleuser"][name] is not None:
            c.KubeSpawner[trait] = given["singleuser"][name]
    c.KubeSpawner.image = ":".join(given["singleuser"]["image"].values())
    c.JupyterHub.load_roles = [
        {"name": name, **role} for name, role in given["hub"]["loadRoles"].items()
    ]
    text = (HERE / "hub_config.py").read_text("utf-8")
    exec(compile(text, "hub_config.py", "exec"), {"c": c})
    return c


def pod(hub: Config, name: str, server: str = "") -> dict[str, Any]:
    """Return the pod that KubeSpawner would start for ``name``, as it goes to the cluster."""
    user = SimpleNamespace(name=name, id=1, url=f"/user/{name}/", server=None, settings={})
    place = SimpleNamespace(public_host="", base_url="/hub/", api_url="http://hub:8081/hub/api")

    async def made() -> dict[str, Any]:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("kubespawner.spawner.load_config", lambda **_: None)
            patch.setattr("kubespawner.spawner.shared_client", lambda _: None)
            spawner = KubeSpawner(
                config=hub, _mock=True, user=user, hub=place, namespace="course", api_token="x"
            )
        spawner.orm_spawner = SimpleNamespace(name=server, server=None)
        spawner.pre_spawn_hook(spawner)
        async with ApiClient() as client:
            told: dict[str, Any] = client.sanitize_for_serialization(
                await spawner.get_pod_manifest()
            )
        return told

    return asyncio.run(made())


def test_a_learners_pod_sees_her_own_folders_and_what_is_handed_out_and_no_more(
    hub: Config,
) -> None:
    name = "ola.nordmann@example.no"
    spec = pod(hub, name)["spec"]
    (container,) = spec["containers"]
    mounts = {
        one["mountPath"]: (one["name"], one.get("subPath"), one.get("readOnly", False))
        for one in container["volumeMounts"]
    }
    assert mounts == {
        "/home/learner": ("learners", f"own/{name}/home", False),
        "/srv/exchange": ("learners", f"own/{name}/exchange", False),
        "/srv/feedback": ("learners", f"own/{name}/feedback", True),
        "/srv/handed-out": ("learners", "handed-out", True),
        "/tmp": ("tmp", None, False),
    }
    assert {one["name"] for one in spec["volumes"]} == {"learners", "tmp"}
    assert "initContainers" not in spec
    env = {one["name"]: one.get("value") for one in container["env"]}
    assert env["SMERTEKURS_EXCHANGE"] == "/srv/exchange"
    assert env["JUPYTERHUB_USER"] == name
    assert "SMERTEKURS_GRADEBOOK" not in env
    assert all("valueFrom" not in one for one in container["env"])


def test_a_learners_pod_has_no_power(hub: Config) -> None:
    spec = pod(hub, "kari")["spec"]
    (container,) = spec["containers"]
    assert spec["automountServiceAccountToken"] is False
    assert spec["securityContext"]["runAsNonRoot"] is True
    assert container["args"] == ["smertekurs", "assignment", "serve"]
    assert container["securityContext"] == {
        "runAsUser": 1000,
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    rules = values()["singleuser"]["networkPolicy"]
    assert rules["enabled"] is True
    assert {name for name, open_ in rules["egressAllowRules"].items() if open_} == {
        "dnsPortsKubeSystemNamespace",
        "dnsPortsPrivateIPs",
    }


@pytest.mark.parametrize(
    "name", ["../ola", "ola/x", "Kari", "k+a", "*", ".", "..", "kari\n", "{username}"]
)
def test_a_name_that_is_no_folder_gets_none(
    hub: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    with pytest.raises(ValueError):
        pod(hub, name)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(ValueError, match="cannot be names"):
        configured(tmp_path, monkeypatch, {"learners": [name]})
    assert not re.match(hub.Authenticator.username_pattern, name)


def test_nobody_has_a_second_server(hub: Config) -> None:
    with pytest.raises(ValueError, match="one server"):
        pod(hub, "kari", server="lab")
    assert values()["hub"]["allowNamedServers"] is False


def test_what_a_learners_code_puts_in_her_exchange_leads_the_hub_nowhere(
    hub: Config, tmp_path: Path
) -> None:
    pod(hub, "kari")
    pod(hub, "ola.nordmann@example.no")
    hers = tmp_path / "own" / "ola.nordmann@example.no" / "exchange"
    course = tmp_path / "own" / "kari" / "exchange" / "smerte-og-arbeid"
    for one in (hers / "smerte-og-arbeid").iterdir():
        one.rmdir() if one.name == "inbound" else one.unlink()
    course.rename(course.with_name("away"))
    course.symlink_to(hers / "smerte-og-arbeid")
    pod(hub, "kari")
    assert list((hers / "smerte-og-arbeid").iterdir()) == []


def test_only_those_in_people_yaml_come_in_and_only_those_who_grade_reach_the_formgraders(
    hub: Config,
) -> None:
    assert hub.JupyterHub.pop("authenticator_class") == "generic-oauth"  # in the Hub's image
    app = JupyterHub(config=hub)
    assert hub.Authenticator.allowed_users == {name for held in PEOPLE.values() for name in held}
    assert "allow_all" not in hub.Authenticator
    assert {name: held["users"] for name, held in app.load_groups.items()} == PEOPLE
    roles = {role["name"]: role for role in app.load_roles}
    scopes = [scope for role in roles.values() for scope in role["scopes"]]
    assert roles["grading"]["groups"] == ["instructors", "graders"]
    assert roles["leading"]["groups"] == ["instructors"]
    assert not [
        scope for scope in scopes if scope.startswith(("access:servers", "admin:", "users"))
    ]
    handler = SimpleNamespace(base_url="/", hub=SimpleNamespace(base_url="/hub/"))
    pages = {}
    for name in ("kari", "gro", "ingrid"):
        handler.current_user = SimpleNamespace(name=name)
        pages[name] = app.default_url(handler)
    assert pages == {
        "kari": "/hub/spawn",
        "gro": "/services/grade-nb/",
        "ingrid": "/services/grade-nb/",
    }


def test_what_is_written_in_two_places_is_the_same(hub: Config) -> None:
    told: dict[str, Any] = hub.Spawner.pre_spawn_hook.__globals__
    assert told["COURSES"] == tuple(COURSE_IDS.values())
    assert told["NAME"].pattern == PERSON.pattern
