"""EHC plans. By hand from the agreed policy.

A dash is 404. SENCO and head read the whole, the SENCO alone writes. Who teaches the child reads
and confirms some sections; who supports them fewer. The office, governors, trust and guests read
nothing, and nobody outside the class knows that there is a plan.
"""

from ehcp.plans.services import restoring
from sendcase import moment
from tests.access.asking import table

GET = table("""
                                   senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
ehc_plans:list slug              | 200   200  -     -     -     -     -   -   -     -     -   -    -       302
ehc_plans:sheet slug/csv         | 200   200  -     -     -     -     -   -   -     -     -   -    -       302
pupils:panel pupil/ehc           | 200   200  200   -     200   -     -   403 -     403   -   -    -       302
ehc_plans:new to_record          | 200   403  403   -     403   -     -   403 -     403   -   -    -       302
ehc_plans:page ehc_plan          | 200   200  200   -     200   -     -   -   -     -     -   -    -       302
ehc_plans:compare ehc_plan       | 200   200  403   -     403   -     -   -   -     -     -   -    -       302
ehc_plans:details ehc_plan       | 200   403  403   -     403   -     -   -   -     -     -   -    -       302
ehc_plans:section ehc_plan/A     | 200   403  403   -     403   -     -   -   -     -     -   -    -       302
ehc_plans:line_new ehc_plan/needs| 200   403  403   -     403   -     -   -   -     -     -   -    -       302
ehc_plans:line ehc_plan/needs/ehc_need | 200   403  403   -     403   -     -   -   -     -     -   -    -       302
ehc_plans:keep ehc_plan          | 200   403  403   -     403   -     -   -   -     -     -   -    -       302
ehc_plans:take_back ehc_plan     | 200   403  403   -     403   -     -   -   -     -     -   -    -       302
ehc_plans:end ehc_plan           | 200   403  403   -     403   -     -   -   -     -     -   -    -       302
ehc_plans:move ehc_plan          | 200   403  403   -     403   -     -   -   -     -     -   -    -       302
pupils:document ehc_paper        | 200   200  -     -     -     -     -   -   -     -     -   -    -       302
""")  # noqa: E501

POST = table("""
                                   senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
ehc_plans:new to_record          | 302   403  403   -     403   -     -   403 -     403   -   -    -       401
ehc_plans:read ehc_plan          | 302   302  302   -     302   -     -   -   -     -     -   -    -       401
ehc_plans:details ehc_plan       | 302   403  403   -     403   -     -   -   -     -     -   -    -       401
ehc_plans:section ehc_plan/A     | 302   403  403   -     403   -     -   -   -     -     -   -    -       401
ehc_plans:line_new ehc_plan/needs| 302   403  403   -     403   -     -   -   -     -     -   -    -       401
ehc_plans:line ehc_plan/needs/ehc_need | 302   403  403   -     403   -     -   -   -     -     -   -    -       401
ehc_plans:line_out ehc_plan/needs/ehc_need | 302   403  403   -     403   -     -   -   -     -     -   -    -       401
ehc_plans:keep ehc_plan          | 302   403  403   -     403   -     -   -   -     -     -   -    -       401
ehc_plans:take_back ehc_plan     | 302   403  403   -     403   -     -   -   -     -     -   -    -       401
ehc_plans:end ehc_plan           | 302   403  403   -     403   -     -   -   -     -     -   -    -       401
ehc_plans:move ehc_plan          | 302   403  403   -     403   -     -   -   -     -     -   -    -       401
""")  # noqa: E501

TODAY = moment.today().isoformat()
BODIES = {
    "ehc_plans:new": lambda at: {"what": "draft", "local_authority": "Westshire"},
    "ehc_plans:read": lambda at: {"number": 1},
    "ehc_plans:details": lambda at: {
        "local_authority": "Westshire", "issued_on": at.ehc_plan.issued_on.isoformat(),
        "version": at.ehc_plan.version,
    },
    "ehc_plans:section": lambda at: {"words": "Likes water.", "version": 1},
    "ehc_plans:line_new": lambda at: {"number": 2, "words": "Cannot hear well."},
    "ehc_plans:line": lambda at: {"number": 1, "words": "Other words.", "version": 1},
    "ehc_plans:line_out": lambda at: {"put": "out"},
    "ehc_plans:keep": lambda at: {"kind": "amended", "dated_on": TODAY,
                                  "version": at.ehc_plan.version},
    "ehc_plans:take_back": lambda at: {
        "seen": restoring.seal_of(at.ehc_plan, restoring.in_use(at.ehc_plan)),
    },
    "ehc_plans:end": lambda at: {"last_day": TODAY, "reason": "No longer needed.",
                                 "version": at.ehc_plan.version},
    "ehc_plans:move": lambda at: {"local_authority": "Eastshire", "moved_on": TODAY,
                                  "version": at.ehc_plan.version},
}  # fmt: skip
