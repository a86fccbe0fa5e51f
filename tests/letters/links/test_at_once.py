"""Codes given in the same moment: none is free. Only PostgreSQL lets two in at once."""

import threading

import pytest
from django.core.cache import cache
from django.db import connection, transaction

from letters.links import opening
from letters.models import LetterLink
from sendcase.outbox.models import Message
from tests.factories.letters import Family
from tests.factories.links import mailed, newest_code
from tests.letters.test_at_once import somebody_waits

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgres,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one in at a time"),
]


@pytest.fixture
def link(no_paper):
    cache.clear()
    return mailed(Family(legal_first_name="Amina")).link


def at_once(do) -> None:
    """Twice; the second begins while the first is not committed yet."""
    begun = threading.Event()

    def first():
        with transaction.atomic():
            do()
            begun.set()
            while not somebody_waits():
                pass
        connection.close()

    other = threading.Thread(target=first)
    other.start()
    assert begun.wait(20)
    do()
    other.join(20)


def test_two_wrong_codes_are_two_tries(link):
    opening.ask_code(link=link)
    wrong = f"{(int(newest_code()) + 1) % 1_000_000:06}"
    at_once(lambda: opening.give_code(link=link, code=wrong))
    assert LetterLink.objects.get().tries == 2


def test_two_presses_are_one_mail(link):
    at_once(lambda: opening.ask_code(link=link))
    assert LetterLink.objects.get().codes_sent == 1
    assert Message.objects.filter(key__startswith="letter-link-code-").count() == 1
