"""Server-sent events: who follows which conversation, and what goes over the wire."""

import asyncio
import contextlib
import json
from typing import Any, AsyncIterator, Awaitable, Callable, Dict, Iterator, List, Set, Tuple

from needlewise.channels.refusals import Refusal
from needlewise.channels.rows import iso, utc_now

PING = ": ping\n\n"
MOST_EACH = 6
#: Events that are read and sent at a time, so that a slow reader costs little memory.
PAGE = 100

#: (session, seq) -> the events after it, and the number to go on from.
After = Callable[[str, int], Awaitable[Tuple[List[Dict[str, Any]], int]]]


def as_text(event: Dict[str, Any]) -> str:
    """One event of a stream; JSON in ASCII has no line breaks."""
    number = f"id: {event['seq']}\n" if "seq" in event else ""
    return f"{number}event: {event['type']}\ndata: {json.dumps(event)}\n\n"


class Readers:
    """The open streams of this process."""

    def __init__(self, most: int, most_each: int = MOST_EACH) -> None:
        """
        Args:
            most: streams in all.
            most_each: streams of one session.
        """
        self._most = most
        self._most_each = most_each
        self._open: Dict[str, Set[asyncio.Event]] = {}
        self._count = 0
        self.is_stopping = False

    def __len__(self) -> int:
        return self._count

    @property
    def sessions(self) -> List[str]:
        """Those that somebody follows."""
        return list(self._open)

    @contextlib.contextmanager
    def reading(self, session: str) -> Iterator[asyncio.Event]:
        """An event that is set whenever there may be something new.

        Raises:
            Refusal: too_many_streams, or unavailable while the server stops.
        """
        if self.is_stopping:
            raise Refusal("unavailable")
        if self._count >= self._most or len(self._open.get(session, ())) >= self._most_each:
            raise Refusal("too_many_streams")
        news = asyncio.Event()
        self._open.setdefault(session, set()).add(news)
        self._count += 1
        try:
            yield news
        finally:
            self._count -= 1
            self._open[session].discard(news)
            if not self._open[session]:
                del self._open[session]

    def wake(self, session: str) -> None:
        """There is something new in this session, or it is gone."""
        for news in self._open.get(session, ()):
            news.set()

    def stop(self) -> None:
        """End all streams at once."""
        self.is_stopping = True
        for session in self._open:
            self.wake(session)

    async def follow(
        self, session: str, seq: int, after: After, heartbeat: float, until: float
    ) -> AsyncIterator[str]:
        """The text of a stream: all after `seq`, then what comes, and pings in between.

        Args:
            heartbeat: seconds between pings.
            until: when it ends, in the loop's seconds.

        Raises:
            Refusal: see `reading`.
        """
        loop = asyncio.get_running_loop()
        with self.reading(session) as news:
            yield PING
            pinged = loop.time()
            while not self.is_stopping and loop.time() < until:
                news.clear()
                try:
                    found, seq = await after(session, seq)
                except Refusal as refusal:  # else the client tries again
                    if refusal.code == "ended":
                        yield as_text({"type": "deleted", "at": iso(utc_now())})
                    return
                for event in found:
                    yield as_text(event)
                if found or self.is_stopping:
                    continue
                wait = min(pinged + heartbeat, until) - loop.time()
                with contextlib.suppress(asyncio.TimeoutError):
                    await asyncio.wait_for(news.wait(), max(0, wait))
                if loop.time() >= pinged + heartbeat:
                    yield PING
                    pinged = loop.time()
