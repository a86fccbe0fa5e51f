"""The whole site as processes: web, worker with beat, mail server. For the journey.

The worker's clock stands at the coming Tuesday morning: a school day, whatever day the tests
run on, with the review of a plan written today within its reminder's reach.
"""

import json
import re
import socket
import subprocess
import sys
import urllib.request
from datetime import timedelta

from allauth.mfa.totp.internal import auth as totp

from sendcase import moment
from tests.browser.second_step import PATIENCE, give_code
from tests.faults.harness import ROOT, House, wait_until

START = re.compile(r"/journey/(today|reports)/$")
PASSWORD = "correct horse battery staple"
SEED = """
import json
from tests.browser.seed import school_with_people
print(json.dumps(school_with_people({preset!r})))
"""


class WholeSite(House):
    """`with WholeSite(folder) as site: site.begin(mail_port); site.open(preset)`."""

    worker_app = "tests.browser.worker"

    def __init__(self, folder):
        super().__init__(folder)
        self.web, self.sessions = None, {}
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        self.environment |= {
            "PORT": str(self.port), "SITE_URL": self.url, "SECOND_FACTOR": "on", "DEMO": "false",
            "FAULTS_BEAT": "sweep sweep-mail seal-audit digests",
            "WORKER_MOMENT": coming_tuesday().isoformat(), "LC_ALL": "C.UTF-8",
        }  # fmt: skip

    def open(self, preset: str) -> None:
        """Tables for sessions and throttles, a school with its people, static files, the web."""
        self.manage("createcachetable")
        self.manage("collectstatic", "--noinput", "--verbosity", "0", "--ignore", "letters")
        self.school = json.loads(self.script(SEED.format(preset=preset)).splitlines()[-1])
        with (self.folder / "web.log").open("a") as words:
            self.web = subprocess.Popen(
                [sys.executable, "-m", "gunicorn", "sendcase.wsgi", "--workers", "1",
                 "--threads", "4", "--bind", f"127.0.0.1:{self.port}"],
                cwd=ROOT, env=self.environment, stdout=words, stderr=words,
            )  # fmt: skip
        wait_until(self.answers, "the web server answers", self)

    def answers(self) -> bool:
        assert self.web.poll() is None, (self.folder / "web.log").read_text()[-3000:]
        try:
            return urllib.request.urlopen(f"{self.url}/health/", timeout=5).status == 200
        except OSError:
            return False

    def __exit__(self, *raised):
        if self.web is not None:
            self.web.kill()
            self.web.wait()
        super().__exit__(*raised)

    def sign_in(self, page, who: str) -> None:
        """Through the real form: address, password, then the code. Later, their own session."""
        page.context.clear_cookies()
        if who in self.sessions:
            page.context.add_cookies(self.sessions[who])
            page.goto(self.url)
            return
        page.goto(f"{self.url}/accounts/login/")
        page.get_by_label("E-mail").fill(self.school["people"][who])
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("main").get_by_role("button", name="Sign in").click()
        give_code(page, lambda: self.code(who))
        page.wait_for_url(START, timeout=PATIENCE)
        self.sessions[who] = page.context.cookies()

    def code(self, who: str) -> str:
        """The six figures the person's phone would show now."""
        secret = self.school["secrets"][who]
        counter = next(totp.yield_hotp_counters_from_time())
        return totp.format_hotp_value(totp.hotp_value(secret, counter))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def coming_tuesday():
    """Nine in the morning, UTC, of the next Tuesday after today."""
    day = moment.now().replace(hour=9, minute=0, second=0, microsecond=0)
    return day + timedelta(days=(1 - day.weekday()) % 7 or 7)
