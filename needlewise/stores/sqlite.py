"""Conversations in SQLite, the default store."""

import contextlib
from typing import Any, Generator, Optional

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.orm import Session

from needlewise import ROOT

_WAITING = (ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME)
#: How long a writer waits for another one, in milliseconds.
BUSY_TIMEOUT = 5_000


class SQLiteTrackerStore(SQLTrackerStore):
    """Rasa's SQL store for one file.

    Differs in that an error inside a session is an error and not the end of the process (Rasa
    calls `sys.exit` on any ValueError), that readers do not block the writer (WAL), and that
    the file's folder is made.
    """

    def __init__(
        self,
        domain: Optional[Domain] = None,
        db: str = "var/conversations.db",
        event_broker: Optional[EventBroker] = None,
        **kwargs: Any,
    ) -> None:
        """
        Args:
            db: the file, relative to the project's root or absolute.
        """
        path = ROOT / db
        path.parent.mkdir(parents=True, exist_ok=True)
        kwargs.pop("dialect", None)
        super().__init__(
            domain, dialect="sqlite", db=str(path), event_broker=event_broker, **kwargs
        )
        self.engine.hide_parameters = True  # else a failure is logged with a patient's words
        sa.event.listen(self.engine, "connect", _tune)
        self.engine.dispose()  # connections made before the listener

    async def retrieve(self, sender_id: str) -> Optional[DialogueStateTracker]:
        """The conversation so far, ready for a next message.

        A turn that broke off leaves no `action_listen` behind, and Rasa would count the actions
        of all later turns to its own until it refuses every one; so the turn is ended here.
        """
        tracker = await super().retrieve(sender_id)
        if tracker and tracker.latest_action_name not in (None, *_WAITING):
            tracker.update(ActionExecuted(ACTION_LISTEN_NAME))
        return tracker

    @contextlib.contextmanager
    def session_scope(self) -> Generator[Session, None, None]:
        """A session that is closed whatever happens, and rolled back where it failed."""
        session = self.sessionmaker()
        try:
            yield session
        except Exception:
            session.rollback()
            raise
        finally:
            session.close()


def _tune(connection: Any, record: Any) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT}")
    cursor.close()
