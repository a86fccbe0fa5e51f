"""What the school publishes. By hand from the agreed policy: the SENCO writes and publishes, the
head approves and writes down the governors' approval; either takes it off the website. A dash is
404. What is published everybody reads: tests/reports/public/test_outside.py.
"""

from reports.public import content, reading
from sendcase import moment
from tests.access.asking import table
from tests.access.records_public import approved, minuted, unbegun

TODAY = moment.today()

GET = table("""
                                       senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
public:sen-information-report slug   | 302   302  -     -     -     -     -   -   -     -     -   -    -       302
public:inclusion-strategy slug       | 302   302  -     -     -     -     -   -   -     -     -   -    -       302
public:due school                    | 302   302  -     -     -     -     -   -   -     -     -   -    -       302
public:page public_doc               | 200   200  -     -     -     -     -   -   -     -     -   -    -       302
public:read public_doc               | 200   200  -     -     -     -     -   -   -     -     -   -    -       302
public:draft_pdf public_doc          | 200   200  -     -     -     -     -   -   -     -     -   -    -       302
public:section public_doc/now        | 200   403  -     -     -     -     -   -   -     -     -   -    -       302
public:section public_doc/budget     | 200   403  -     -     -     -     -   -   -     -     -   -    -       302
public:new_line public_doc           | 200   403  -     -     -     -     -   -   -     -     -   -    -       302
public:line public_line              | 200   403  -     -     -     -     -   -   -     -     -   -    -       302
public:approve public_doc            | 403   200  -     -     -     -     -   -   -     -     -   -    -       302
public:governors public_doc          | 403   302  -     -     -     -     -   -   -     -     -   -    -       302
public:take_down public_out          | 200   200  -     -     -     -     -   -   -     -     -   -    -       302
public:version public_out/1          | 200   200  -     -     -     -     -   -   -     -     -   -    -       302
public:version_pdf public_out/1      | 200   200  -     -     -     -     -   -   -     -     -   -    -       302
""")  # noqa: E501

POST = table("""
                                       senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
public:sen-information-report slug   | 302   403  -     -     -     -     -   -   -     -     -   -    -       401
public:inclusion-strategy slug       | 302   403  -     -     -     -     -   -   -     -     -   -    -       401
public:section public_doc/now        | 302   403  -     -     -     -     -   -   -     -     -   -    -       401
public:new_line public_doc           | 302   403  -     -     -     -     -   -   -     -     -   -    -       401
public:line public_line              | 302   403  -     -     -     -     -   -   -     -     -   -    -       401
public:remove_line public_line       | 302   403  -     -     -     -     -   -   -     -     -   -    -       401
public:approve public_doc            | 403   302  -     -     -     -     -   -   -     -     -   -    -       401
public:governors public_doc          | 403   302  -     -     -     -     -   -   -     -     -   -    -       401
public:publish public_doc            | 302   403  -     -     -     -     -   -   -     -     -   -    -       401
public:change public_doc             | 302   403  -     -     -     -     -   -   -     -     -   -    -       401
public:next public_out               | 302   403  -     -     -     -     -   -   -     -     -   -    -       401
public:take_down public_out          | 302   302  -     -     -     -     -   -   -     -     -   -    -       401
""")  # noqa: E501


def by(document):
    return document.begun_by


# The state in which the button does something.
BEFORE = {
    "public:sen-information-report": lambda at: unbegun(at.public_out),
    "public:inclusion-strategy": lambda at: unbegun(at.public_doc),
    "public:governors": lambda at: approved(at.public_doc, by(at.public_doc)),
    "public:change": lambda at: approved(at.public_doc, by(at.public_doc)),
    "public:publish": lambda at: minuted(
        approved(at.public_doc, by(at.public_doc)), by(at.public_doc)
    ),
}

BODIES = {
    "public:section": lambda at: {
        "words": "We also ask each child.", "version": at.public_section.version,
    },
    "public:new_line": lambda at: {"activity": "Training", "year": TODAY.year, "pence": "450"},
    "public:line": lambda at: {
        "activity": "Sensory room", "year": 2026, "pence": "1,300",
        "version": at.public_line.version,
    },
    "public:approve": lambda at: {
        "seen": content.digest(reading.value_of(at.public_doc)), "no_child": "on",
    },
    "public:governors": lambda at: {
        "on": TODAY.isoformat(), "minuted_by": "Ms Clerk", "version": at.public_doc.version + 1,
    },
    "public:take_down": lambda at: {"why": "A slip in a phone number."},
}  # fmt: skip
