"""Lesson sheets and teaching groups. By hand from the policy (security §2, "Lesson sheet", "Roll").

A dash is 404. `own_s` sees the children assigned to them and is told that it is a part; whoever
holds another class, and the office, find no such sheet. Groups are kept as classes are.
"""

from sendcase import moment
from tests.access.asking import table

GET = table("""
                                senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
lesson:class slug/klass       | 200   200  200   -     200   -     -   -   -     -     -   -    -       302
lesson:class-pdf slug/klass   | 200   200  200   -     200   -     -   -   -     -     -   -    -       302
lesson:group slug/group       | 200   200  200   -     200   -     -   -   -     -     -   -    -       302
lesson:group-pdf slug/group   | 200   200  200   -     200   -     -   -   -     -     -   -    -       302
groups:list slug              | 200   200  -     -     -     -     -   200 -     -     -   -    -       302
groups:sheet slug/csv         | 200   200  -     -     -     -     -   200 -     -     -   -    -       302
groups:new slug               | 200   -    -     -     -     -     -   200 -     -     -   -    -       302
groups:page group             | 200   200  -     -     -     -     -   200 -     -     -   -    -       302
groups:pupil_sheet group/csv  | 200   200  -     -     -     -     -   200 -     -     -   -    -       302
groups:edit group             | 200   403  -     -     -     -     -   200 -     -     -   -    -       302
groups:staff group            | 200   403  -     -     -     -     -   200 -     -     -   -    -       302
groups:end-staff group_staff  | 200   403  -     -     -     -     -   200 -     -     -   -    -       302
groups:pupils group?class=klass | 200 403  -     -     -     -     -   200 -     -     -   -    -       302
groups:close group            | 200   403  -     -     -     -     -   200 -     -     -   -    -       302
""")  # noqa: E501

POST = table("""
                                senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
groups:new slug               | 302   -    -     -     -     -     -   302 -     -     -   -    -       401
groups:edit group             | 302   403  -     -     -     -     -   302 -     -     -   -    -       401
groups:staff empty_group      | 302   403  -     -     -     -     -   302 -     -     -   -    -       401
groups:end-staff group_staff  | 302   403  -     -     -     -     -   302 -     -     -   -    -       401
groups:pupils group?class=klass | 302 403  -     -     -     -     -   302 -     -     -   -    -       401
groups:close group            | 302   403  -     -     -     -     -   302 -     -     -   -    -       401
""")  # noqa: E501

BODIES = {
    "groups:new": lambda at: {"name": "Maths 4", "subject": "Maths", "year": "4"},
    "groups:edit": lambda at: {"name": "Maths 5", "year": "5", "version": at.group.version},
    "groups:staff": lambda at: {
        "user": at.group_staff.user_id, "from_on": moment.today().isoformat(),
    },
    "groups:end-staff": lambda at: {
        "on": moment.today().isoformat(), "version": at.group_staff.version,
    },
    "groups:pupils": lambda at: {
        "pupils": [at.pupil.pk, at.plain.pk], "version": at.group.version,
    },
}  # fmt: skip
