"""Conversations on the website: what each call of the channel does, without HTTP."""

import asyncio
import contextlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Awaitable, Callable, Dict, Iterator, List, Sequence, Set, Tuple, TypeVar

from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError

from needlewise.channels.messages import CLAIMED, HELD, Messages
from needlewise.channels.options import Options
from needlewise.channels.refusals import Refusal
from needlewise.channels.sessions import new_session
from needlewise.channels.streams import PAGE, Readers
from needlewise.channels.transcripts import ENDED, LIVE, Transcripts
from needlewise.channels.turns import Turns, log_failure, read_outcome

T = TypeVar("T")
#: Removes conversations from where Rasa keeps them.
Erase = Callable[[Sequence[str]], Awaitable[None]]
#: Leaves no trace of them there.
Tidy = Callable[[], Awaitable[None]]

MOST_IN_HAND = 200
MOST_IN_HAND_EACH = 8
#: Events in one history; more come with the next call.
MOST_EVENTS = 500
POLL_SECONDS = 2.0
DAY_SECONDS = 86_400.0
#: How long traces of what was erased may stay inside a database's file.
TIDY_SECONDS = 3_600.0
#: How long the end of a turn is waited for when the server stops or a patient deletes.
PATIENCE = 5.0


@dataclass
class InHand:
    """A message that is being answered."""

    text: str
    task: "asyncio.Task[List[Dict[str, Any]]]"


class Conversations:
    """All conversations of this process."""

    def __init__(
        self, engine: Engine, options: Options, turns: Turns, erase: Erase, tidy: Tidy
    ) -> None:
        self._engine = engine
        self._options = options
        self._transcripts = Transcripts(engine)
        self._messages = Messages(engine)
        self._turns = turns
        self._erase = erase
        self._tidy = tidy
        self._is_untidy = False
        self._thread = ThreadPoolExecutor(1, "needlewise-web")  # keeps SQL in order of arrival
        self._in_hand: Dict[Tuple[str, str], InHand] = {}
        self._lines: Dict[str, Tuple[asyncio.Lock, int]] = {}
        self._closing: Set[str] = set()
        self._chores: List[asyncio.Task[None]] = []
        self._seen: Dict[str, int] = {}
        self.readers = Readers(options.streams)

    def start(self) -> None:
        """Begin what goes on beside the calls: looking for news, and forgetting what is old."""
        self._chores = [
            asyncio.ensure_future(self._regularly(self._poll, POLL_SECONDS)),
            asyncio.ensure_future(self._regularly(self.forget_old, DAY_SECONDS)),
            asyncio.ensure_future(self._regularly(self._tidy_up, TIDY_SECONDS)),
        ]

    async def stop(self) -> None:
        """End streams at once, and turns when they are done or have had their time.

        A message whose turn is broken off stays pending; sent again, it is answered.
        """
        self.readers.stop()
        tasks = [hand.task for hand in self._in_hand.values()]
        if tasks:
            await asyncio.wait(tasks, timeout=PATIENCE)
        for task in [*tasks, *self._chores]:
            task.cancel()
        await asyncio.gather(*tasks, *self._chores, return_exceptions=True)
        try:
            await self._sql(self._messages.release)
            await self._tidy_up()
        except Exception as error:  # what is held is also free after a while
            log_failure("The web channel could not clear up", error)

    def close(self) -> None:
        """Let go of the database."""
        self._thread.shutdown()
        self._engine.dispose()

    async def begin(self, issue: Callable[[str], Tuple[str, datetime]]) -> Tuple[str, datetime]:
        """A new session.

        Args:
            issue: makes the token for a session, and says when it expires.

        Returns:
            The token and when it expires.
        """
        session = new_session()
        token, expires = issue(session)
        await self._sql(self._transcripts.create, session, expires)
        return token, expires

    async def check(self, session: str) -> None:
        """Whether the session is there.

        Raises:
            Refusal: ended, or bad_token where it has never been.
        """
        state = ENDED if session in self._closing else None
        state = state or await self._sql(self._transcripts.state, session)
        if state != LIVE:
            raise Refusal("ended" if state == ENDED else "bad_token")

    async def send(
        self, session: str, message: str, text: str, patience: float
    ) -> List[Dict[str, Any]]:
        """Have a message answered, or wait for or look up its answer.

        Args:
            message: the client's id of it.
            patience: seconds to wait.

        Returns:
            The message's event and those that answer it.

        Raises:
            Refusal: ended, id_reused, rate_limited, busy, or in_hand where it takes longer.
        """
        hand = self._in_hand.get((session, message))
        if hand is None:
            hand = self._take_in_hand(session, message, text)
        elif hand.text != text:
            raise Refusal("id_reused")
        await asyncio.wait({hand.task}, timeout=patience)
        if not hand.task.done():
            raise Refusal("in_hand")
        if hand.task.cancelled():
            raise Refusal("ended" if session in self._closing else "unavailable")
        return hand.task.result()

    def _take_in_hand(self, session: str, message: str, text: str) -> InHand:
        if self.readers.is_stopping:
            raise Refusal("unavailable")
        if session in self._closing:
            raise Refusal("ended")
        if len(self._in_hand) >= MOST_IN_HAND:
            raise Refusal("busy")
        if sum(1 for key in self._in_hand if key[0] == session) >= MOST_IN_HAND_EACH:
            raise Refusal("rate_limited", retry_after=2)
        key = session, message
        hand = InHand(text, asyncio.ensure_future(self._answer(session, message, text)))
        self._in_hand[key] = hand
        hand.task.add_done_callback(lambda task: self._let_go(key, task))
        return hand

    def _let_go(self, key: Tuple[str, str], task: "asyncio.Task[Any]") -> None:
        del self._in_hand[key]
        error = None if task.cancelled() else task.exception()
        if error and not isinstance(error, Refusal):
            log_failure("A message could not be handled", error)

    async def _answer(self, session: str, message: str, text: str) -> List[Dict[str, Any]]:
        await self._sql(self._messages.accept, session, message, text)
        self.readers.wake(session)
        async with self._in_line(session):
            claim = await self._sql(self._messages.claim, session, message)
            while claim.state == HELD:  # by another process, which may have died
                await asyncio.sleep(POLL_SECONDS / 4)
                claim = await self._sql(self._messages.claim, session, message)
            if claim.state == CLAIMED:

                async def append(event: Dict[str, Any]) -> bool:
                    stored = await self._sql(self._messages.append, session, message, event)
                    self.readers.wake(session)
                    return stored

                async def ended_late() -> None:
                    await self._erase_if_gone(session, claim.sender)

                await self._turns.take(
                    claim.sender, message, text, append, list(claim.said), ended_late
                )
                if not await self._sql(self._messages.finish, session, message):
                    await self._erase_if_gone(session, claim.sender)
        events = await self._sql(self._messages.events, session, message)
        if not events:
            raise Refusal("ended")
        return events

    async def _erase_if_gone(self, session: str, sender: str) -> None:
        """What another process deleted must not come back with a turn that was in hand here."""
        if await self._sql(self._transcripts.state, session) != LIVE:
            await self._erase([sender])

    async def history(self, session: str, seq: int) -> Tuple[List[Dict[str, Any]], int]:
        """The events after `seq`, and the number to go on from.

        Raises:
            Refusal: ended.
        """
        return await self._sql(self._transcripts.after, session, seq, MOST_EVENTS)

    async def page(self, session: str, seq: int) -> Tuple[List[Dict[str, Any]], int]:
        """The same for streams: fewer at a time.

        Raises:
            Refusal: ended.
        """
        return await self._sql(self._transcripts.after, session, seq, PAGE)

    async def rate(self, session: str, seq: int, rating: Any, comment: Any) -> None:
        """Keep feedback; see `Transcripts.rate`."""
        await self._sql(self._transcripts.rate, session, seq, rating, comment)

    async def restart(self, session: str, patience: float) -> Dict[str, Any]:
        """Start over, after what is in hand.

        Raises:
            Refusal: ended, or in_hand where that takes too long.
        """
        task = asyncio.ensure_future(self._restart(session))
        task.add_done_callback(read_outcome)
        await asyncio.wait({task}, timeout=patience)
        if not task.done():
            task.cancel()
            raise Refusal("in_hand")
        return task.result()

    async def _restart(self, session: str) -> Dict[str, Any]:
        async with self._in_line(session):
            event = await self._sql(self._transcripts.restart, session)
        self.readers.wake(session)
        return event

    async def delete(self, session: str) -> None:
        """Erase everything of a session; goes on where the caller gives up."""
        await asyncio.shield(asyncio.ensure_future(self._delete(session)))

    async def _delete(self, session: str) -> None:
        self._closing.add(session)  # nothing new begins
        try:
            tasks = [hand.task for key, hand in self._in_hand.items() if key[0] == session]
            for task in tasks:
                task.cancel()
            if tasks:
                await asyncio.wait(tasks, timeout=PATIENCE)
            await self._erase(await self._sql(self._transcripts.senders, session))
            await self._sql(self._transcripts.delete, session)
            self._is_untidy = True
        finally:
            self._closing.discard(session)
            self.readers.wake(session)

    async def forget_old(self) -> None:
        """Remove conversations that began too long ago, and what refused expired tokens."""
        while True:
            old = await self._sql(self._transcripts.older_than, self._options.retention)
            for session in old:
                await self._erase(await self._sql(self._transcripts.senders, session))
                await self._sql(self._transcripts.forget, session)
                self._is_untidy = True
            if not old:
                break
        await self._sql(self._transcripts.forget_ended)

    async def _tidy_up(self) -> None:
        if self._is_untidy:
            self._is_untidy = False
            await self._sql(self._transcripts.tidy)
            await self._tidy()

    async def _poll(self) -> None:
        """Hold what is in hand, and see what other processes have written."""
        for session, message in list(self._in_hand):
            await self._sql(self._messages.renew, session, message)
        watched = self.readers.sessions
        found = await self._sql(self._transcripts.last_seqs, watched) if watched else {}
        for session in watched:
            if found.get(session) != self._seen.get(session):
                self.readers.wake(session)
        self._seen = found

    async def _regularly(self, chore: Callable[[], Awaitable[None]], seconds: float) -> None:
        while True:
            try:
                await chore()
            except Exception as error:  # the next time it may work
                log_failure("A chore of the web channel failed", error)
            await asyncio.sleep(seconds)

    async def _sql(self, function: Callable[..., T], *arguments: Any) -> T:
        """Run it beside the event loop.

        Raises:
            Refusal: unavailable, where the database does not work.
        """
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self._thread, function, *arguments)
        except DBAPIError as error:
            log_failure("The database of the web channel failed", error)
            raise Refusal("unavailable") from None

    @contextlib.asynccontextmanager
    async def _in_line(self, session: str) -> Any:
        """One at a time in each session, in order of arrival."""
        with self._place(session) as lock:
            async with lock:
                yield

    @contextlib.contextmanager
    def _place(self, session: str) -> Iterator[asyncio.Lock]:
        lock, count = self._lines.get(session) or (asyncio.Lock(), 0)
        self._lines[session] = lock, count + 1
        try:
            yield lock
        finally:
            lock, count = self._lines[session]
            if count > 1:
                self._lines[session] = lock, count - 1
            else:
                del self._lines[session]
