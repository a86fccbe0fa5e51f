"""All records of a school in one file. By hand from the agreed policy: the SENCO asks, the head is
the second person, whoever asked downloads. A dash is 404: nobody else knows that there is one.
"""

from reports.export import services
from tests.access.asking import table

GET = table("""
                                      senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
school_exports:index slug             | 200  200  -     -     -     -     -   -   -     -     -   -    -       302
school_exports:new slug               | 200  -    -     -     -     -     -   -   -     -     -   -    -       302
school_exports:page school_export     | 200  200  -     -     -     -     -   -   -     -     -   -    -       302
school_exports:page ready_export      | 200  200  -     -     -     -     -   -   -     -     -   -    -       302
school_exports:progress ready_export  | 302  302  -     -     -     -     -   -   -     -     -   -    -       302
school_exports:file ready_export      | 200  403  -     -     -     -     -   -   -     -     -   -    -       302
school_exports:step school_export/agree | 403 200 -     -     -     -     -   -   -     -     -   -    -       302
school_exports:step school_export/refuse | 403 200 -    -     -     -     -   -   -     -     -   -    -       302
""")  # noqa: E501

POST = table("""
                                      senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
school_exports:new slug               | 302  -    -     -     -     -     -   -   -     -     -   -    -       401
school_exports:step school_export/agree | 403 302 -     -     -     -     -   -   -     -     -   -    -       401
school_exports:step school_export/refuse | 403 302 -    -     -     -     -   -   -     -     -   -    -       401
school_exports:stop school_export     | 302  302  -     -     -     -     -   -   -     -     -   -    -       401
school_exports:remove ready_export    | 302  302  -     -     -     -     -   -   -     -     -   -    -       401
""")  # noqa: E501

BODIES = {
    "school_exports:new": lambda at: {"reason": "We move to another installation."},
    "school_exports:step school_export/agree": lambda at: {"version": at.school_export.version},
    "school_exports:step school_export/refuse": lambda at: {
        "words": "Not before the inspection.", "version": at.school_export.version
    },
}  # fmt: skip
# One of a school at a time: the one that waits makes room first.
BEFORE = {
    "school_exports:new": lambda at: services.stop(
        row=at.school_export, by=at.school_export.asked_by
    )
}
