"""What stands on the operators' pages can be typed: each command exists and takes these words."""

import re
import shlex
from pathlib import Path

import pytest
from django.core.management import CommandError, get_commands, load_command_class

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted((ROOT / "docs/operators").glob("*.md"))
CODE = re.compile(r"^ *```.*?^ *```|`[^`]+`", re.M | re.S)


def typed(page: Path) -> list[str]:
    """The words after manage.py, to the end of the command."""
    code = "\n".join(CODE.findall(page.read_text())).replace("\\\n", " ")
    code = re.sub(r"(?<=restore)\n(?=/)", " ", code)  # one command, broken in a sentence
    found = re.findall(r"manage\.py ([^\n`|]+)", code)
    return [re.split(r" #|\)$|; | && ", line)[0].strip() for line in found]


LINES = [(page.name, line) for page in PAGES for line in typed(page)]


@pytest.mark.parametrize(("page", "line"), LINES, ids=[f"{p} {words}" for p, words in LINES])
def test_the_command_takes_these_words(page, line):
    name, *words = shlex.split(line)
    command = load_command_class(get_commands()[name], name)
    try:
        command.create_parser("manage.py", name).parse_args(words)
    except CommandError as error:
        pytest.fail(f"{line}: {error}")


def test_every_command_for_operators_is_on_a_page():
    ours = {"backup", "backup_key", "restore", "release", "held_mail", "upgrade", "first_school",
            "trust", "check_deployment", "renew_second_factors", "reset_second_factor",
            "verify_audit", "recount_deadlines"}  # fmt: skip
    assert ours <= {line.split()[0] for _, line in LINES}
    assert len(LINES) > 20


def test_every_setting_is_on_the_page_of_settings():
    asked = re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', (ROOT / "sendcase/settings.py").read_text())
    page = (ROOT / "docs/operators/settings.md").read_text()
    assert [name for name in asked if f"`{name}`" not in page] == []
