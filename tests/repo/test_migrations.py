"""The other tests make tables straight from the models; here the migrations prove themselves, and
in tests/sendcase/test_upgrade.py, where every one of them runs.
"""

import os
import subprocess
import sys

import pytest
from django.core.management import call_command


def manage(tmp_path, *words, **variables):
    clean = {k: v for k, v in os.environ.items() if k in {"PATH", "HOME", "LANG"}}
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        env=clean | {"DATA_DIR": str(tmp_path)} | variables, capture_output=True, text=True,
    )  # fmt: skip


@pytest.mark.django_db
def test_the_models_have_no_change_without_a_migration():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_a_site_user_is_for_postgresql_and_nothing_is_done_without(tmp_path):
    done = manage(tmp_path, "upgrade", "--site-user", "sendcase_site")
    assert done.returncode != 0 and "Only PostgreSQL has users" in done.stderr
    assert "Applying" not in done.stdout
