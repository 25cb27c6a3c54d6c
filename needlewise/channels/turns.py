"""One message's way through Rasa, which may fail, hang or say nothing."""

import asyncio
import logging
import traceback
from typing import Any, Awaitable, Callable, Dict, List, Mapping, Optional, Set

from rasa.core.channels.channel import OutputChannel, UserMessage

from needlewise.channels.web_events import Titles, bot_event, problem_event

logger = logging.getLogger(__name__)

#: Stores one event; False where nobody waits for it any more.
Append = Callable[[Dict[str, Any]], Awaitable[bool]]
OnNewMessage = Callable[[UserMessage], Awaitable[Any]]


def log_failure(what: str, error: BaseException) -> None:
    """Log where something failed, but not its text: that may hold a patient's words."""
    where = "".join(traceback.format_tb(error.__traceback__))
    logger.error("%s: %s\n%s", what, type(error).__name__, where)


class Replies(OutputChannel):
    """Where Rasa sends the replies of one turn; each is stored as it comes."""

    def __init__(
        self, message: str, titles: Titles, append: Append, said: List[Dict[str, Any]]
    ) -> None:
        """
        Args:
            message: the client's id of the message that is answered.
            said: replies that an earlier try has left; the same ones are not stored again.
        """
        self._message = message
        self._titles = titles
        self._append = append
        self._said = said
        self.count = 0
        self.is_open = True

    @classmethod
    def name(cls) -> str:
        return "web"

    async def send_response(self, recipient_id: str, message: Dict[str, Any]) -> None:
        """Rasa's call for each reply."""
        event = bot_event(message, self._titles, self._message)
        if event and self.is_open:
            await self.add(event)

    async def send_text_message(self, recipient_id: str, text: str, **kwargs: Any) -> None:
        await self.send_response(recipient_id, {"text": text})

    async def add(self, event: Dict[str, Any]) -> None:
        """Store an event, unless the earlier try has stored it."""
        self.count += 1
        if self._said and self._said[0] == event:
            self._said.pop(0)
        else:
            self._said.clear()
            await self._append(event)


class Turns:
    """Takes turns; what hangs is left behind, and remembered until it ends."""

    def __init__(
        self,
        on_new_message: OnNewMessage,
        titles: Titles,
        seconds: float,
        words: Mapping[str, str],
    ) -> None:
        """
        Args:
            seconds: after which a turn has failed.
            words: what is said when it `failed` and when it was `slow`.
        """
        self._on_new_message = on_new_message
        self._titles = titles
        self._seconds = seconds
        self._words = words
        self._running: Set[asyncio.Task[Any]] = set()

    async def take(
        self,
        sender: str,
        message: str,
        text: str,
        append: Append,
        said: List[Dict[str, Any]],
        ended_late: Optional[Callable[[], Awaitable[None]]] = None,
    ) -> None:
        """Have a message answered; in the end there is a reply, if only that it failed.

        Args:
            sender: Rasa's name of the conversation.
            message: the client's id.
            said: replies of an earlier try.
            ended_late: called when a turn that was given up ends after all.
        """
        replies = Replies(message, self._titles, append, said)
        user_message = UserMessage(text, replies, sender, input_channel="web", message_id=message)
        turn = self._run(self._on_new_message(user_message))
        try:
            await asyncio.wait({turn}, timeout=self._seconds)
            replies.is_open = False
            if not turn.done():
                logger.error("A turn took over %s s and was given up.", self._seconds)
                await replies.add(problem_event(self._words["slow"], message))
            elif turn.cancelled() or turn.exception():
                log_failure("A turn failed", _error_of(turn))
                await replies.add(problem_event(self._words["failed"], message))
            elif not replies.count:
                logger.error("A turn gave no reply.")
                await replies.add(problem_event(self._words["failed"], message))
        finally:
            replies.is_open = False
            if not turn.done():
                turn.cancel()
                await asyncio.wait({turn}, timeout=1)
            if not turn.done() and ended_late:
                turn.add_done_callback(lambda _: self._run(_logged(ended_late())))
            turn.add_done_callback(read_outcome)

    def _run(self, work: Awaitable[Any]) -> "asyncio.Task[Any]":
        task = asyncio.ensure_future(work)
        self._running.add(task)  # Python itself does not keep a task
        task.add_done_callback(self._running.discard)
        return task


async def _logged(work: Awaitable[None]) -> None:
    try:
        await work
    except Exception as error:
        log_failure("What follows a late turn failed", error)


def _error_of(turn: "asyncio.Task[Any]") -> BaseException:
    if turn.cancelled():
        return asyncio.CancelledError()
    return turn.exception() or RuntimeError()


def read_outcome(turn: "asyncio.Task[Any]") -> None:
    """Read the outcome, so that Python does not print it with the patient's words."""
    if not turn.cancelled():
        turn.exception()
