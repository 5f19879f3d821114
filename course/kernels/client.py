"""The server's end of a page's kernel, which sees at once that the kernel is ready."""

from __future__ import annotations

import time
from queue import Empty

from jupyter_client.asynchronous.client import AsyncKernelClient

CLIENT = "course.kernels.client.PromptClient"
"""Its name, as a server's configuration takes it."""
HEARS_SECONDS = 0.2
"""How long a kernel that answers may be silent on the channel that all listen to."""


class PromptClient(AsyncKernelClient):
    """jupyter_client's own, which would listen for a fifth of a second for what never comes."""

    async def wait_for_ready(self, timeout: float | None = None) -> None:  # type: ignore[override]
        """Wait until the kernel answers, and until this end hears what it tells to all.

        Raises ``RuntimeError`` when it dies before, or has not answered after ``timeout`` seconds.
        """
        end = time.monotonic() + (float("inf") if timeout is None else timeout)
        while time.monotonic() < end:
            asked = self.kernel_info()
            try:
                reply = await self._async_recv_reply(asked, timeout=1)
                while not await self._idle(asked):
                    pass
            except (TimeoutError, Empty):
                # It is not there yet, or told it before this end had begun to listen.
                if not await self._async_is_alive():
                    raise RuntimeError("Kernel died before replying to kernel_info") from None
                continue
            self._handle_kernel_info_reply(reply)
            return
        raise RuntimeError(f"Kernel didn't respond in {timeout} seconds")

    async def _idle(self, asked: str) -> bool:
        """Tell whether the next message ends the answer to ``asked``: no other comes before it."""
        said = await self.get_iopub_msg(timeout=HEARS_SECONDS)
        return (
            said["msg_type"] == "status"
            and said["content"]["execution_state"] == "idle"
            and said["parent_header"].get("msg_id") == asked
        )
