"""People who save all the time through the site's own pages, and note what was acknowledged.

Who gets no answer, or the page "please try again", sends the same form again, as that page says;
so in the end every save is acknowledged, and must be there once.
"""

import http.client
import random
import threading
import time
import uuid
from collections import Counter
from urllib.parse import urlencode

from tests.faults.harness import PATIENCE_SECONDS

CSRF = "faults" * 5 + "ok"
AGAIN = {502, 503, 504}
ANSWER_SECONDS = 30


class Person(threading.Thread):
    """facts: as tests.faults.load_data prints them. saved: (kind, mark) of each acknowledged save;
    marks are texts found again in the database. wrong: answers that should not be.
    """

    def __init__(self, facts: dict, port: int, seed: int):
        super().__init__(daemon=True)
        self.facts, self.port, self.chance = facts, port, random.Random(seed)
        self.version, self.number, self.tries = facts["version"], 0, 0
        self.saved: list[tuple[str, str]] = []
        self.wrong: list[str] = []
        self.done = threading.Event()
        self.connection = None

    def run(self):
        while not self.done.is_set() and not self.wrong:
            self.save()

    def save(self) -> None:
        """One plan, contact or referral; returns once it is acknowledged."""
        kind = self.chance.choice(["plan", "plan", "contact", "referral"])
        self.number += 1
        mark = f"{self.facts['user']}-{self.number}"
        path, words = getattr(self, f"_{kind}")(mark)
        words |= {"form_id": str(uuid.uuid4()), "csrfmiddlewaretoken": CSRF}
        if self._sent(path, urlencode(words)):
            self.saved.append((kind, mark))
            self.version += kind == "plan"

    def _plan(self, mark):
        words = {"strengths": f"Draws well, {mark}", "version": self.version}
        return f"/plans/{self.facts['plan']}/edit/", self.facts["fields"] | words

    def _contact(self, mark):
        words = {"last_name": mark, "relationship": "Aunt", "priority": "1", "household": "1",
                 "language": "English"}  # fmt: skip
        return f"/pupils/{self.facts['pupil']}/contacts/new/", words

    def _referral(self, mark):
        words = {"pupil": self.facts["pupil"], "concern": "send", "raised_on": "2026-01-05",
                 "reasons": mark, "save_draft": "1"}  # fmt: skip
        return f"/{self.facts['school']}/referrals/new/", words

    def _sent(self, path, body) -> bool:
        """The same form again and again until the site says that it has it."""
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            self.tries += 1
            try:
                status, where = self._post(path, body)
            except (OSError, http.client.HTTPException):
                self._hang_up()
                status, where = 503, ""
            if status == 302 and "/accounts/" not in where:
                return True
            if status not in AGAIN:
                self.wrong.append(f"{path} answered {status} {where}")
                return False
            self.done.wait(0.05)
        self.wrong.append(f"{path} was not saved within {PATIENCE_SECONDS} s")
        return False

    def _post(self, path, body) -> tuple[int, str]:
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, ANSWER_SECONDS)
        self.connection.request("POST", path, body, {
            "Host": "localhost", "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"sessionid={self.facts['session']}; csrftoken={CSRF}",
        })  # fmt: skip
        answer = self.connection.getresponse()
        answer.read()
        return answer.status, answer.headers.get("Location", "")

    def _hang_up(self):
        if self.connection is not None:
            self.connection.close()
            self.connection = None

    def of(self, kind: str) -> list[str]:
        return [mark for each, mark in self.saved if each == kind]


def found_again(people: list[Person], house) -> dict[str, Counter]:
    """Kind → mark → how often the database has it. A plan's saves are counted by its audit rows:
    the last stands in the plan, the version counts them all.
    """
    contacts = house.rows("SELECT last_name FROM pupils_contact WHERE relationship = 'Aunt'")
    referrals = house.rows("SELECT reasons FROM referrals_referral")
    plans = {
        pk: rest for pk, *rest in house.rows("SELECT id, version, strengths FROM iep_supportplan")
    }
    events = dict(house.rows(
        "SELECT object_id, count(*) FROM audit_event WHERE verb = 'plan.saved' GROUP BY object_id"
    ))  # fmt: skip
    marks: Counter = Counter()
    for person in people:
        mine, (version, words) = person.of("plan"), plans[person.facts["plan"]]
        counted = {events.get(person.facts["plan"], 0), version - person.facts["version"]}
        whole = counted == {len(mine)} and (not mine or words.endswith(f", {mine[-1]}"))
        marks.update(dict.fromkeys(mine, 1 if whole else 0))
        if not whole:
            print(f"plan {person.facts['plan']}: {len(mine)} saves said, {counted} found, {words}")
    return {
        "contact": Counter(mark for (mark,) in contacts),
        "referral": Counter(mark for (mark,) in referrals),
        "plan": marks,
    }
