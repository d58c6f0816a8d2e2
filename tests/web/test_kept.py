"""No reader sees a page that is older than a decision: with many readers, with two servers, and in the middle of making a page."""

import threading
import time

import httpx
import pytest

from portal.base.access import SYSTEM
from portal.contributions import commands, queries
from portal.contributions.models import Contribution
from portal.web.kept import MOST_BYTES, Shelf
from tests.process import Process

DECISIONS = 25  # as many as stand on one page


def hide(database, contribution_id):
    """A moderator's decision, carried out and acknowledged."""

    def job(session):
        commands.hide(session, SYSTEM, session.get(Contribution, contribution_id), "personal data", "It named somebody.")

    database.write(job)


def sign(number):
    """Words that stand in one contribution alone."""
    return f"signpost-{number}-ends"


@pytest.fixture
def thread(make):
    """A thread of one page, every contribution with words of its own: the ids in the order of their words, and the address."""
    question = make.question()
    words = [make.contribution(question, sign(number)) for number in range(DECISIONS)]
    return [one.id for one in words], f"/en/consultations/{question.consultation.slug}/questions/{question.number}"


def test_a_decision_in_the_middle_of_making_a_page_leaves_no_old_page_behind(visitor, database, thread, monkeypatch):
    ids, path = thread
    real, decided = queries.thread, []

    def slow(*args, **more):
        found = real(*args, **more)
        if not decided:
            decided.append(True)
            decider = threading.Thread(target=hide, args=(database, ids[0]))
            decider.start()
            decider.join()
        return found

    monkeypatch.setattr(queries, "thread", slow)
    assert sign(0) in visitor.get(path).main  # this reader came before the decision
    after = visitor.get(path)
    assert sign(0) not in after.main
    assert sign(1) in after.main


class Reader(threading.Thread):
    """Reads a page again and again, as browsers do: with the sign of what it has already."""

    def __init__(self, address, path, state):
        super().__init__(daemon=True)
        self.address, self.path, self.state = address, path, state
        self.stale, self.fresh, self.unchanged = [], 0, 0

    def run(self):
        body, etag = "", ""
        with httpx.Client(base_url=self.address) as browser:
            while not self.state["over"]:
                hidden = self.state["hidden"]  # acknowledged before this question was asked
                answer = browser.get(self.path, headers={"if-none-match": etag} if etag else {})
                if answer.status_code == 304:
                    self.unchanged += 1
                else:
                    body, etag = answer.text, answer.headers["etag"]
                    self.fresh += 1
                self.stale += [number for number in range(hidden) if sign(number) in body]


def wait_for(reached, longest=20):
    """A busy machine takes its time."""
    end = time.monotonic() + longest
    while not reached() and time.monotonic() < end:
        time.sleep(0.05)


def test_two_servers_on_one_database_show_nothing_that_was_hidden(vault_address, settings, database, folder, thread):
    ids, path = thread
    state = {"hidden": 0, "over": False}
    servers = [Process(settings, folder, HEARBACK_WORKER="no").start() for _ in range(2)]
    readers = [Reader(server.address, path, state) for server in servers for _ in range(4)]
    try:
        [reader.start() for reader in readers]
        wait_for(lambda: all(reader.fresh for reader in readers))
        for number, contribution_id in enumerate(ids):
            time.sleep(0.05)
            hide(database, contribution_id)
            state["hidden"] = number + 1
        wait_for(lambda: all(reader.fresh > 1 for reader in readers) and any(reader.unchanged for reader in readers))
    finally:
        state["over"] = True
        [reader.join(20) for reader in readers]
        [server.stop() for server in servers]
    assert [reader.stale for reader in readers] == [[] for _ in readers]
    assert all(reader.fresh > 1 for reader in readers)
    assert sum(reader.unchanged for reader in readers) > 0  # kept pages were among what they got


def test_the_shelf_holds_no_more_than_it_may_and_gives_up_what_was_read_longest_ago():
    shelf, body = Shelf(), b"x" * (MOST_BYTES // 4)
    for name in (b"one", b"two", b"three", b"four"):
        shelf.keep((name,), (1, 1), [], body)
    assert shelf.find((b"one",), (1, 1)) is not None
    shelf.keep((b"five",), (1, 1), [], body)
    assert [shelf.find((name,), (1, 1)) is None for name in (b"one", b"two", b"five")] == [False, True, False]
    assert shelf.size <= MOST_BYTES


def test_a_kept_page_belongs_to_its_edition_and_its_minute(now):
    shelf = Shelf()
    shelf.keep((b"name",), Shelf.version(7), [], b"body")
    assert shelf.find((b"name",), Shelf.version(7)) is not None
    assert shelf.find((b"name",), Shelf.version(8)) is None
