"""How far a demo school is filled, in words: for its banner and for the terminal of `make run`."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings

from demo.jobs import KIND, job_of, key_of
from demo.plot import plot_of
from demo.schools import SCHOOLS
from sendcase import moment
from sendcase.jobs import services as jobs
from sendcase.jobs.models import Job

EARLY = 8  # rows: before so many nobody can say how long it takes
LONGEST = 600  # seconds: a build that was stopped overnight says no time at all
_full: set[int] = set()  # schools that need not be asked about again


@dataclass(frozen=True)
class Filling:
    """words: one sentence; goes_on: whether to ask again; failed: pieces that could not be made."""

    school: str
    slug: str
    words: str
    goes_on: bool
    failed: int = 0

    @property
    def url(self) -> str:
        return f"/{self.slug}/filling/"


def of(school) -> Filling | None:
    """None where there is nothing to say: no demo, or all is there."""
    if not settings.DEMO or school is None or not school.is_demo or school.pk in _full:
        return None
    found = look(school.name, school.slug)
    if found is None or not found.goes_on and not found.failed:
        _full.add(school.pk)
        return None
    return found


def look(name: str, slug: str) -> Filling | None:
    """None for a school that no job fills and none will."""
    job = job_of(slug)
    if job is None:
        before = waits_for(slug)
        words = f"Its turn comes after {before}."
        return Filling(name, slug, words, goes_on=True) if before else None
    done = jobs.progress(job)
    if job.state not in (Job.State.WAITING, Job.State.RUNNING):
        words = "All is here."
        if done.failed:
            words = f"{done.failed} of {done.total} pieces could not be made; the log says why."
        return Filling(name, slug, words, goes_on=False, failed=done.failed)
    return Filling(name, slug, so_far(job, slug, done) + time_left(job, done), goes_on=True)


def waits_for(slug: str) -> str:
    """The school that is being filled before this one."""
    keys = {key_of(demo.slug): demo.name for demo in SCHOOLS}
    working = Job.objects.filter(kind=KIND, state__in=["waiting", "running"])
    key = working.exclude(key=key_of(slug)).values_list("key", flat=True).first()
    return keys.get(key, "")


def so_far(job: Job, slug: str, progress: jobs.Progress) -> str:
    """Children first, class by class; then what happened to them."""
    first = job.rows.values_list("args", flat=True).first()
    plot = plot_of(slug, date.fromisoformat(first["day"]), first["scale"])
    size, groups = len(plot.children), len({child.group for child in plot.children})
    reached = progress.done + progress.failed
    if reached < groups:
        return f"{reached * size // groups} of {size} children are here"
    steps, of_all = reached - groups, progress.total - groups
    return f"All {size} children are here; {steps} of {of_all} steps of their history, too"


def time_left(job: Job, progress: jobs.Progress) -> str:
    reached = progress.done + progress.failed
    if reached < EARLY:
        return "."
    seconds = (moment.now() - job.created_at).total_seconds() / reached * progress.waiting
    return "." if seconds > LONGEST else f". About {max(5, round(seconds / 5) * 5)} seconds more."


def all_of_them() -> list[Filling]:
    found = (look(demo.name, demo.slug) for demo in SCHOOLS)
    return [each for each in found if each is not None]
