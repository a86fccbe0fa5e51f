"""A complaint is never part of a letter: no room that writes to families reads one.

Read from the code itself: who imports pupils.complaints, who names the model or the pupil's
`complaints`, and what the merge fields are called.
"""

import ast
from pathlib import Path

import pytest

from letters.merge import COMMON
from letters.purposes import purposes

ROOT = Path(__file__).resolve().parents[2]
# Whoever prepares letters or gives them facts; pupils and reminders are where complaints live.
ROOMS = ("letters", "register", "referrals", "iep")
FILES = [
    path
    for room in ROOMS
    for path in sorted((ROOT / room).rglob("*.py"))
    if "migrations" not in path.parts
]
NAMES = {"Complaint", "ComplaintStep", "complaints", "COMPLAINT_VIEW"}


def read_of(source: str) -> set[str]:
    """What this code takes of complaints: modules imported, names and texts that hold them."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names if "complaint" in alias.name}
        elif isinstance(node, ast.ImportFrom):
            taken = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {name for name in taken if "complaint" in name.lower()}
        elif isinstance(node, ast.Attribute):
            found |= {node.attr} & NAMES
        elif isinstance(node, ast.keyword):
            found |= set((node.arg or "").split("__")) & NAMES
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            # get_model("pupils", "Complaint"), prefetch_related("complaints"), "pupil__complaints"
            parts = set(node.value.replace("__", " ").replace(".", " ").split())
            found |= parts & (NAMES | {"complaint"}) if len(node.value) < 60 else set()
    return found


def test_there_is_something_to_read():
    assert len(FILES) > 100


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_room_that_writes_letters_reads_a_complaint(path):
    assert read_of(path.read_text()) == set()


@pytest.mark.parametrize(
    "code",
    [
        "from pupils.complaints.models import Complaint",
        "from pupils.complaints import services",
        "from pupils.models import Complaint",
        "from pupils import complaints",
        "import pupils.complaints.services",
        "rows = pupil.complaints.all()",
        "apps.get_model('pupils', 'Complaint')",
        "Pupil.objects.filter(complaints__about='x')",
        "Pupil.objects.prefetch_related('complaints')",
        "importlib.import_module('pupils.complaints')",
    ],
)
def test_each_way_to_read_one_would_be_found(code):
    assert read_of(code)


def test_no_merge_field_and_no_starter_text_speaks_of_one():
    fields = {*COMMON, *(name for each in purposes.values() for name in (*each.facts, *each.asked))}
    assert fields and not [name for name in fields if "complain" in name.lower()]
    texts = [*(ROOT / "templates/letters").rglob("*.html"), *(ROOT / "letters").rglob("*.md"),
             *(ROOT / "templates/letters").rglob("*.md")]  # fmt: skip
    assert texts and not [path for path in texts if "complaint" in path.read_text().lower()]
