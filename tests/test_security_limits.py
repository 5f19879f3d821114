"""How long a client may take, how much it may ask, and who pays for what a proxy asks."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator

import pytest
from conftest import ROOT, run
from test_site_server import MODULES

from course.site.app import CourseSite
from course.site.asking import Limits
from course.site.front import Front
from course.site.server import listen


def test_who_dawdles_or_does_not_read_is_hung_up_on_and_who_is_too_many_is_told() -> None:
    hasty = Limits(head_seconds=0.3, idle_seconds=0.8, look_seconds=0.05, connections=3)
    ask = f"GET /nb/{MODULES[0]}/ HTTP/1.1\r\nHost: x\r\n\r\n".encode()

    async def try_it() -> None:
        site = CourseSite(ROOT)
        port = listen(site, 0, "127.0.0.1", hasty).port
        site.prepare()

        async def come() -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
            # A small window, so that what is not read is soon felt.
            return await asyncio.open_connection("127.0.0.1", port, limit=1_024)

        async def gone_after(said: bytes, read: bool = True) -> float:
            begun = time.monotonic()
            reader, writer = await come()
            writer.write(said)
            try:
                while (not read) or await reader.read(65_536):
                    if not read:
                        await asyncio.sleep(hasty.idle_seconds * 2)
                        # What had come is still there; then it ends in the middle.
                        whole = sum([len(part) async for part in _parts(reader)])
                        assert whole < 200 * len(page.body)
                        break
            except ConnectionError:
                pass
            writer.close()
            return time.monotonic() - begun

        try:
            # Made once, so that all is answered at once.
            page = await site.page(site.known()[f"nb/{MODULES[0]}/"])
            assert page.status == 200
            slow, silent, deaf = await asyncio.gather(
                gone_after(b"GET / HTTP/1.1\r\nA: "), gone_after(ask), gone_after(ask * 400, False)
            )
            assert hasty.head_seconds < slow < silent, "a head that never ends"
            assert hasty.idle_seconds < silent
            assert deaf > hasty.idle_seconds
            crowd = [await come() for _ in range(hasty.connections)]
            for _reader, writer in crowd:
                writer.write(ask)
            await asyncio.gather(*(reader.read(1) for reader, _writer in crowd))
            reader, _writer = await come()
            assert (await reader.readline()).startswith(b"HTTP/1.1 503")
            for _reader, writer in crowd:
                writer.close()
        finally:
            await site.close()

    run(try_it())


async def _parts(reader: asyncio.StreamReader) -> AsyncIterator[bytes]:
    with contextlib.suppress(ConnectionError):
        while part := await reader.read(65_536):
            yield part


def test_one_address_may_ask_much_but_not_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    front = Front(None, lambda: 0, Limits(per_second=10, burst=50))  # type: ignore[arg-type]
    now = [1_000.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    assert sum(front.may_ask("192.0.2.7") for _ in range(200)) == 50
    assert front.may_ask("192.0.2.8")
    for here in ("127.0.0.1", "::1", "::ffff:127.0.0.1"):
        assert front.payer(here) == "", "a proxy on this machine asks for everybody"
    assert front.payer("2001:db8::1") == front.payer("2001:db8::ffff:2") != front.payer("::2")
    assert front.payer("::ffff:192.0.2.7") == front.payer("192.0.2.7") == "192.0.2.7"
    now[0] += 1
    assert sum(front.may_ask("192.0.2.7") for _ in range(200)) == 10


def test_readers_behind_a_proxy_that_the_host_has_named_are_counted_one_by_one() -> None:
    limits = Limits(proxies=("192.0.2.0/28", "2001:db8:1::5"))
    front = Front(None, lambda: 0, limits)  # type: ignore[arg-type]
    for proxy in ("192.0.2.7", "::ffff:192.0.2.7", "2001:db8:1::5"):
        assert front.trusts(proxy)
    for other in ("192.0.2.77", "2001:db8:1::6", "127.0.0.1", "", "unknown"):
        assert not front.trusts(other)
    for forwarded, payer in {
        "203.0.113.9": "203.0.113.9",
        "198.51.100.1, 203.0.113.9": "203.0.113.9",  # what is before the comma can be made up
        "203.0.113.9, 192.0.2.3": "203.0.113.9",  # two proxies, both named
        "203.0.113.9, 2001:db8:1::5 ,192.0.2.3": "203.0.113.9",
        "2001:db8:9::1": "20010db800090000",
        "": "192.0.2.7",
        "192.0.2.3": "192.0.2.7",
        "203.0.113.9, unknown": "192.0.2.7",
        "203.0.113.9, ": "192.0.2.7",
        "203.0.113.9, 127.0.0.1": "192.0.2.7",  # nobody is spared by saying so
    }.items():
        assert front.payer_behind("192.0.2.7", forwarded) == payer, forwarded


@pytest.mark.parametrize(
    ("proxies", "left"), [(("127.0.0.0/8",), [200, 200, 429, 200]), ((), [200, 200, 429, 429])]
)
def test_who_is_no_named_proxy_pays_for_itself_whatever_it_says(
    proxies: tuple[str, ...], left: list[int]
) -> None:
    strict = Limits(per_second=0.001, burst=2, spare_loopback=False, proxies=proxies)

    async def ask(port: int, reader_: str) -> int:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        head = f"GET /favicon.ico HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: {reader_}\r\n\r\n"
        writer.write(head.encode())
        status = int((await reader.readline()).split()[1])
        writer.close()
        return status

    async def try_it() -> list[int]:
        site = CourseSite(ROOT)
        port = listen(site, 0, "127.0.0.1", strict).port
        site.prepare()
        try:
            one, two = "203.0.113.9", "203.0.113.8"
            return [await ask(port, who) for who in (one, one, one, two)]
        finally:
            await site.close()

    assert run(try_it()) == left
