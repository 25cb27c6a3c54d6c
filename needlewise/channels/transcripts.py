"""The events of the web channel's conversations, as they are stored.

Everything here is plain SQL; callers keep it off the event loop.
"""

import hashlib
from datetime import datetime, timedelta
from typing import Any, Callable, Dict, List, Optional, Sequence, Tuple

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from needlewise.channels.messages import PENDING
from needlewise.channels.refusals import Refusal
from needlewise.channels.rows import add_event, as_event, first, iso, lock, utc_now
from needlewise.channels.schema import ended, events, feedback, messages, sessions
from needlewise.channels.sessions import sender_id

LIVE, ENDED, UNKNOWN = "live", "ended", "unknown"


def digest_of(session: str) -> str:
    """All that is kept of a deleted session."""
    return hashlib.sha256(session.encode()).hexdigest()


def overwrite(engine: Engine, *statements: str) -> None:
    """What makes SQLite forget for good; other databases have ways of their own."""
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)


class Transcripts:
    """Conversations from their beginning to their end."""

    def __init__(self, engine: Engine, now: Callable[[], datetime] = utc_now) -> None:
        self._engine = engine
        self._now = now

    def create(self, session: str, expires: datetime) -> None:
        """Begin a conversation."""
        row = {"id": session, "created_at": iso(self._now()), "expires_at": iso(expires)}
        with self._engine.begin() as connection:
            connection.execute(sessions.insert().values(**row))

    def state(self, session: str) -> str:
        """LIVE, ENDED or UNKNOWN."""
        with self._engine.connect() as connection:
            row = first(connection, sa.select(sessions.c.id).where(sessions.c.id == session))
            if row:
                return LIVE
            gone = sa.select(ended.c.digest).where(ended.c.digest == digest_of(session))
            return ENDED if first(connection, gone) else UNKNOWN

    def senders(self, session: str) -> List[str]:
        """All that Rasa has called this conversation."""
        with self._engine.connect() as connection:
            row = first(connection, sa.select(sessions.c.restarts).where(sessions.c.id == session))
        return [sender_id(session, n) for n in range(row.restarts + 1)] if row else []

    def delete(self, session: str) -> None:
        """Forget everything but that it is over."""
        gone = digest_of(session)
        with self._engine.begin() as connection:
            row = first(connection, sa.select(sessions).where(sessions.c.id == session))
            connection.execute(sessions.delete().where(sessions.c.id == session))
            known = first(connection, sa.select(ended.c.digest).where(ended.c.digest == gone))
            if row and not known:
                values = {"digest": gone, "expires_at": row.expires_at}
                connection.execute(ended.insert().values(**values))
        self._overwrite()

    def older_than(self, age: timedelta, most: int = 200) -> List[str]:
        """Sessions that began longer ago, the oldest first."""
        old = sa.select(sessions.c.id).where(sessions.c.created_at < iso(self._now() - age))
        with self._engine.connect() as connection:
            return list(connection.scalars(old.order_by(sessions.c.created_at).limit(most)))

    def forget(self, session: str) -> None:
        """Remove a session whose token has expired."""
        with self._engine.begin() as connection:
            connection.execute(sessions.delete().where(sessions.c.id == session))

    def forget_ended(self) -> None:
        """Remove what refuses tokens that have expired by now."""
        with self._engine.begin() as connection:
            connection.execute(ended.delete().where(ended.c.expires_at < iso(self._now())))
        self._overwrite()

    def _overwrite(self) -> None:
        """Let no deleted page stand in SQLite's log."""
        overwrite(self._engine, "PRAGMA wal_checkpoint(TRUNCATE)")

    def tidy(self) -> None:
        """Write SQLite's file anew: inside its pages, rows that once moved leave traces."""
        overwrite(self._engine, "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)")

    def restart(self, session: str) -> Dict[str, Any]:
        """Start over: what came before is not shown from here on.

        A message that waits since a crash is forgotten; who sends it again means it anew.

        Raises:
            Refusal: ended, where the session is gone.
        """
        with self._engine.begin() as connection:
            lock(connection, session)
            waiting = messages.c.session == session, messages.c.state == PENDING
            connection.execute(messages.delete().where(*waiting))
            event = add_event(connection, self._now(), session, "restart", {}, None)
            connection.execute(
                sessions.update()
                .where(sessions.c.id == session)
                .values(restarts=sessions.c.restarts + 1, shown_from=event["seq"])
            )
        return event

    def rate(self, session: str, seq: int, rating: Optional[str], comment: Optional[str]) -> None:
        """Keep what the patient thinks of a reply, instead of what was kept before.

        Raises:
            Refusal: no_event, or ended where the session is gone.
        """
        where = events.c.session == session, events.c.seq == seq, events.c.type == "bot"
        with self._engine.begin() as connection:
            lock(connection, session)
            if not first(connection, sa.select(events.c.seq).where(*where)):
                raise Refusal("no_event")
            connection.execute(
                feedback.delete().where(feedback.c.session == session, feedback.c.seq == seq)
            )
            if rating:
                row = {"session": session, "seq": seq, "rating": rating, "comment": comment}
                connection.execute(feedback.insert().values(**row, at=iso(self._now())))

    def after(self, session: str, seq: int, most: int) -> Tuple[List[Dict[str, Any]], int]:
        """The events after `seq` and from the last restart on, `most` of them at most.

        Returns:
            The events, and the number from which to ask for more: the last one's, or, where
            there are none, the session's last one.

        Raises:
            Refusal: ended, where the session is gone.
        """
        with self._engine.connect() as connection:
            row = first(connection, sa.select(sessions).where(sessions.c.id == session))
            if row is None:
                raise Refusal("ended")
            found = connection.execute(
                sa.select(events)
                .where(events.c.session == session)
                .where(events.c.seq > seq, events.c.seq >= row.shown_from)
                .where(events.c.seq <= row.last_seq)
                .order_by(events.c.seq)
                .limit(most)
            ).all()
        shown = [as_event(one) for one in found]
        return shown, shown[-1]["seq"] if shown else row.last_seq

    def last_seqs(self, wanted: Sequence[str]) -> Dict[str, int]:
        """The number of the last event of each of these sessions that is still there."""
        found: Dict[str, int] = {}
        with self._engine.connect() as connection:
            for start in range(0, len(wanted), 500):
                part = sessions.c.id.in_(wanted[start : start + 500])
                rows = connection.execute(sa.select(sessions.c.id, sessions.c.last_seq).where(part))
                found.update({row.id: row.last_seq for row in rows})
        return found
