"""Statements that the stores of the web channel share."""

import json
from datetime import datetime, timezone
from typing import Any, Dict, Mapping, Optional

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from needlewise.channels.refusals import Refusal
from needlewise.channels.schema import events, sessions


def utc_now() -> datetime:
    return datetime.now(timezone.utc)


def iso(moment: datetime) -> str:
    """As it stands in the tables and in events."""
    return moment.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


def first(connection: Connection, select: Any) -> Any:
    """The first row, or None."""
    return connection.execute(select).first()


def is_locked(connection: Connection, session: str) -> bool:
    """Make others that write to this session wait; False where it is gone.

    A write comes first in each transaction: SQLite would refuse to turn a reader into a
    writer after another process wrote.
    """
    same = sessions.update().where(sessions.c.id == session).values(last_seq=sessions.c.last_seq)
    return bool(connection.execute(same).rowcount)


def lock(connection: Connection, session: str) -> None:
    """The same.

    Raises:
        Refusal: ended, where it is gone.
    """
    if not is_locked(connection, session):
        raise Refusal("ended")


def add_event(
    connection: Connection,
    now: datetime,
    session: str,
    type_name: str,
    body: Mapping[str, Any],
    message: Optional[str],
) -> Dict[str, Any]:
    """Append an event to a locked session.

    Args:
        message: the client's id of the message that it is or answers.
    """
    raised = sessions.update().where(sessions.c.id == session)
    connection.execute(raised.values(last_seq=sessions.c.last_seq + 1))
    where = sa.select(sessions.c.last_seq).where(sessions.c.id == session)
    seq = connection.execute(where).scalar_one()
    row = {"session": session, "seq": seq, "type": type_name, "at": iso(now), "message": message}
    connection.execute(events.insert().values(**row, body=json.dumps(body)))
    return {"seq": seq, "type": type_name, "at": row["at"], **body}


def as_event(row: Any) -> Dict[str, Any]:
    """A row of `web_events` as the contract has it."""
    return {"seq": row.seq, "type": row.type, "at": row.at, **json.loads(row.body)}
