"""What runs again on PostgreSQL is said for every folder of tests, and each line still fits one."""

import re
from fnmatch import fnmatch
from pathlib import Path

from tests import postgres

TESTS = Path(__file__).resolve().parents[1]
FILES = sorted(path.relative_to(TESTS).as_posix() for path in TESTS.rglob("test_*.py"))


def test_every_folder_is_named_once():
    folders = {file.split("/")[0] for file in FILES}
    assert postgres.AGAIN.keys() | postgres.ONCE.keys() == folders
    assert postgres.AGAIN.keys() & postgres.ONCE.keys() == set()


def test_every_line_fits_a_file_and_has_its_reason():
    lines = {**postgres.FILES_ONCE, postgres.BUT: "."}
    assert [one for one in lines if not any(fnmatch(file, one) for file in FILES)] == []
    for one, why in {**postgres.AGAIN, **postgres.ONCE, **postgres.FILES_ONCE}.items():
        assert why, one


def test_every_test_named_is_there():
    for one in postgres.TESTS_ONCE:
        file, name = one.split("::")
        assert postgres.runs_again(file), one
        assert f"def {name.split('[')[0]}(" in (TESTS / file).read_text(), one


# By hand: where two at once, a lock, a trigger, a constraint or who sees whom is asked.
ON_BOTH = [
    "access/test_matrix.py", "access/test_duty.py", "audit/test_sealing.py",
    "faults/test_jobs.py", "faults/test_outbox.py", "faults/test_under_load.py",
    "faults/test_two_editors.py", "faults/test_letter_batches.py", "faults/test_backup.py",
    "letters/test_at_once.py", "letters/links/test_at_once.py", "letters/test_who.py",
    "provision/sessions/test_at_once.py", "pupils/test_list_filters.py", "pupils/test_find.py",
    "pupils/test_list_sorting.py", "pupils/test_sharing.py", "pupils/complaints/test_who_sees.py",
    "reports/figures/test_term.py", "reports/figures/test_day.py", "schools/test_twice.py",
    "sendcase/test_frozen.py", "sendcase/test_upgrade.py", "sendcase/test_at_once.py",
    "sendcase/test_backup.py", "sendcase/test_database_users.py", "schools/owed/test_at_once.py",
]  # fmt: skip


def test_what_only_a_server_can_get_wrong_runs_on_it():
    assert [file for file in ON_BOTH if not postgres.runs_again(file)] == []
    assert [file for file in ON_BOTH if file not in FILES] == []
    at_once = [file for file in FILES if file.endswith("at_once.py")]
    assert [file for file in at_once if not postgres.runs_again(file)] == []


def test_what_runs_on_a_server_alone_runs():
    alone = re.compile(r'vendor != "postgresql"|mark\.postgres\b|from tests\.factories\.at_once')
    files = [file for file in FILES if alone.search((TESTS / file).read_text())]
    assert len(files) > 8
    assert [file for file in files if not postgres.runs_again(file)] == ["repo/test_postgres.py"]


def test_a_new_file_runs_until_somebody_says_why_it_need_not():
    assert postgres.runs_again("letters/test_of_tomorrow.py")
    assert not postgres.runs_again("letters/test_pages.py")
    assert not postgres.runs_again("browser/test_gallery.py")
