"""Letters by e-mail: a worker killed at random moments mails each link once and loses none; what
was perhaps sent waits for a person, on its letter.
"""

import re
from collections import Counter

import pytest

from tests.faults.harness import House, kill_and_recover, seeds
from tests.faults.mailserver import MailServer

pytestmark = [pytest.mark.faults, pytest.mark.timeout(600)]
CHILDREN, KILLS = 12, 3
BEGIN = """
from django.db.models import F, Value
from django.db.models.functions import Concat
from letters.models import Batch
from pupils.models import Contact
from tests.factories.batches import fresh, work
from tests.faults import letter_data as data
school, senco = data.school_of({count})
Contact.objects.update(letters_by="email", email=Concat(F("pk"), Value("@fault.example")))
batch = data.begin(school, senco)
work()
data.approve(fresh(batch), senco)
work()
data.send(fresh(batch), senco)
print(batch.letters.count())
"""
OPEN = (
    "SELECT (SELECT count(*) FROM outbox_message WHERE state IN ('waiting', 'claimed', 'sending'))"
    " + (SELECT count(*) FROM jobs_job WHERE state IN ('waiting', 'running'))"
)
LETTERS = "SELECT id FROM letters_letter WHERE state = 'issued' AND way = 'email'"
LINKS = "SELECT letter_id, to_email FROM letters_letterlink WHERE revoked_at IS NULL"
UNSURE = """
from letters.models import LetterLink
print(sorted(LetterLink.objects.for_a_person().values_list("mail__key", flat=True)))
"""
TOKEN = re.compile(r"/l/([A-Za-z0-9_-]{22})/")


@pytest.mark.parametrize("seed", seeds())
def test_a_killed_worker_mails_each_link_once_and_loses_none(tmp_path, seed):
    print(f"FAULT_SEED={seed}")
    with House(tmp_path) as house, MailServer() as server:
        server.pause = 0.05
        house.begin(server.port)
        letters = int(house.script(BEGIN.format(count=CHILDREN)).split()[-1])

        kill_and_recover(
            house, seed=seed, kills=KILLS, steps=letters,
            count=lambda: len(server.recipients),
            is_over=lambda: house.rows(OPEN) == [(0,)],
        )  # fmt: skip

        sent, links = [row[0] for row in house.rows(LETTERS)], house.rows(LINKS)
        mails = dict(house.rows("SELECT key, state FROM outbox_message"))
        to = dict(house.rows('SELECT key, "to" FROM outbox_message'))
        words = house.rows("SELECT text FROM outbox_message WHERE state = 'sent'")
        unsure = house.script(UNSURE)

    got = Counter(server.recipients)
    assert sorted(letter for letter, _ in links) == sorted(sent) and len(sent) == letters
    assert len(mails) == letters and set(mails.values()) <= {"sent", "uncertain"}
    assert max(got.values()) == 1, "a mail went out twice"
    assert [key for key, state in mails.items() if state == "sent" and got[to[key]] != 1] == []
    assert unsure.strip() == str(sorted(k for k, state in mails.items() if state != "sent"))
    tokens = [TOKEN.search(text)[1] for text in map(plain, server.texts)]
    assert len(set(tokens)) == len(tokens) == len(server.recipients)
    assert set(words) <= {("",)}


def plain(mail) -> str:
    """A mail's words as a person reads them."""
    from email import message_from_string

    return message_from_string(mail).get_payload(decode=True).decode()
