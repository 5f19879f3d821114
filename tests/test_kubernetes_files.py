"""The files for Kubernetes fit the chart and each other, and hold no secret and no key."""

from __future__ import annotations

import re
from typing import Any

import yaml
from conftest import ROOT
from kubernetes_sample import HERE, values

CHART = {
    "cull": "enabled every timeout users",
    "hub": "allowNamedServers config extraEnv extraFiles extraVolumeMounts extraVolumes loadRoles "
    "networkPolicy podSecurityContext resources services",
    "hub.networkPolicy": "egress",
    "imagePullSecrets": "",
    "ingress": "annotations enabled hosts ingressClassName tls",
    "proxy": "chp service",
    "proxy.chp": "networkPolicy",
    "proxy.chp.networkPolicy": "egress",
    "proxy.service": "type",
    "scheduling": "userScheduler",
    "scheduling.userScheduler": "enabled",
    "singleuser": "cloudMetadata cmd cpu defaultUrl extraEnv extraPodConfig fsGid image memory "
    "networkPolicy startTimeout storage uid",
    "singleuser.cloudMetadata": "blockWithIptables ip",
    "singleuser.cpu": "guarantee limit",
    "singleuser.image": "name tag",
    "singleuser.memory": "guarantee limit",
    "singleuser.networkPolicy": "egressAllowRules enabled",
    "singleuser.networkPolicy.egressAllowRules": "cloudMetadataServer dnsPortsCloudMetadataServer "
    "dnsPortsKubeSystemNamespace dnsPortsPrivateIPs nonPrivateIPs privateIPs",
    "singleuser.storage": "type",
}
"""The settings of the chart that we use, as its schema (4.x) names them; it allows no others."""
FREE = {"hub.config", "hub.extraEnv", "hub.loadRoles", "hub.podSecurityContext", "hub.resources"}
FREE |= {"hub.services", "hub.extraFiles", "ingress.annotations", "singleuser.extraEnv"}
FREE |= {"singleuser.extraPodConfig"}
"""Settings whose own parts are not the chart's: Kubernetes' or JupyterHub's."""
SECRET = re.compile(
    r"^\s*-?\s*(password|cookieSecret|secretToken|client_?secret|api_?token)\s*:\s*[^\s{]"
    r"|BEGIN \w+ ?KEY",
    re.M | re.I,
)
"""A secret's own words in a file."""


def manifests(name: str) -> dict[tuple[str, str], dict[str, Any]]:
    found = yaml.safe_load_all((HERE / name).read_text("utf-8"))
    return {(one["kind"], one["metadata"]["name"]): one for one in found}


def test_every_setting_is_one_of_the_charts() -> None:
    def visit(held: dict[str, Any], path: str) -> None:
        known = CHART[path].split() if path in CHART else None
        for name, below in held.items():
            here = f"{path}.{name}".lstrip(".")
            assert (known is None and here in CHART) or name in (known or ()), here
            if isinstance(below, dict) and here not in FREE:
                visit(below, here)

    visit(values(), "")


def test_the_cluster_is_told_of_secrets_by_name_only() -> None:
    for path in HERE.iterdir():
        text = path.read_text("utf-8")
        assert not SECRET.search(text), path
        assert not re.search(r"://[^/\s:<]+:[^@/\s<]+@", text), path
    used = set(re.findall(r"secretKeyRef: \{ name: ([\w-]+)", course_text() + values_text()))
    assert used == {"hub", "smertekurs-gradebook", "smertekurs-signin"}
    told = (HERE / "README.md").read_text("utf-8")
    assert [name for name in used - {"hub"} if name not in told] == []


def course_text() -> str:
    return (HERE / "course.yaml").read_text("utf-8")


def values_text() -> str:
    return (HERE / "values.yaml").read_text("utf-8")


def test_the_formgraders_are_where_the_hub_looks_for_them() -> None:
    course = manifests("course.yaml")
    service = course["Service", "smertekurs-course"]["spec"]
    spec = course["Deployment", "smertekurs-course"]["spec"]["template"]["spec"]
    containers = {one["name"]: one for one in spec["containers"]}
    for name, told in values()["hub"]["services"].items():
        env = {one["name"]: one.get("value") for one in containers[name]["env"]}
        (port,) = (one["port"] for one in service["ports"] if one["name"] == name)
        assert told["url"] == f"http://smertekurs-course:{port}"
        assert env["JUPYTERHUB_SERVICE_URL"] == f"http://0.0.0.0:{port}"
        assert env["JUPYTERHUB_SERVICE_PREFIX"] == f"/services/{name}/"
        assert env["JUPYTERHUB_CLIENT_ID"] == f"service-{name}"
        assert f"access:services!service={name}" in env["JUPYTERHUB_OAUTH_ACCESS_SCOPES"]
        lang = name.removeprefix("grade-")
        assert containers[name]["workingDir"] == f"/srv/course/assignments/{lang}"
    labels = course["Deployment", "smertekurs-course"]["spec"]["template"]["metadata"]["labels"]
    policy = course["NetworkPolicy", "smertekurs-course"]["spec"]
    for selector in (policy["podSelector"]["matchLabels"], service["selector"]):
        assert selector.items() <= labels.items()
    assert [
        one["podSelector"]["matchLabels"]["component"] for one in policy["ingress"][0]["from"]
    ] == [
        "proxy",
        "hub",
    ]


def test_the_volumes_are_those_that_are_claimed_and_many_pods_reach_the_learners() -> None:
    claims = {name: one["spec"] for (_, name), one in manifests("storage.yaml").items()}
    assert claims["smertekurs-learners"]["accessModes"] == ["ReadWriteMany"]
    used = set(re.findall(r"claimName: ([\w-]+)", course_text() + values_text()))
    assert used == claims.keys()
    assert "smertekurs-course" not in values_text().replace("http://smertekurs-course", "").replace(
        "app: smertekurs-course", ""
    )


def test_a_learners_image_is_made_of_the_packages_only() -> None:
    let_through = [
        line
        for line in (HERE / "Dockerfile.learner.dockerignore").read_text().splitlines()
        if line and not line.startswith("#")
    ]
    assert let_through[0] == "*"
    allowed = {line[1:] for line in let_through if line.startswith("!")}
    text = (HERE / "Dockerfile.learner").read_text()
    copied = {
        word
        for line in re.findall(r"^(?:COPY|ADD) (?!--from)(.+)$", text, re.M)
        for word in line.split()[:-1]
    }
    assert copied == allowed
    assert copied.isdisjoint({".", "assignments", "modules", "deploy", "tests", "docs"})
    assert copied & {"course", "widgets"} == {"course", "widgets"}
    assert re.findall(r"^USER (\w+)$", text, re.M)[-1] == "1000"
    for name in ("Dockerfile.learner", "Dockerfile.course"):
        sources = {
            word
            for line in re.findall(r"^COPY (?!--from)(.+)$", (HERE / name).read_text(), re.M)
            for word in line.split()[:-1]
        }
        assert [one for one in sources if not (ROOT / one).exists()] == []
