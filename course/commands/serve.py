"""``smertekurs serve``: the course in the browser."""

from __future__ import annotations

import asyncio
import errno
import signal
import webbrowser
from ipaddress import ip_network
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from course.commands.shared import Root, course_root, err, out, stop

if TYPE_CHECKING:
    from course.site.app import CourseSite
    from course.site.front import Front

LOOK_EVERY = 0.5
"""Seconds between two looks at whether the course's files have changed."""
WARM_AFTER = 20.0
"""Seconds after which what runs notebooks is loaded, where all pages were kept from before."""


def serve(
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="The port to answer on; 0 takes any free one.")
    ] = 8866,
    host: Annotated[
        str, typer.Option(help="The address to answer on. 0.0.0.0 lets other machines in.")
    ] = "127.0.0.1",
    root: Root = None,
    trust_proxy: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ADDRESS",
            help="A proxy on another machine that says for whom it asks (X-Forwarded-For): its "
            "address, or its network such as 10.0.0.0/8. May be given again.",
        ),
    ] = None,
    open_: Annotated[bool, typer.Option("--open/--no-open", help="Open the browser.")] = False,
) -> None:
    """Serve the course, and print its address.

    It answers at once. The pages are made once, in the background, kept for the next start, and
    made anew when their files change. A module with a fault in it is shown as being mended; the
    others are served as usual. Stop with Ctrl-C.
    """
    folder = course_root(root)
    proxies = tuple(trust_proxy or ())
    for proxy in proxies:
        try:
            ip_network(proxy, strict=False)
        except ValueError:
            stop(
                f"smertekurs: {proxy} is no address and no network, such as 192.0.2.7 or 10.0.0.0/8"
            )
    # Takes a while to load, which --help and errors should not wait for.
    from course.site.app import CourseSite
    from course.site.asking import Limits
    from course.site.server import listen

    async def run() -> None:
        site = CourseSite(folder)
        try:
            # First, for it may fail; nothing is answered until the site is prepared.
            front = listen(site, port, host, Limits(proxies=proxies))
        except OSError as error:
            stop(_why(error, host, port))
        site.prepare()
        shown = "127.0.0.1" if host in ("", "0.0.0.0", "::") else host
        address = f"http://{shown}:{front.port}/"
        out.print(f"Smerte og arbeid: {address}", markup=False)
        if open_:
            webbrowser.open(address)
        ended = asyncio.Event()
        loop = asyncio.get_running_loop()
        for name in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(name, ended.set)
        making = asyncio.ensure_future(_keep_made(site, front))
        await ended.wait()
        making.cancel()
        await site.close()

    try:
        import uvloop  # twice as quick as asyncio's own loop
    except ImportError:
        asyncio.run(run())
    else:
        uvloop.run(run())


async def _keep_made(site: CourseSite, front: Front) -> None:
    """Make all pages, and those whose files change, before somebody asks for them."""
    await _make_all(site, front)
    seen = site.standing()
    loop = asyncio.get_running_loop()
    warm_at = loop.time() + WARM_AFTER
    while True:
        await asyncio.sleep(LOOK_EVERY)
        # What an author changes is then shown in less than a second. Not at once: those who wait
        # for the server to come back are there before any author is.
        if loop.time() > warm_at:
            warm_at = float("inf")
            await site.warm_up()
        if seen == (now := site.standing()):
            continue
        seen = now
        try:
            for address in site.addresses():
                await site.page_ahead(address)
                await front.prepare(f"/{address.path}")
        except Exception as error:
            # A file that is half saved, say. Whoever asks for the page has it made anew.
            err.print(f"pages were not made ahead: {error!r}", markup=False)


async def _make_all(site: CourseSite, front: Front) -> None:
    # Who came at once is answered first.
    await site.calm()
    for line in await site.check_widgets():
        err.print(f"widget left out: {line}", markup=False)
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=out,
        transient=True,
    ) as bar:
        pages = site.addresses()
        task = bar.add_task("Making the pages", total=len(pages))

        broken = []
        # One after another, so that a reader who asks meanwhile does not stand in line.
        for address in pages:
            if (await site.page_ahead(address)).status != 200:
                broken.append(address.path)
            await front.prepare(f"/{address.path}")
            bar.advance(task)
    out.print(f"{len(pages) - len(broken)} pages are ready. Stop with Ctrl-C.", markup=False)
    if broken:
        out.print(f"Being mended: {', '.join(broken)}. See: smertekurs check", markup=False)


def _why(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"smertekurs: port {port} is taken by another program. Choose another, for example "
            f"--port {port + 1}, or let one be found: --port 0"
        )
    if error.errno in (errno.EACCES, errno.EPERM):
        return f"smertekurs: port {port} is not ours to use. Choose one above 1023: --port 8866"
    return f"smertekurs: cannot answer on {host} port {port}: {error.strerror}"
