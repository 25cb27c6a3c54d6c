"""The default store on a real file."""
import asyncio
import sqlite3
from contextlib import closing

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import text

from needlewise.stores.sqlite import BUSY_TIMEOUT, SQLiteTrackerStore

DOMAIN = Domain.empty()


@pytest.fixture
def path(tmp_path):
    return tmp_path / "not" / "yet" / "there.db"


@pytest.fixture
def store(path):
    store = SQLiteTrackerStore(DOMAIN, str(path))
    yield store
    store.engine.dispose()


def tracker(sender="anna", message="hello"):
    events = [
        UserUttered(message, {"name": "greet", "confidence": 1.0}),
        BotUttered("Hi!", metadata={"needlewise": {"questions": ["recovery/redness"]}}),
        ActionExecuted("action_listen"),
    ]
    return DialogueStateTracker.from_events(sender, events, DOMAIN.slots)


def kept(store, sender="anna"):
    return asyncio.run(store.retrieve(sender))


def test_a_conversation_is_kept_and_read_back(store):
    asyncio.run(store.save(tracker()))
    found = kept(store)
    assert [e.type_name for e in found.events] == ["user", "bot", "action"]
    assert found.latest_message.text == "hello"
    assert list(found.events)[1].metadata["needlewise"]["questions"] == ["recovery/redness"]


def test_it_outlives_the_process_that_wrote_it(store, path):
    asyncio.run(store.save(tracker()))
    again = SQLiteTrackerStore(DOMAIN, str(path))
    assert kept(again).latest_message.text == "hello"
    again.engine.dispose()


def test_conversations_are_kept_apart(store):
    asyncio.run(store.save(tracker("anna", "one")))
    asyncio.run(store.save(tracker("ben", "two")))
    assert kept(store, "ben").latest_message.text == "two"
    assert kept(store, "nobody") is None


def test_the_folder_is_made(store, path):
    assert path.is_file()


def test_a_relative_path_stands_under_the_project(monkeypatch, tmp_path):
    monkeypatch.setattr("needlewise.stores.sqlite.ROOT", tmp_path)
    store = SQLiteTrackerStore(DOMAIN, "var/a.db")
    store.engine.dispose()
    assert (tmp_path / "var" / "a.db").is_file()


def test_a_value_error_inside_a_session_does_not_end_the_process(store):
    with pytest.raises(ValueError, match="bad value"), store.session_scope():
        raise ValueError("bad value")
    asyncio.run(store.save(tracker()))
    assert kept(store) is not None


def test_what_a_failed_session_wrote_is_taken_back(store):
    asyncio.run(store.save(tracker()))
    with pytest.raises(ValueError), store.session_scope() as session:
        session.execute(text("DELETE FROM events"))
        raise ValueError
    assert len(kept(store).events) == 3


@pytest.mark.parametrize("sender", ["\ud800", "a\udfffb"])
def test_a_name_that_cannot_be_stored_is_an_error_and_no_more(store, sender):
    with pytest.raises(Exception) as raised:  # which one is SQLAlchemy's affair
        asyncio.run(store.save(tracker(sender)))
    assert not isinstance(raised.value, SystemExit)
    asyncio.run(store.save(tracker()))
    assert kept(store) is not None


def test_readers_do_not_block_the_writer(store, path):
    with store.engine.connect() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert connection.execute(text("PRAGMA busy_timeout")).scalar() == BUSY_TIMEOUT
    with closing(sqlite3.connect(path)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM events").fetchone()
        asyncio.run(store.save(tracker()))
    assert kept(store) is not None
