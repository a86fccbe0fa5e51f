"""In which order the workers of pytest-xdist get the tests: what takes long goes first.

A file goes to one worker as a whole, for what it builds once; of those in APART each test is a
piece of work of its own. docs/decisions/test-time.md says what was measured.
"""

from xdist.scheduler import LoadScopeScheduling

APART = {
    "tests/browser/test_every_page.py",
    "tests/browser/test_every_page_of_plans.py",
    "tests/browser/test_every_page_of_pupils.py",
    "tests/browser/test_journey.py",
    "tests/demo/test_filling.py",
    "tests/faults/test_backup.py",
    "tests/faults/test_under_load.py",
    "tests/sendcase/test_upgrade.py",
}
ONE_CAST = "tests/access/"  # what it builds is dear, and serves every file there
LONGEST_FIRST = [
    "tests/demo/test_whole.py",
    "tests/browser/test_journey.py",
    "tests/access",
    "tests/browser/test_every_page.py",
    "tests/browser/test_every_page_of_pupils.py",
    "tests/browser/test_every_page_of_plans.py",
    "tests/faults/test_backup.py",
    "tests/sendcase/test_backup.py",
    "tests/demo/test_filling.py",
    "tests/sendcase/test_upgrade.py",
    "tests/faults/test_under_load.py",
    "tests/browser/test_gallery.py",
    "tests/faults",
    "tests/browser",
    "tests/sendcase",
]


def piece_of(nodeid: str) -> str:
    """Tests of one piece go to one worker, in their order."""
    if nodeid.startswith(ONE_CAST):
        return ONE_CAST
    file = nodeid.split("::", 1)[0]
    return nodeid if file in APART else file


def turn_of(nodeid: str) -> int:
    """0 goes first."""
    fits = (number for number, start in enumerate(LONGEST_FIRST) if nodeid.startswith(start))
    return next(fits, len(LONGEST_FIRST))


class LongestFirst(LoadScopeScheduling):
    def __init__(self, config, log=None):
        super().__init__(config, log)
        config.option.loadscopereorder = False  # it would put files of few tests last

    def _split_scope(self, nodeid):
        return piece_of(nodeid)
