"""Nobody reads another's conversation, what is deleted is gone, and logs hold no words."""

import asyncio
import base64
import itertools
import json
import logging
import random
import sqlite3
import threading
import time
from datetime import datetime, timedelta, timezone

import jwt
import pytest
from rasa.core.tracker_store import FailSafeTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from needlewise.channels import conversations
from needlewise.channels.refusals import Refusal
from needlewise.channels.sessions import AUDIENCE, Tokens, new_session
from needlewise.stores.sqlite import SQLiteTrackerStore
from tests.channels.web_server import SECRET, Client, Scripted, error_of

TRIES = 10_000
WORDS = "unmistakable words about my own skin"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def encoded(data):
    return base64.urlsafe_b64encode(json.dumps(data).encode()).rstrip(b"=").decode()


def claims(session, **changed):
    now = datetime.now(timezone.utc)
    return {
        "sub": session, "iat": now, "exp": now + timedelta(days=1), "aud": AUDIENCE, **changed
    }


def forgeries(session, token, other, chance):
    """Endless tokens that are none: guessed, swapped, expired and altered."""
    head, body, signature = token.split(".")
    other_head, other_body, other_signature = other.split(".")
    past = datetime.now(timezone.utc) - timedelta(days=8)
    while True:
        yield "".join(chance.choices(LETTERS + ".", k=chance.randrange(1, 300)))
        yield ".".join("".join(chance.choices(LETTERS, k=len(part))) for part in token.split("."))
        yield f"{head}.{body}.{other_signature}"
        yield f"{head}.{other_body}.{signature}"
        yield f"{other_head}.{body}.{other_signature}"
        place = chance.randrange(len(token))
        letter = chance.choice([c for c in LETTERS if c != token[place]])
        yield token[:place] + letter + token[place + 1 :]
        yield token[:place] + token[place + 1 :]
        yield token[:place]
        yield token + chance.choice(LETTERS)
        yield jwt.encode(claims(session), f"{SECRET}{chance.random()}", algorithm="HS256")
        yield jwt.encode(claims(session, exp=past), SECRET, algorithm="HS256")
        yield jwt.encode(claims(session, aud="others"), SECRET, algorithm="HS256")
        yield jwt.encode(claims(session), SECRET, algorithm="HS512")
        yield f"{encoded({'alg': 'none', 'typ': 'JWT'})}.{body}."
        yield f"{encoded({'alg': 'none', 'typ': 'JWT'})}.{body}.{signature}"
        yield jwt.encode(claims(new_session()), SECRET, algorithm="HS256")  # of no session
        less = claims(session)
        del less[chance.choice(["sub", "iat", "exp", "aud"])]
        yield jwt.encode(less, SECRET, algorithm="HS256")


@pytest.fixture
def victim(client):
    client.say(WORDS)
    return client


@pytest.fixture
def session(victim, shared):
    return Tokens(shared.secret, timedelta(days=7)).read(victim.token)[0]


def test_ten_thousand_forged_tokens_name_no_session(victim, session, connect, shared):
    tokens, refused = Tokens(SECRET, timedelta(days=7)), 0
    forged = forgeries(session, victim.token, connect(shared).token, random.Random(3))
    for token in itertools.islice(forged, TRIES):
        try:
            found, _ = tokens.read(token)
        except Refusal as refusal:
            assert refusal.code in ("bad_token", "expired")
            refused += 1
        else:  # rightly signed, for a session that nobody began: the store does not know it
            assert found != session
    assert refused > TRIES * 0.9


def test_forged_tokens_read_and_do_nothing_over_http(victim, session, connect, shared):
    forged = forgeries(session, victim.token, connect(shared).token, random.Random(4))
    calls = [
        ("GET", "/history", {}), ("GET", "/events", {}), ("POST", "/restart", {}),
        ("DELETE", "/conversation", {}),
        ("POST", "/messages", {"json": {"id": "7f3c1b0e-58a1-4c39-9d8e-0d2f6c1a9b77",
                                        "text": "hi"}}),
        ("POST", "/feedback", {"json": {"event": 2, "rating": "down"}}),
    ]
    for number in range(600):
        method, path, more = calls[number % len(calls)]
        response = victim.call(method, path, token=next(forged), **more)
        status, code = error_of(response)
        assert status == 401 and code in ("no_token", "bad_token", "expired")
        assert WORDS not in response.text
        assert response.headers["WWW-Authenticate"].startswith("Bearer")
    assert [e["seq"] for e in victim.history()] == [1, 2]


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", "Basic abc", "Token x", "Bearer a b", "bearer\tx"]
)
def test_without_a_token_nothing_is_told(victim, header):
    response = victim.call("GET", "/history", token=None, headers={"Authorization": header})
    assert error_of(response) == (401, "no_token")


def test_a_token_works_in_the_header_only(victim):
    for url in (f"/history?token={victim.token}", f"/events?access_token={victim.token}"):
        assert error_of(victim.call("GET", url, token=None)) == (401, "no_token")
    cookies = {"token": victim.token}
    assert error_of(victim.call("GET", "/history", token=None, cookies=cookies))[0] == 401


def test_an_expired_token_is_told_from_a_bad_one(victim, session, shared):
    past = datetime.now(timezone.utc) - timedelta(days=8)
    token, _ = Tokens(shared.secret, timedelta(days=7)).issue(session, past)
    assert error_of(victim.call("GET", "/history", token=token)) == (401, "expired")


class Remembering(Scripted):
    """Keeps conversations as Rasa does, in a database."""

    def __init__(self, folder):
        super().__init__()
        store = SQLiteTrackerStore(Domain.empty(), db=str(folder / "conversations.db"))
        self.tracker_store = FailSafeTrackerStore(store)

    async def handle_message(self, message):
        heard, store = self.heard, self.tracker_store
        self.heard = []
        # what stands in for Rasa's processor: the user's words and the reply, kept at the end
        tracker = DialogueStateTracker(message.sender_id, [])
        tracker.update(UserUttered(message.text))
        await message.output_channel.send_response(message.sender_id, {"text": message.text})
        await asyncio.sleep(0.5 if message.text.startswith("slow") else 0)
        tracker.update(BotUttered(message.text))
        await store.save(tracker)
        self.heard = [*heard, message]


def holds(folder, words):
    """The files in which these words stand."""
    return [p.name for p in sorted(folder.iterdir()) if words.encode() in p.read_bytes()]


def rows(path, table, where="1"):
    connection = sqlite3.connect(path)
    try:
        return connection.execute(f"SELECT count(*) FROM {table} WHERE {where}").fetchone()[0]
    finally:
        connection.close()


def free_pages(path):
    connection = sqlite3.connect(path)
    try:
        return connection.execute("PRAGMA freelist_count").fetchone()[0]
    finally:
        connection.close()


def test_deleting_erases_every_store(start, connect, tmp_path):
    running = start(agent=Remembering(tmp_path))
    client, neighbour = connect(running), connect(running)
    neighbour.say("words of the neighbour")
    client.say(WORDS)
    comment = "a comment that tells something"
    client.call("POST", "/feedback", json={"event": 2, "rating": "up", "comment": comment})
    client.call("POST", "/restart")
    client.say(f"{WORDS} once more")
    assert set(holds(tmp_path, WORDS)) >= {"web.db-wal"}
    assert rows(tmp_path / "conversations.db", "events") == 6
    assert client.call("DELETE", "/conversation").status_code == 204
    assert error_of(client.call("GET", "/history")) == (401, "ended")
    assert error_of(client.call("DELETE", "/conversation")) == (401, "ended")
    assert holds(tmp_path, WORDS) == [] and holds(tmp_path, comment) == []
    session = Tokens(running.secret, timedelta(days=7)).read(client.token)[0]
    assert holds(tmp_path, session) == []
    assert rows(tmp_path / "web.db", "web_sessions") == 1
    assert rows(tmp_path / "web.db", "web_ended") == 1
    assert rows(tmp_path / "web.db", "web_feedback") == 0
    assert rows(tmp_path / "conversations.db", "events") == 2  # the neighbour's
    assert len(neighbour.history()) == 2


def test_the_files_are_written_anew_after_a_while(start, connect, tmp_path, monkeypatch):
    monkeypatch.setattr(conversations, "TIDY_SECONDS", 0.3)
    running = start(agent=Remembering(tmp_path))
    client = connect(running)
    for number in range(30):
        client.say(f"{WORDS} {number}")
    assert client.call("DELETE", "/conversation").status_code == 204
    deadline = time.monotonic() + 10
    for name in ("web.db", "conversations.db"):
        while free_pages(tmp_path / name):
            assert time.monotonic() < deadline, name
            time.sleep(0.05)


def test_a_turn_in_hand_does_not_bring_back_what_is_deleted(start, connect, tmp_path):
    running = start(agent=Remembering(tmp_path))
    client, tab = connect(running), connect(running, begin=False)
    tab.token = client.token
    answered = []
    slow = threading.Thread(target=lambda: answered.append(client.send(f"slow {WORDS}")))
    slow.start()
    while len(tab.history()) < 2:
        time.sleep(0.02)
    assert tab.call("DELETE", "/conversation").status_code == 204
    slow.join()
    assert error_of(answered[0]) == (401, "ended")
    time.sleep(0.7)
    assert holds(tmp_path, WORDS) == []


def test_a_turn_in_hand_elsewhere_does_not_either(start, connect, tmp_path):
    here, there = start(agent=Remembering(tmp_path)), start(agent=Remembering(tmp_path))
    client, elsewhere = connect(here), connect(there, begin=False)
    elsewhere.token = client.token
    answered = []
    slow = threading.Thread(target=lambda: answered.append(elsewhere.send(f"slow {WORDS}")))
    slow.start()
    while len(client.history()) < 2:
        time.sleep(0.02)
    assert client.call("DELETE", "/conversation").status_code == 204
    slow.join()
    assert error_of(answered[0]) == (401, "ended")
    assert rows(tmp_path / "conversations.db", "events") == 0


def test_a_turn_that_ends_after_all_does_not_either(start, connect, tmp_path, monkeypatch):
    monkeypatch.setattr(conversations, "PATIENCE", 0.2)
    running = start(turn_seconds=0.3)
    client = connect(running)
    client.say("stubborn one")
    sender = next(iter(running.agent.tracker_store.store))
    assert client.call("DELETE", "/conversation").status_code == 204
    assert sender not in running.agent.tracker_store.store
    running.agent.let_go.set()
    deadline = time.monotonic() + 5
    time.sleep(0.3)
    while sender in running.agent.tracker_store.store:
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_where_erasing_fails_nothing_is_promised(start, connect, tmp_path):
    agent = Remembering(tmp_path)
    running = start(agent=agent)
    client = connect(running)
    client.say(WORDS)
    store, agent.tracker_store = agent.tracker_store, None
    assert client.call("DELETE", "/conversation").status_code >= 500
    agent.tracker_store = store
    assert len(client.history()) == 2  # still one's own, to try again
    assert client.call("DELETE", "/conversation").status_code == 204
    assert holds(tmp_path, WORDS) == []


def test_old_conversations_are_erased_at_the_start(start, connect, tmp_path):
    agent = Remembering(tmp_path)
    running = start(agent=agent)
    old, young = connect(running), connect(running)
    old.say(WORDS)
    young.say("young words")
    ended = connect(running)
    ended.call("DELETE", "/conversation")
    running.stop()
    connection = sqlite3.connect(tmp_path / "web.db")
    session = Tokens(running.secret, timedelta(days=7)).read(old.token)[0]
    long_ago = (datetime.now(timezone.utc) - timedelta(days=31)).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    change = "UPDATE web_sessions SET created_at = ? WHERE id = ?"
    connection.execute(change, (long_ago, session))
    connection.execute("UPDATE web_ended SET expires_at = ?", (long_ago,))
    connection.commit()
    connection.close()
    running = start(agent=agent)
    deadline = time.monotonic() + 5
    while holds(tmp_path, WORDS) or rows(tmp_path / "web.db", "web_ended"):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert rows(tmp_path / "web.db", "web_sessions") == 1
    assert rows(tmp_path / "conversations.db", "events") == 2
    again = connect(running, begin=False)
    again.token = young.token
    assert len(again.history()) == 2


def test_logs_hold_neither_words_nor_tokens(start, connect, caplog):
    caplog.set_level(logging.DEBUG)
    logging.getLogger("sqlalchemy").setLevel(logging.WARNING)  # as everywhere but in its own trials
    running = start(turn_seconds=0.3)
    client = connect(running)
    for word in ("hello", "raise", "silence", "hang", "half"):
        client.say(f"{word} {WORDS}")
    client.send(f"/{WORDS}")
    client.call("POST", "/feedback", json={"event": 2, "rating": "up", "comment": WORDS})
    client.call("POST", "/messages", data=WORDS, headers={"Content-Type": "application/json"})
    connection = sqlite3.connect(running.db)  # makes the database fail in the middle of a message
    connection.execute("DROP TABLE web_messages")
    connection.close()
    assert error_of(client.send(f"hello {WORDS}")) == (503, "unavailable")
    client.call("DELETE", "/conversation")
    running.stop()
    assert "A turn failed" in caplog.text and "RuntimeError" in caplog.text
    assert "database of the web channel failed" in caplog.text
    assert WORDS not in caplog.text
    assert client.token not in caplog.text and client.token.split(".")[2] not in caplog.text


def test_clients_are_told_apart_by_nothing_but_their_tokens(shared, connect):
    one = connect(shared)
    stranger = Client(shared.url)
    stranger.token = one.token
    one.say("hello")
    assert stranger.history() == one.history()  # a second tab: another connection, no cookie
    stranger.close()
