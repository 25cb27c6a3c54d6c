"""Patients' messages: each is stored once, answered once, and by one process at a time.

Everything here is plain SQL; callers keep it off the event loop.
"""

import secrets
import time
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Callable, Dict, List, Mapping, Tuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from needlewise.channels.refusals import Refusal
from needlewise.channels.rows import add_event, as_event, first, is_locked, lock, utc_now
from needlewise.channels.schema import events, messages, sessions
from needlewise.channels.sessions import sender_id

PENDING, DONE = "pending", "done"
HELD, CLAIMED = "held", "claimed"
#: Seconds for which a message is held without being renewed.
LEASE = 10.0


@dataclass(frozen=True)
class Claim:
    """Whose turn it is to answer a message."""

    state: str  #: DONE, HELD by another process, or CLAIMED
    sender: str = ""  #: Rasa's name of the conversation
    said: Tuple[Dict[str, Any], ...] = ()  #: replies of a turn that broke off


class Messages:
    """The messages of all sessions, in the hands of one process."""

    def __init__(
        self,
        engine: Engine,
        now: Callable[[], datetime] = utc_now,
        seconds: Callable[[], float] = time.time,
    ) -> None:
        """
        Args:
            now: the time of events.
            seconds: the time of leases, comparable between processes.
        """
        self._engine = engine
        self._now = now
        self._seconds = seconds
        self._owner = secrets.token_hex(8)

    def accept(self, session: str, message: str, text: str) -> None:
        """Store a message, to be answered; once, however often it comes.

        Raises:
            Refusal: id_reused, or ended where the session is gone.
        """
        with self._engine.begin() as connection:
            lock(connection, session)
            found = first(connection, sa.select(messages.c.text).where(*_is(session, message)))
            if found:
                if found.text != text:
                    raise Refusal("id_reused")
                return
            said = {"id": message, "text": text}
            add_event(connection, self._now(), session, "user", said, message)
            row = {"session": session, "id": message, "text": text, "state": PENDING}
            connection.execute(messages.insert().values(**row))

    def claim(self, session: str, message: str) -> Claim:
        """Take a message in hand, where it waits for an answer and nobody else has it.

        Raises:
            Refusal: ended, where the session or the message is gone.
        """
        now = self._seconds()
        is_free = sa.or_(
            messages.c.held_by.is_(None),
            messages.c.held_by == self._owner,
            messages.c.held_until < now,
        )
        taken = messages.update().where(*_is(session, message), messages.c.state == PENDING)
        with self._engine.begin() as connection:
            if not connection.execute(taken.where(is_free).values(**self._hold(now))).rowcount:
                row = first(connection, sa.select(messages.c.state).where(*_is(session, message)))
                if row is None:
                    raise Refusal("ended")
                return Claim(DONE if row.state == DONE else HELD)
            where = sa.select(sessions.c.restarts).where(sessions.c.id == session)
            restarts = connection.execute(where).scalar_one()
            said = [e for e in _of_message(connection, session, message) if e["type"] == "bot"]
        return Claim(CLAIMED, sender_id(session, restarts), tuple(map(_bare, said)))

    def renew(self, session: str, message: str) -> None:
        """Hold it for longer."""
        mine = messages.update().where(*_is(session, message), messages.c.held_by == self._owner)
        with self._engine.begin() as connection:
            connection.execute(mine.values(**self._hold(self._seconds())))

    def append(self, session: str, message: str, event: Mapping[str, Any]) -> bool:
        """Store a reply; False where the message is no longer in this process's hands."""
        held = sa.select(messages.c.id).where(
            *_is(session, message), messages.c.state == PENDING, messages.c.held_by == self._owner
        )
        body = {key: value for key, value in event.items() if key != "type"}
        with self._engine.begin() as connection:
            if not is_locked(connection, session) or not first(connection, held):
                return False
            add_event(connection, self._now(), session, str(event["type"]), body, message)
            return True

    def finish(self, session: str, message: str) -> bool:
        """The message is answered; False where it is gone or in other hands by now."""
        mine = messages.update().where(*_is(session, message), messages.c.held_by == self._owner)
        done = mine.values(state=DONE, held_by=None, held_until=None)
        with self._engine.begin() as connection:
            return bool(connection.execute(done).rowcount)

    def release(self) -> None:
        """Leave what is not answered to other processes, and to the next one."""
        mine = messages.update().where(messages.c.held_by == self._owner)
        with self._engine.begin() as connection:
            connection.execute(mine.values(held_by=None, held_until=None))

    def events(self, session: str, message: str) -> List[Dict[str, Any]]:
        """A message and its replies."""
        with self._engine.connect() as connection:
            return _of_message(connection, session, message)

    def _hold(self, now: float) -> Dict[str, Any]:
        return {"held_by": self._owner, "held_until": now + LEASE}


def _is(session: str, message: str) -> Tuple[Any, Any]:
    return messages.c.session == session, messages.c.id == message


def _of_message(connection: Connection, session: str, message: str) -> List[Dict[str, Any]]:
    where = events.c.session == session, events.c.message == message
    rows = connection.execute(sa.select(events).where(*where).order_by(events.c.seq))
    found = [as_event(row) for row in rows]
    # a restart forgets a message that was not answered, and it may have been sent again
    said = max((i for i, event in enumerate(found) if event["type"] == "user"), default=0)
    return found[said:]


def _bare(event: Mapping[str, Any]) -> Dict[str, Any]:
    return {key: value for key, value in event.items() if key not in ("seq", "at")}
