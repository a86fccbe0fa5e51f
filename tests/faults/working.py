"""A house with everything at work: gunicorn as in production, worker with beat, mail, people.

with WorkingHouse(folder) as house, MailServer() as server:
    house.begin(server.port)
    house.open(people=6, seed=1)
"""

import json
import os
import random
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path

from tests.faults.harness import PATIENCE_SECONDS, ROOT, House
from tests.faults.saving import Person
from tests.faults.servers import free_port

MOMENT = "'2026-01-05 08:00:00+00:00'"
MAIL = """
INSERT INTO outbox_message (key, school_id, "to", subject, text, html, blank_after, state,
    attempts, next_try_at, created_at, error)
VALUES ('{key}', 0, '{key}@example.org', 'Things to do', 'Hello', '', false, 'waiting', 0,
    {moment}, {moment}, '')
"""
JOB = """
INSERT INTO jobs_job (kind, key, school_id, state, attempts, created_at)
VALUES ('faults-note', '{key}', 1, 'waiting', 0, {moment})
"""
JOB_ROW = """
INSERT INTO jobs_jobrow (job_id, position, args, state, attempts, error, result)
SELECT id, {position}, '{{"person": {person}}}', 'waiting', 0, '', '{{}}'
FROM jobs_job WHERE key = '{key}'
"""


class WorkingHouse(House):
    """people: threads that save; probe: one more person, who saves when asked to."""

    def __init__(self, folder: Path, server_url: str | None = None, redis_url: str = ""):
        super().__init__(folder, server_url)
        self.port, self.web, self.people, self.probe = free_port(), None, [], None
        self.environment |= {
            "PORT": str(self.port),
            "REDIS_URL": redis_url,
            "FAULTS_BEAT": "sweep sweep-mail seal-audit",
        }

    def __exit__(self, *raised):
        for person in self.people:
            person.done.set()
        self.kill_web()
        super().__exit__(*raised)

    def open(self, *, people: int, seed: int) -> None:
        said = self.script(
            f"from tests.faults.load_data import people_at_work\npeople_at_work({people + 1})"
        )
        facts, chance = json.loads(said), random.Random(seed)
        self.start()
        self.start_web()
        self.until_well()
        *self.people, self.probe = [Person(one, self.port, chance.random()) for one in facts]
        for person in self.people:
            person.start()

    def start_web(self) -> None:
        with (self.folder / "web.log").open("a") as words:
            self.web = subprocess.Popen(
                [sys.executable, "-m", "gunicorn", "sendcase.wsgi", "-c", "gunicorn.conf.py",
                 "--workers", "2", "--threads", "3", "--bind", f"127.0.0.1:{self.port}",
                 "--log-level", "warning"],
                cwd=ROOT, env=self.environment, stdout=words, stderr=words,
                start_new_session=True,
            )  # fmt: skip

    def kill_web(self) -> None:
        """SIGKILL to all of gunicorn."""
        if self.web is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.web.pid, signal.SIGKILL)
            self.web.wait()
            self.web = None

    def kill_one_web_process(self, chance) -> None:
        """SIGKILL to one of gunicorn's processes, with whatever it has in hand."""
        children = Path(f"/proc/{self.web.pid}/task/{self.web.pid}/children").read_text().split()
        if children:
            with suppress(ProcessLookupError):
                os.kill(int(chance.choice(children)), signal.SIGKILL)

    def lose_messages(self) -> None:
        """The embedded broker is a folder: what lies in it is gone."""
        for path in (self.folder / "broker" / "messages").glob("*"):
            path.unlink(missing_ok=True)

    def until_well(self) -> None:
        """Until the health page says that all is well."""
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            with suppress(OSError, urllib.error.URLError):
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health/", timeout=5)
                return
            time.sleep(0.05)
        raise AssertionError(f"the site is not well\n{self.web_words()}")

    def web_words(self) -> str:
        return (self.folder / "web.log").read_text()[-3000:]

    def give_work(self, name: str, *, mails: int, rows: int) -> None:
        """Mails and a job, as rows: nobody nudges, the sweep finds them."""
        person = self.probe.facts["user"]
        keys = [f"{name}-{number}" for number in range(mails)]
        self.write(
            *(MAIL.format(key=key, moment=MOMENT) for key in keys),
            JOB.format(key=name, moment=MOMENT),
            *(JOB_ROW.format(key=name, position=n, person=person) for n in range(1, rows + 1)),
        )
