"""The contestants, each held to one core, on loopback."""

from __future__ import annotations

import gzip
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from benchmarks.pages.content import LANG, ROOT, SLUG, write_stock
from benchmarks.pages.servers import free_port

PAGE = f"/{LANG}/{SLUG}/"
NGINX = """
worker_processes 1; daemon off; pid {folder}/pid; error_log {folder}/errors;
events {{ worker_connections 4096; }}
http {{
  types {{ text/html html; }}
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000; gzip_static on;
  open_file_cache max=1000;
  client_body_temp_path {folder}/1; proxy_temp_path {folder}/2; fastcgi_temp_path {folder}/3;
  uwsgi_temp_path {folder}/4; scgi_temp_path {folder}/5;
  server {{ listen 127.0.0.1:{port}; root {site}; index index.html; }}
}}
"""


@contextmanager
def _running(command: list[str | Path], log: Path, core: int) -> Iterator[psutil.Process]:
    with log.open("wb") as told:
        process = subprocess.Popen(
            ["taskset", "-c", str(core), *map(str, command)],
            cwd=ROOT,
            stdout=told,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
    found = psutil.Process(process.pid)
    try:
        yield found
    finally:
        tree = found.children(recursive=True) if process.poll() is None else []
        process.send_signal(signal.SIGINT)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
        for left in tree:
            if left.is_running():
                left.kill()


def _until(log: Path, words: str, seconds: float = 600) -> None:
    limit = time.monotonic() + seconds
    while words not in log.read_text("utf-8", "replace"):
        if time.monotonic() > limit:
            raise RuntimeError(f"the server did not start: {log.read_text('utf-8', 'replace')}")
        time.sleep(0.1)


@contextmanager
def ours(core: int) -> Iterator[tuple[str, psutil.Process]]:
    """``smertekurs serve`` with all its pages made; yield a page's address and the process."""
    with tempfile.TemporaryDirectory(prefix="load-") as name:
        log, port = Path(name, "log"), free_port()
        command = [sys.executable, "-m", "course", "serve", "--port", str(port)]
        with _running(command, log, core) as process:
            _until(log, "pages are ready")
            yield f"http://127.0.0.1:{port}{PAGE}", process


@contextmanager
def nginx(core: int) -> Iterator[tuple[str, psutil.Process]]:
    """Debian's nginx with what ``smertekurs build`` wrote, compressed beforehand."""
    found = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if not found:
        raise FileNotFoundError("nginx is missing: sudo apt-get install nginx-light")
    with tempfile.TemporaryDirectory(prefix="load-") as name:
        folder, port = Path(name), free_port()
        folder.chmod(0o755)
        site = folder / "site"
        subprocess.run([sys.executable, "-m", "course", "build", site], check=True, cwd=ROOT)
        for page in site.rglob("*.html"):
            packed = gzip.compress(page.read_bytes(), 9, mtime=0)
            page.with_name(f"{page.name}.gz").write_bytes(packed)
        conf = folder / "nginx.conf"
        conf.write_text(NGINX.format(folder=folder, port=port, site=site))
        with _running([found, "-c", conf], folder / "log", core) as process:
            time.sleep(1)
            yield f"http://127.0.0.1:{port}{PAGE}", process


@contextmanager
def stock(core: int) -> Iterator[tuple[str, psutil.Process]]:
    """Stock Voilà with an ordinary notebook of the same module."""
    with tempfile.TemporaryDirectory(prefix="load-") as name:
        folder, port = Path(name), free_port()
        write_stock(folder)
        command: list[str | Path] = [sys.executable, "-m", "voila", folder / "module.ipynb"]
        command += ["--no-browser", f"--port={port}", "--Voila.ip=127.0.0.1"]
        with _running(command, folder / "log", core) as process:
            _until(folder / "log", "Voilà is running", 60)
            yield f"http://127.0.0.1:{port}/", process
