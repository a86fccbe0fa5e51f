"""The papers say what the code does: state tables, links, commands."""

import re
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import get_commands

from sendcase import moment
from sendcase.edits import IllegalMove
from sendcase.jobs import services as job_services
from sendcase.jobs import states as job_states
from sendcase.jobs.models import Job
from sendcase.management.commands import print_states
from sendcase.outbox import holding
from sendcase.outbox import services as mail_services
from sendcase.outbox import states as mail_states
from sendcase.outbox.models import Message
from tests.factories.people import UserFactory

ROOT = Path(__file__).resolve().parents[2]
LINK = re.compile(r"\]\(([^)\s]+)\)")
CODE = re.compile(r"^```.*?^```|`[^`\n]+`", re.M | re.S)


def pages() -> list[Path]:
    """Every paper of the repository, committed or about to be."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "*.md"]
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    found = [ROOT / name for name in names.split("\0") if name]
    return [page for page in found if page.is_file() and "templates" not in page.parts]


PAGES = pages()
each_paper = pytest.mark.parametrize("paper", PAGES, ids=lambda paper: str(paper.relative_to(ROOT)))


def anchors(page: Path) -> set[str]:
    """The headings, as a reader of the repository on the web can point at them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(), re.M)
    return {re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-") for words in headings}


def commands(pattern: str, page: Path) -> set[str]:
    """What stands in code, not in a sentence: "make sure" is no command."""
    return set(re.findall(pattern, "\n".join(CODE.findall(page.read_text())), re.M))


def test_the_state_tables_are_those_of_the_code():
    again = "manage.py print_states > docs/states.md"
    assert (ROOT / "docs/states.md").read_text() == print_states.page(), again


def test_there_are_papers():
    assert {"README.md", "docs/README.md"} <= {str(page.relative_to(ROOT)) for page in PAGES}


@each_paper
def test_links_lead_somewhere(paper):
    dead = []
    for link in LINK.findall(paper.read_text()):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = (paper.parent / path).resolve() if path else paper
        inside = target.is_relative_to(ROOT) and target.exists()
        if not inside or (anchor and anchor not in anchors(target)):
            dead.append(link)
    assert dead == []


@each_paper
def test_commands_exist(paper):
    made = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.M))
    assert commands(r"manage\.py ([a-z]\w+)", paper) <= set(get_commands())
    assert commands(r"(?:^|`|&& )make ([a-z]\w+)", paper) <= made


def test_every_page_is_reached_from_the_first():
    index = (ROOT / "docs/README.md").read_text()
    decisions = (ROOT / "docs/decisions/README.md").read_text()
    for page in sorted((ROOT / "docs").rglob("*.md")):
        if page.name != "README.md":
            name = str(page.relative_to(ROOT / "docs"))
            assert f"({name})" in index or f"({page.name})" in decisions, name


def words_of_the_site() -> str:
    """All that templates and code can say, with the pieces of long texts put together."""
    parts = ("*.py", "*.html", "*.toml", "*.js")
    listed = subprocess.run(["git", "ls-files", "-z", *parts], cwd=ROOT, capture_output=True,
                            text=True, check=True).stdout.split("\0")  # fmt: skip
    shown = [name for name in listed if name and not name.startswith(("tests/", "benchmarks/"))]
    text = "\n".join((ROOT / name).read_text() for name in shown if (ROOT / name).is_file())
    return " ".join(re.sub(r'"\s*\n\s*f?"', "", text).split())


def test_bold_words_for_schools_are_on_the_pages():
    said, wrong = words_of_the_site(), []
    for page in sorted((ROOT / "docs/senco").glob("*.md")):
        for bold in re.findall(r"\*\*(.+?)\*\*", page.read_text(), re.S):
            if " ".join(bold.split()).strip(".,: ") not in said:
                wrong.append(f"{page.name}: {bold}")
    assert wrong == []


# What each step of the mail's table is in code. The last ones are called once mail has begun.
MAIL_STEPS = {
    "a worker takes it": lambda mail: mail_services.claim(mail.pk),
    "it begins to go out": mail_services.begin,
    "the worker was killed": lambda mail: mail_services.end_leases(),
    "the site was restored from a backup": lambda mail: holding.hold_mail(),
    "what it tells of is overtaken": lambda mail: mail_services.call_back([mail.key]),
    "whoever runs the site drops it": lambda mail: holding.drop_held("Too old.", "Ms Lowe"),
    "a person says: it arrived": lambda mail: resolve(mail, arrived=True),
    "a person says: send again": lambda mail: resolve(mail, arrived=False),
    "the mail server asks for later, or is not there": lambda mail: mail_services.try_later(
        mail, "Later."
    ),
    "tried again and again, or refused for good": lambda mail: mail_services.finish(
        mail, Message.State.FAILED, error="No."
    ),
    "the mail server took it": mail_services.sent,
    "the connection broke after the words had left": lambda mail: mail_services.finish(
        mail, Message.State.UNCERTAIN
    ),
}
HAS_BEGUN = list(MAIL_STEPS)[-2:]


def resolve(mail, *, arrived):
    try:
        mail_services.resolve(mail, arrived=arrived, by=UserFactory())
    except IllegalMove:
        assert mail.state not in mail_states.MOVES["a person says: it arrived"] or not arrived


def mail_in(state, step) -> Message:
    minutes = -5 if step == "the worker was killed" else 5
    lease = moment.now() + timedelta(minutes=minutes)
    held = state in {Message.State.CLAIMED, Message.State.SENDING}
    return Message.objects.create(
        key="one", to="a@school.example", subject="1 thing to do", text="Look.", state=state,
        attempts=1, lease_until=lease if held else None,
    )  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("step", MAIL_STEPS)
@pytest.mark.parametrize("state", Message.State.values)
def test_mail_moves_as_its_table_says(step, state):
    if step in HAS_BEGUN and state == Message.State.CLAIMED:
        pytest.skip("asked only after the mail has begun to go out")
    mail = mail_in(state, step)
    MAIL_STEPS[step](mail)
    mail.refresh_from_db()
    assert mail.state == mail_states.MOVES[step].get(state, state)


def test_every_step_of_the_mail_table_is_tried():
    assert set(MAIL_STEPS) == set(mail_states.MOVES)


JOB_STEPS = {
    "a worker takes it": (5, lambda job: job_services.claim(job.pk)),
    "its worker was killed, another takes it": (-5, lambda job: job_services.claim(job.pk)),
    "every row is dealt with": (5, job_services.end),
    "a person cancels it": (5, job_services.cancel),
}


@pytest.mark.django_db
@pytest.mark.parametrize("step", job_states.MOVES)
@pytest.mark.parametrize("state", Job.State.values)
def test_long_work_moves_as_its_table_says(step, state):
    if step.startswith("its worker") and state == Job.State.WAITING:
        pytest.skip("the first worker's step")
    minutes, act = JOB_STEPS[step]
    lease = moment.now() + timedelta(minutes=minutes) if state == Job.State.RUNNING else None
    job = Job.objects.create(kind="any", key="one", school_id=1, state=state, lease_until=lease)
    act(job)
    job.refresh_from_db()
    assert job.state == job_states.MOVES[step].get(state, state)
