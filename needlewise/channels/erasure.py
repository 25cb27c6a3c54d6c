"""Removing a conversation from where Rasa keeps it."""

import asyncio
from typing import Any, Iterator, List, Sequence

from rasa.core.tracker_store import InMemoryTrackerStore, SQLTrackerStore

from needlewise.channels.transcripts import overwrite

_AT_ONCE = 500


class CannotErase(RuntimeError):
    """Conversations cannot be removed from this kind of tracker store."""


def stores_in(tracker_store: Any) -> Iterator[Any]:
    """The stores inside Rasa's wrappers; the one that stands in after a failure too."""
    inner = getattr(tracker_store, "_tracker_store", None)
    if inner is None:
        yield tracker_store
        return
    yield from stores_in(inner)
    stand_in = getattr(tracker_store, "_fallback_tracker_store", None)
    if stand_in is not None:
        yield from stores_in(stand_in)


def check_erasable(tracker_store: Any) -> None:
    """Say early what would only show when a patient deletes.

    Raises:
        CannotErase: it is neither SQL nor in memory.
    """
    for store in stores_in(tracker_store):
        if not isinstance(store, (SQLTrackerStore, InMemoryTrackerStore)):
            raise CannotErase(
                f"Conversations cannot be erased from a {type(store).__name__}. Keep them in SQL."
            )


async def erase(tracker_store: Any, senders: Sequence[str]) -> None:
    """Remove these conversations.

    Raises:
        CannotErase: see `check_erasable`.
    """
    check_erasable(tracker_store)
    for store in stores_in(tracker_store):
        if isinstance(store, InMemoryTrackerStore):
            for sender in senders:
                store.store.pop(sender, None)
        else:
            await asyncio.to_thread(_erase_rows, store, list(senders))


def _erase_rows(store: SQLTrackerStore, senders: List[str]) -> None:
    with store.session_scope() as session:
        if store.engine.dialect.name == "sqlite":  # overwrite what is deleted
            session.connection().exec_driver_sql("PRAGMA secure_delete = ON")
        for start in range(0, len(senders), _AT_ONCE):
            wanted = store.SQLEvent.sender_id.in_(senders[start : start + _AT_ONCE])
            session.query(store.SQLEvent).filter(wanted).delete(synchronize_session=False)
        session.commit()
    overwrite(store.engine, "PRAGMA wal_checkpoint(TRUNCATE)")


async def tidy(tracker_store: Any) -> None:
    """Leave no trace of what was erased inside SQLite's file."""
    for store in stores_in(tracker_store):
        if isinstance(store, SQLTrackerStore):
            statements = "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"
            await asyncio.to_thread(overwrite, store.engine, *statements)
