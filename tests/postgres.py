"""What runs again on PostgreSQL, in one place: `pytest --where-postgresql-decides` (scripts/test).

Every test runs on SQLite. A second time, on PostgreSQL, runs what SQL, a lock, a trigger or a real
worker decides; what a page says, a form refuses, a paper holds or a function counts is the same on
both, and the matrix opens every page and presses every button there too.
A folder stands in AGAIN or in ONCE with its reason; of a folder of AGAIN all files run but those
that a line of FILES_ONCE fits, so that a new file runs until somebody says why it need not.
"""

from fnmatch import fnmatch

AGAIN = {
    "access": "who sees what is a query",
    "accounts": "sessions, guests and duties are rows with days",
    "agencies": "which request is open, and to whom, is a query",
    "audit": "the chain, its locks and triggers",
    "ehcp": "services, deadlines and lists",
    "faults": "kills while the server, its locks and Redis are at work",
    "iep": "services, versions, lists and what is saved at once",
    "letters": "batches, links and who gets a letter",
    "provision": "sessions, counting and the ledger are SQL",
    "pupils": "lists, search, order, imports and who sees whom",
    "referrals": "services and who sees what",
    "register": "history by day, services",
    "reminders": "nightly counting, escalation, owners",
    "reports": "figures of a day and of a term are counted in SQL",
    "schools": "services, policies, two schools",
    "sendcase": "jobs, outbox, locks, frozen tables, backups",
}
ONCE = {
    "browser": "how a page looks and is used; one journey goes all the way there",
    "demo": "embedded: it never runs on a server",
    "repo": "what stands in the files; the migrations run there in sendcase/test_upgrade.py",
}
BUT = "browser/test_journey.py"  # of ONCE

PAGE = "what a page says was read on SQLite; the matrix opens it there"
PAPER = "how a paper is laid out"
PURE = "no database"
FORM = "refused before a row is read"
SHEET = "the rows of a file come from its list, whose SQL runs there"
FILES_ONCE = {
    # Everywhere
    "*/test_pages.py": PAGE, "*/test_*_page.py": PAGE, "*/test_*_pages.py": PAGE,
    "*/test_views.py": PAGE, "*/test_*_views.py": PAGE, "*/test_browser.py": PAGE,
    "*/test_paper.py": PAPER, "*/test_paper_*.py": PAPER, "*/test_pdf*.py": PAPER,
    "*/test_*lists_as_files.py": SHEET, "*/test_sheets.py": SHEET,
    # faults: what a kill does to a job and to a mail is asked there of jobs, mails and letters
    "faults/test_packs.py": "a job like those of test_jobs.py and test_letter_batches.py",
    "faults/test_school_export.py": "a job like those of test_jobs.py and test_letter_batches.py",
    "faults/test_sessions.py": "provision/sessions/test_nightly.py runs there",
    "faults/test_overnight.py": "beat, worker and broker: test_beat.py runs there",
    "faults/test_sealing.py": "processes at one file; for a server audit/test_sealing.py",
    # access
    "access/test_bodies.py": FORM, "access/test_extra_fields.py": FORM,
    "access/test_requests.py": FORM, "access/test_declared.py": PURE,
    "access/test_*_words.py": PAGE, "access/test_left_open.py": "the session is asked, no row",
    "access/test_governor_crawl.py": PAGE, "access/test_policies.py": PURE,
    # accounts, agencies, audit
    "accounts/test_passwords.py": FORM, "accounts/test_second_factor.py": FORM,
    "accounts/test_sign_in.py": FORM, "accounts/test_typed_before_sign_in.py": FORM,
    # ehcp
    "ehcp/test_clash*.py": PURE, "ehcp/test_clock*.py": PURE, "ehcp/test_frame.py": PAGE,
    "ehcp/authority_forms/*": "Word files", "ehcp/reviews/meeting/test_content.py": PAGE,
    "ehcp/reviews/planning/test_posting.py": PAPER,
    # iep
    "iep/wording/*": PURE, "iep/ring/*": PAPER, "iep/sections/*": FORM, "iep/lesson/*": PAPER,
    "iep/versions/test_differences.py": PURE, "iep/bank/test_starter.py": PURE,
    "iep/bank/test_names.py": PURE, "iep/reviews/test_late_tab.py": PAGE,
    "iep/reviews/test_todays_section.py": PAGE, "iep/test_today_asks_first.py": PAGE,
    "iep/test_said.py": PAGE, "iep/test_gathering.py": PAGE, "iep/test_editing.py": FORM,
    # letters
    "letters/printed/*": PURE, "letters/test_markup.py": PURE, "letters/test_slips.py": PAPER,
    "letters/test_starter_texts.py": PURE, "letters/test_wording_*.py": PAGE,
    "letters/test_ehc_papers.py": PAPER, "letters/test_outside.py": PAPER,
    "letters/test_envelopes.py": PAPER, "letters/replies/test_code.py": PAGE,
    # provision
    "provision/test_now.py": PAGE, "provision/test_ways.py": PAGE,
    "provision/family_meetings/test_terms.py": PURE, "provision/map/test_map.py": PAGE,
    "provision/measures/test_gains.py": PURE, "provision/sessions/test_today.py": PAGE,
    "provision/sessions/test_term.py": "a week lived through; each service has its own tests",
    "provision/ledger/test_this_week.py": PAGE,
    # pupils
    "pupils/test_*attacks.py": FORM, "pupils/test_roll_workbook.py": FORM,
    "pupils/test_roll_columns.py": FORM, "pupils/test_upn.py": PURE, "pupils/test_page.py": PAGE,
    "pupils/test_photos.py": "pictures", "pupils/test_papers.py": FORM,
    "pupils/test_profile.py": PAPER, "pupils/test_editing.py": FORM,
    # referrals, register, reminders
    "referrals/test_desk.py": PAGE, "referrals/test_lists_and_paper.py": PAGE,
    "register/test_history_import.py": FORM,
    "reminders/test_feed.py": PAGE, "reminders/test_drawing.py": PAGE,
    "reminders/test_year.py": "counts days; each service it calls has its own tests there",
    # reports
    "reports/test_[abdn]*.py": "what a figure becomes on its way out, and words: no database",
    "reports/board/test_reading.py": PAGE, "reports/board/test_glance.py": PAGE,
    "reports/census/test_asked.py": PAGE, "reports/census/test_rules.py": PURE,
    "reports/census/test_content.py": PURE, "reports/export/test_refused.py": FORM,
    "reports/head/test_head.py": PAGE,
    "reports/public/test_names.py": PURE, "reports/public/test_outlines.py": PURE,
    "reports/public/test_outside.py": PAGE, "reports/public/test_suggestions.py": PAGE,
    "reports/sampler/test_removing.py": PURE,
    # schools
    "schools/test_calendar.py": PURE, "schools/test_logo.py": "pictures",
    "schools/test_signature.py": "pictures", "schools/test_presets.py": PURE,
    "schools/test_ways.py": PAGE, "schools/test_people.py": PAGE,
    # sendcase
    "sendcase/test_backup_refused.py": FORM,
    "sendcase/test_clash.py": FORM, "sendcase/test_day_of_the_run.py": PURE,
    "sendcase/test_env.py": PURE, "sendcase/test_failures.py": PAGE,
    "sendcase/test_forms_*.py": PAGE, "sendcase/test_logs.py": PURE,
    "sendcase/test_moment.py": PURE, "sendcase/test_site.py": PAGE,
    "sendcase/test_start_afresh.py": PAGE, "sendcase/test_text.py": PURE,
    "sendcase/test_timeouts.py": FORM, "sendcase/test_word_files.py": "Word files",
}  # fmt: skip

BACKUP = "sendcase/test_backup.py::"
BOTH = "it names its own database; SQLite's run had it"
TESTS_ONCE = {
    "access/test_matrix.py::test_the_other_school_has_one_of_each": "a row of SQLite's run",
    "access/test_matrix.py::test_every_way_to_ask_has_a_row": FORM,
    BACKUP + "test_moved_to_another_site_every_row_and_file_is_the_same[sqlite-sqlite]": BOTH,
    BACKUP + "test_a_restored_site_sends_nothing_until_it_is_released[sqlite]": BOTH,
    BACKUP + "test_a_filled_site_is_not_restored_over[sqlite]": BOTH,
    "browser/test_journey.py::test_a_concern_becomes_support_a_plan_and_a_letter_home[three_tiers":
        "one policy is enough for jobs, locks and triggers",
    "browser/test_journey.py::test_a_concern_becomes_support_a_plan_and_a_letter_home[tutor_led":
        "one policy is enough for jobs, locks and triggers",
}  # fmt: skip


def runs_again(file: str) -> bool:
    """`file`: below tests/, as "letters/test_who.py"."""
    if file == BUT:
        return True
    return file.split("/")[0] in AGAIN and not any(fnmatch(file, one) for one in FILES_ONCE)


def is_once(nodeid: str) -> bool:
    """Whether this test of a file that runs again does not: "tests/access/test_x.py::test_y"."""
    return nodeid.removeprefix("tests/").startswith(tuple(TESTS_ONCE))
