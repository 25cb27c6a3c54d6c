"""What is stored of conversations, on SQLite and on PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone

import pytest
import sqlalchemy as sa

from needlewise.channels import messages as messages_module
from needlewise.channels import schema
from needlewise.channels.messages import CLAIMED, DONE, HELD, Messages
from needlewise.channels.refusals import Refusal
from needlewise.channels.rows import iso
from needlewise.channels.schema import open_database
from needlewise.channels.transcripts import ENDED, LIVE, UNKNOWN, Transcripts, digest_of

REPLY = {"type": "bot", "text": "Hi.", "kind": "answer"}
#: Such text as has broken databases before.
ODD = "ä 😀 'quoted' \"double\" \\ % _ {} 0[ هل يؤلم؟"


class Clock:
    """A time that a test sets."""

    def __init__(self):
        self.at = datetime(2026, 1, 1, 12, tzinfo=timezone.utc)

    def now(self):
        return self.at

    def seconds(self):
        return self.at.timestamp()

    def later(self, **passed):
        self.at += timedelta(**passed)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def transcripts(engine, clock):
    return Transcripts(engine, clock.now)


@pytest.fixture
def messages(engine, clock):
    return Messages(engine, clock.now, clock.seconds)


@pytest.fixture
def other(engine, clock):
    """Another process."""
    return Messages(engine, clock.now, clock.seconds)


@pytest.fixture
def session(transcripts, clock):
    transcripts.create("s", clock.at + timedelta(days=7))
    return "s"


def answer(messages, session, message, text="hello"):
    messages.accept(session, message, text)
    assert messages.claim(session, message).state == CLAIMED
    assert messages.append(session, message, REPLY)
    assert messages.finish(session, message)


def refusal(call, *arguments):
    with pytest.raises(Refusal) as refused:
        call(*arguments)
    return refused.value.code


def test_a_message_goes_from_hand_to_hand(messages, session, clock):
    messages.accept(session, "m", ODD)
    clock.later(seconds=2)
    claim = messages.claim(session, "m")
    assert (claim.state, claim.sender, claim.said) == (CLAIMED, "web-s-0", ())
    assert messages.append(session, "m", {**REPLY, "text": ODD})
    messages.finish(session, "m")
    user, bot = messages.events(session, "m")
    assert user == {
        "seq": 1, "type": "user", "at": "2026-01-01T12:00:00.000Z", "id": "m", "text": ODD
    }
    assert bot == {
        "seq": 2, "type": "bot", "at": "2026-01-01T12:00:02.000Z", "text": ODD, "kind": "answer"
    }
    assert messages.claim(session, "m").state == DONE


def test_a_message_is_stored_once(messages, transcripts, session):
    for _ in range(3):
        messages.accept(session, "m", "hello")
    assert transcripts.after(session, 0, 10)[1] == 1
    assert refusal(messages.accept, session, "m", "other words") == "id_reused"


def test_what_one_process_holds_no_other_takes(messages, other, session, clock):
    messages.accept(session, "m", "hello")
    assert messages.claim(session, "m").state == CLAIMED
    assert other.claim(session, "m").state == HELD
    assert not other.append(session, "m", REPLY)
    clock.later(seconds=messages_module.LEASE - 1)
    messages.renew(session, "m")
    clock.later(seconds=messages_module.LEASE - 1)
    assert other.claim(session, "m").state == HELD


def test_what_a_dead_process_held_is_free_after_a_while(messages, other, session, clock):
    messages.accept(session, "m", "hello")
    messages.claim(session, "m")
    messages.append(session, "m", REPLY)
    clock.later(seconds=messages_module.LEASE + 1)
    claim = other.claim(session, "m")
    assert (claim.state, claim.said) == (CLAIMED, (REPLY,))
    assert not messages.append(session, "m", REPLY)  # it was not dead but asleep
    messages.finish(session, "m")
    assert other.append(session, "m", {**REPLY, "text": "More."})
    other.finish(session, "m")
    assert len(messages.events(session, "m")) == 3


def test_a_process_that_stops_lets_go(messages, other, session):
    messages.accept(session, "m", "hello")
    messages.claim(session, "m")
    messages.release()
    assert other.claim(session, "m").state == CLAIMED


def test_nothing_is_added_to_what_is_answered(messages, session):
    answer(messages, session, "m")
    assert not messages.append(session, "m", REPLY)
    messages.finish(session, "m")
    assert messages.claim(session, "m").state == DONE


def test_events_are_read_in_pages(messages, transcripts, session):
    for number in range(3):
        answer(messages, session, str(number))
    found, last = transcripts.after(session, 0, 4)
    assert ([e["seq"] for e in found], last) == ([1, 2, 3, 4], 4)
    found, last = transcripts.after(session, last, 4)
    assert ([e["seq"] for e in found], last) == ([5, 6], 6)
    assert transcripts.after(session, last, 4) == ([], 6)
    assert transcripts.after(session, 2**31 - 1, 4) == ([], 6)


def test_starting_over_hides_and_renames(messages, transcripts, session):
    answer(messages, session, "one")
    assert transcripts.restart(session)["seq"] == 3
    messages.accept(session, "two", "hello")
    assert messages.claim(session, "two").sender == "web-s-1"
    assert [e["seq"] for e in transcripts.after(session, 0, 10)[0]] == [3, 4]
    assert transcripts.senders(session) == ["web-s-0", "web-s-1"]
    assert len(messages.events(session, "one")) == 2  # who asks for it by its id still gets it


def test_what_waited_since_a_crash_is_meant_anew_after_starting_over(
    messages, transcripts, session
):
    messages.accept(session, "m", "hello")
    transcripts.restart(session)
    assert refusal(messages.claim, session, "m") == "ended"
    answer(messages, session, "m")
    assert [e["seq"] for e in messages.events(session, "m")] == [3, 4]
    assert [e["type"] for e in transcripts.after(session, 0, 9)[0]] == ["restart", "user", "bot"]


def test_feedback_is_one_a_reply(engine, messages, transcripts, session):
    answer(messages, session, "m")
    table = schema.feedback

    def kept():
        with engine.connect() as connection:
            rows = connection.execute(sa.select(table.c.seq, table.c.rating, table.c.comment))
            return [tuple(row) for row in rows]

    transcripts.rate(session, 2, "up", None)
    transcripts.rate(session, 2, "down", ODD)
    assert kept() == [(2, "down", ODD)]
    transcripts.rate(session, 2, None, None)
    assert kept() == []
    for seq in (1, 3):
        assert refusal(transcripts.rate, session, seq, "up", None) == "no_event"


def test_what_is_deleted_leaves_a_hash(engine, messages, transcripts, session, clock):
    answer(messages, session, "m")
    transcripts.rate(session, 2, "up", "thanks")
    assert transcripts.state(session) == LIVE
    transcripts.delete(session)
    transcripts.delete(session)
    assert (transcripts.state(session), transcripts.state("x")) == (ENDED, UNKNOWN)
    with engine.connect() as connection:
        for table in (schema.sessions, schema.events, schema.messages, schema.feedback):
            count = sa.select(sa.func.count()).select_from(table)
            assert connection.execute(count).scalar() == 0, table.name
        assert connection.execute(sa.select(schema.ended.c.digest)).scalar() == digest_of(session)
    transcripts.forget_ended()
    assert transcripts.state(session) == ENDED
    clock.later(days=8)
    transcripts.forget_ended()
    assert transcripts.state(session) == UNKNOWN


def test_what_is_gone_takes_nothing_more(messages, transcripts, session):
    messages.accept(session, "m", "hello")
    messages.claim(session, "m")
    transcripts.delete(session)
    assert not messages.append(session, "m", REPLY)
    messages.renew(session, "m")
    assert not messages.finish(session, "m")
    assert messages.events(session, "m") == [] and transcripts.senders(session) == []
    for call in (
        (messages.accept, session, "n", "hello"), (messages.claim, session, "m"),
        (transcripts.restart, session), (transcripts.rate, session, 1, "up", None),
        (transcripts.after, session, 0, 10),
    ):
        assert refusal(*call) == "ended"


def test_old_sessions_are_found_by_their_beginning(transcripts, clock):
    for name in ("a", "b", "c"):
        transcripts.create(name, clock.at + timedelta(days=7))
        clock.later(days=10)
    assert transcripts.older_than(timedelta(days=15)) == ["a", "b"]
    assert transcripts.older_than(timedelta(days=15), most=1) == ["a"]
    transcripts.forget("a")
    assert (transcripts.state("a"), transcripts.older_than(timedelta(days=15))) == (UNKNOWN, ["b"])


def test_last_numbers_are_told_of_many_sessions_at_once(messages, transcripts, session, clock):
    answer(messages, session, "m")
    transcripts.create("t", clock.at)
    wanted = [session, "t", *(f"gone-{n}" for n in range(1_200))]
    assert transcripts.last_seqs(wanted) == {session: 2, "t": 0}


def test_numbers_rise_by_one_however_many_write_at_once(url, transcripts, session):
    def write(number):
        engine = open_database(url)
        try:
            writer = Messages(engine)
            for turn in range(5):
                answer(writer, session, f"{number}-{turn}")
        finally:
            engine.dispose()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(write, range(6)))
    found, last = transcripts.after(session, 0, 1_000)
    assert [e["seq"] for e in found] == list(range(1, 61)) and last == 60


def test_one_claim_wins_however_many_try_at_once(url, messages, session):
    messages.accept(session, "m", "hello")

    def claim(number):
        engine = open_database(url)
        try:
            return Messages(engine).claim(session, "m").state
        finally:
            engine.dispose()

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(claim, range(6))) == [CLAIMED] + [HELD] * 5


def test_times_have_one_length_and_sort():
    moments = [
        datetime(2026, 1, 1, tzinfo=timezone.utc),
        datetime(2026, 1, 1, 0, 0, 0, 999_999, tzinfo=timezone.utc),
        datetime(2026, 1, 1, 12, tzinfo=timezone(timedelta(hours=-3))),
    ]
    assert [iso(m) for m in moments] == [
        "2026-01-01T00:00:00.000Z", "2026-01-01T00:00:00.999Z", "2026-01-01T15:00:00.000Z"
    ]
