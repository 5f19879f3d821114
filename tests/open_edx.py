"""Open edX's own blocks for cmi5 and SCORM: they take in a package and launch it for one learner.

The blocks are Open edX's, and so is the runtime that holds them (``xblock.runtime``); what a whole
platform has around them is here: addresses, a place for files, who the learner is, and a gradebook.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from socketserver import ThreadingMixIn
from types import SimpleNamespace
from typing import Any
from urllib.parse import unquote
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

import django
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from jupyterhub._data import DATA_FILES_PATH
from openedx_cmi5_xblock.openedx_cmi5_xblock import CMI5XBlock
from openedxscorm import ScormXBlock
from webob import Request, Response
from webob.static import DirectoryApp
from xblock.fields import ScopeIds
from xblock.runtime import DictKeyValueStore, KvsFieldData, MemoryIdManager, Runtime

BLOCKS = {"cmi5": CMI5XBlock, "scorm12": ScormXBlock, "scorm2004": ScormXBlock}
LEARNER = "kari"
FORM = {
    "display_name": "Smerte og arbeid", "width": "1200", "height": "800", "has_score": "1",
    "weight": "1", "navigation_menu_width": "", "enable_navigation_menu": "0",
    "enable_fullscreen_button": "0", "popup_on_launch": "0",
}  # fmt: skip
"""What a teacher fills in beside the package's file."""
JQUERY = Path(DATA_FILES_PATH) / "static" / "components" / "jquery" / "dist" / "jquery.min.js"
"""Open edX's pages have jQuery; so has JupyterHub, which the environment has anyway."""
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>A unit</title>
<link rel="icon" href="data:,"><script src="/jquery.js"></script><style>{style}</style>
<div class="xblock">{body}</div><script>{script}</script><script>
const runtime = {{ handlerUrl: (element, name) => `/handler/{kind}/${{name}}` }};
if ("{start}") window["{start}"](runtime, document.querySelector(".xblock"), {given});
</script></html>"""


@dataclass
class Platform:
    """The running platform: its blocks by kind of package, and the gradebook."""

    address: str = ""
    blocks: dict[str, Any] = field(default_factory=dict)
    grades: list[tuple[str, float]] = field(default_factory=list)

    def take_in(self, kind: str, package: Path) -> list[str]:
        """Let a teacher put a package into the course; return what the block says against it."""
        file = SimpleUploadedFile(package.name, package.read_bytes())
        request = SimpleNamespace(params={**FORM, "file": SimpleNamespace(file=file)})
        answer = self.blocks[kind].studio_submit(request, "")
        self.blocks[kind].save()
        said: list[str] = json.loads(answer.body)["errors"]
        return said

    def unit(self, kind: str) -> str:
        """Return the address of the learner's page."""
        return f"{self.address}/unit/{kind}"


class _Runtime(Runtime):  # type: ignore[misc]
    """What the blocks ask of a platform."""

    def __init__(self, platform: Platform) -> None:
        ids = MemoryIdManager()
        learner = SimpleNamespace(
            opt_attrs={"edx-platform.user_id": 7, "edx-platform.username": LEARNER}
        )
        enrolled = SimpleNamespace(id=1)
        services = {
            "enrollments": SimpleNamespace(
                get_active_enrollments_by_course_and_user=lambda course, learner: enrolled
            ),
            "user": SimpleNamespace(get_current_user=lambda: learner),
            "field-data": KvsFieldData(DictKeyValueStore()),
        }
        super().__init__(ids, services=services, id_generator=ids, mixins=(_Placed,))
        self.platform = platform

    def handler_url(
        self, block: Any, name: str, suffix: str = "", query: str = "", thirdparty: bool = False
    ) -> str:
        host = self.platform.address if thirdparty else ""
        return f"{host}/handler/{block.scope_ids.usage_id}/{name}"

    def publish(self, block: Any, event_type: str, event_data: Any) -> None:
        if event_type == "grade":
            share = event_data["value"] / event_data["max_value"]
            self.platform.grades.append((block.scope_ids.usage_id, share))

    # An XBlock runtime has to have these two; neither component asks for them.
    def local_resource_url(self, block: Any, uri: str) -> str:
        raise NotImplementedError

    def resource_url(self, resource: str) -> str:
        raise NotImplementedError


class _Usage(str):
    """The name of a block in a course."""

    context_key = "course-v1:smerte+arbeid+2026"


class _Placed:
    """What every block of Open edX has: its place in the course."""

    @property
    def location(self) -> SimpleNamespace:
        return SimpleNamespace(block_id=self.scope_ids.usage_id)  # type: ignore[attr-defined]


def _page(platform: Platform, kind: str) -> Response:
    block = platform.blocks[kind]
    unit = block.student_view()
    texts: dict[str, list[str]] = {"text/css": [], "application/javascript": []}
    for resource in unit.resources:
        texts[resource.mimetype].append(resource.data)
    html = PAGE.format(
        style="".join(texts["text/css"]), script="\n".join(texts["application/javascript"]),
        body=unit.content, kind=kind, start=unit.js_init_fn or "",
        given=json.dumps(unit.json_init_args),
    )  # fmt: skip
    return Response(html)


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Silent(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def open_edx(folder: Path) -> Iterator[Platform]:
    """Run the platform on an address of its own, its files in ``folder``, until the block ends."""
    if not settings.configured:
        engine = {"BACKEND": "django.template.backends.django.DjangoTemplates"}
        settings.configure(TEMPLATES=[engine], USE_I18N=False, SECRET_KEY="x")
        django.setup()
    platform = Platform()
    files = DirectoryApp(str(folder))
    one_at_a_time = threading.Lock()

    def answer(request: Request) -> Response:
        _, what, *rest = unquote(request.path_info).split("/")
        if what == "jquery.js":
            return Response(JQUERY.read_bytes(), content_type="text/javascript")
        if what == "media":
            request.path_info_pop()
            return request.get_response(files)
        kind = rest[0]
        if what == "unit":
            return _page(platform, kind)
        with one_at_a_time:
            return platform.blocks[kind].handle(rest[1], request, "/".join(rest[2:]))

    def app(environ: Any, start: Any) -> Any:
        return answer(Request(environ))(environ, start)

    server = _Server(("127.0.0.1", 0), _Silent)
    server.set_app(app)
    platform.address = f"http://127.0.0.1:{server.server_port}"
    settings.MEDIA_ROOT = str(folder)
    settings.MEDIA_URL = f"{platform.address}/media/"
    settings.LMS_ROOT_URL = platform.address
    for kind, make in BLOCKS.items():
        runtime = _Runtime(platform)
        ids = ScopeIds(LEARNER, kind, kind, _Usage(kind))
        platform.blocks[kind] = runtime.construct_xblock_from_class(make, ids)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield platform
    finally:
        server.shutdown()
        server.server_close()
