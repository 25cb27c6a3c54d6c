import asyncio

import pytest
from rasa.core.tracker_store import FailSafeTrackerStore, InMemoryTrackerStore, SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from needlewise.channels.erasure import CannotErase, check_erasable, erase, stores_in
from needlewise.stores.sqlite import SQLiteTrackerStore

SENDERS = ["web-a-0", "web-a-1", "web-ab-0", "web-b-0", "me"]


def run(work, store=None):
    loop = asyncio.new_event_loop()
    try:
        return loop.run_until_complete(work)
    finally:
        loop.close()
        if hasattr(store, "engine"):
            store.engine.dispose()


async def filled(store):
    for sender in SENDERS:
        tracker = DialogueStateTracker(sender, [])
        tracker.update(UserUttered("hello"))
        await store.save(tracker)
    return store


def sql(folder):
    return SQLTrackerStore(Domain.empty(), db=str(folder / "rasa.db"))


def sqlite(folder):
    return SQLiteTrackerStore(Domain.empty(), db=str(folder / "ours.db"))


def memory(folder):
    return InMemoryTrackerStore(Domain.empty())


@pytest.mark.parametrize("make", [sql, sqlite, memory])
@pytest.mark.parametrize("wrap", [lambda store: store, FailSafeTrackerStore])
def test_exactly_the_named_conversations_are_removed(tmp_path, make, wrap):
    store = make(tmp_path)

    async def tried():
        await filled(store)
        await erase(wrap(store), ["web-a-0", "web-a-1", "web-a-2"])
        return set(await store.keys())

    assert run(tried(), store) == {"web-ab-0", "web-b-0", "me"}


def test_what_stood_in_after_a_failure_is_erased_too(tmp_path):
    class Failing(InMemoryTrackerStore):
        async def save(self, tracker):
            raise OSError("no disk")

    store = FailSafeTrackerStore(Failing(Domain.empty()))

    async def tried():
        await filled(store)
        assert len(list(stores_in(store))) == 2
        await erase(store, SENDERS)
        return list(await store.fallback_tracker_store.keys())

    assert run(tried(), store) == []


def test_a_store_that_cannot_be_erased_from_says_so():
    class Elsewhere:
        pass

    with pytest.raises(CannotErase, match="from a Elsewhere"):
        check_erasable(Elsewhere())


def test_many_conversations_are_removed_in_parts(tmp_path):
    store = sqlite(tmp_path)

    async def tried():
        await filled(store)
        await erase(store, [*(f"web-x-{n}" for n in range(3_000)), *SENDERS])
        return list(await store.keys())

    assert run(tried(), store) == []
