"""What every answer of a learner's or a grader's server has: headers that shut other sites out."""

from __future__ import annotations

from typing import Any

from tornado.httputil import HTTPHeaders, HTTPServerRequest
from tornado.web import OutputTransform

from course.site.policy import script_hash

HEARTBEAT = script_hash("window.voila_heartbeat()")
"""Voilà writes this into a page that takes long to make."""
POLICY = (
    f"default-src 'self'; script-src 'self' blob: {HEARTBEAT}; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'self'"
)
"""anywidget hands the form's module to the browser as a blob; nothing inline runs.

JupyterLab's widgets write styles into the page.
"""
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    # The address holds the token: it is told to nobody else. A form sent under "no-referrer" has no
    # origin, and Jupyter refuses it.
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Guard(OutputTransform):
    """Adds the headers to an answer that has none of its own."""

    def __init__(self, request: HTTPServerRequest) -> None:
        super().__init__(request)

    def transform_first_chunk(
        self, status_code: int, headers: HTTPHeaders, chunk: bytes, finishing: bool
    ) -> tuple[int, HTTPHeaders, bytes]:
        """Add what is missing, and do not tell which server this is."""
        for name, value in HEADERS.items():
            # Jupyter's own policy says only who may frame the page.
            if name not in headers or "report-uri" in headers[name]:
                headers[name] = value
        headers.pop("Server", None)
        return status_code, headers, chunk


SETTINGS: dict[str, Any] = {"websocket_max_message_size": 2_000_000}
"""A form sends its answers whole; more than a million bytes of them are not kept."""
