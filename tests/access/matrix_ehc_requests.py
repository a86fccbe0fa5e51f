"""Requests for an assessment, consultations, disputes. By hand from the agreed policy.

A dash is 404. The SENCO writes, the head reads. Nobody else knows that there is one.
"""

from sendcase import moment
from tests.access.asking import table
from tests.access.records_ehc_requests import ASKED

TODAY = moment.today().isoformat()

GET = table("""
                                          senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
ehc_requests:list slug                    | 200  200  -     -     -     -     -   -   -     -     -   -    -       302
ehc_requests:sheet slug/csv               | 200  200  -     -     -     -     -   -   -     -     -   -    -       302
ehc_requests:consultations slug           | 200  200  -     -     -     -     -   -   -     -     -   -    -       302
ehc_requests:consultations_sheet slug/csv | 200  200  -     -     -     -     -   -   -     -     -   -    -       302
ehc_requests:page ehc_request             | 200  200  -     -     -     -     -   -   -     -     -   -    -       302
ehc_requests:consultation ehc_consultation| 200  200  -     -     -     -     -   -   -     -     -   -    -       302
ehc_requests:dispute ehc_dispute          | 200  200  -     -     -     -     -   -   -     -     -   -    -       302
ehc_requests:step ehc_request/received    | 200  403  -     -     -     -     -   -   -     -     -   -    -       302
ehc_requests:step ehc_request/refused     | 200  403  -     -     -     -     -   -   -     -     -   -    -       302
ehc_requests:step ehc_request/assessing   | 200  403  -     -     -     -     -   -   -     -     -   -    -       302
ehc_requests:step ehc_request/advice-sent | 200  403  -     -     -     -     -   -   -     -     -   -    -       302
ehc_requests:step ehc_request/exemption   | 200  403  -     -     -     -     -   -   -     -     -   -    -       302
ehc_requests:step ehc_request/drop        | 200  403  -     -     -     -     -   -   -     -     -   -    -       302
ehc_requests:step ehc_considered/change   | 200  403  -     -     -     -     -   -   -     -     -   -    -       302
ehc_requests:step ehc_considered/consult  | 200  403  -     -     -     -     -   -   -     -     -   -    -       302
ehc_requests:step ehc_considered/send     | 200  403  -     -     -     -     -   -   -     -     -   -    -       302
ehc_requests:correct ehc_request          | 200  403  -     -     -     -     -   -   -     -     -   -    -       302
ehc_requests:reply ehc_consultation       | 200  403  -     -     -     -     -   -   -     -     -   -    -       302
ehc_requests:correct_consultation ehc_consultation| 200  403  -     -     -     -     -   -   -     -     -   -    -       302
ehc_requests:change_dispute ehc_dispute   | 200  403  -     -     -     -     -   -   -     -     -   -    -       302
ehc_requests:end_dispute ehc_dispute      | 200  403  -     -     -     -     -   -   -     -     -   -    -       302
ehc_requests:new pupil_free               | 200  403  403   -     403   -     -   403 -     403   -   -    -       302
ehc_requests:new_consultation pupil       | 200  403  403   -     403   -     -   403 -     403   -   -    -       302
ehc_requests:new_dispute pupil            | 200  403  403   -     403   -     -   403 -     403   -   -    -       302
""")  # noqa: E501

POST = table("""
                                          senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
ehc_requests:step ehc_request/received    | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
ehc_requests:step ehc_request/refused     | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
ehc_requests:step ehc_request/assessing   | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
ehc_requests:step ehc_request/advice-sent | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
ehc_requests:step ehc_request/exemption   | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
ehc_requests:step ehc_request/drop        | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
ehc_requests:step ehc_considered/change   | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
ehc_requests:step ehc_considered/consult  | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
ehc_requests:step ehc_considered/send     | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
ehc_requests:correct ehc_request          | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
ehc_requests:reply ehc_consultation       | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
ehc_requests:correct_consultation ehc_consultation| 302  403  -     -     -     -     -   -   -     -     -   -    -       401
ehc_requests:change_dispute ehc_dispute   | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
ehc_requests:end_dispute ehc_dispute      | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
ehc_requests:new pupil_free               | 302  403  403   -     403   -     -   403 -     403   -   -    -       401
ehc_requests:new_consultation pupil       | 302  403  403   -     403   -     -   403 -     403   -   -    -       401
ehc_requests:new_dispute pupil            | 302  403  403   -     403   -     -   403 -     403   -   -    -       401
""")  # noqa: E501


def on(row, **fields):
    return lambda at: {"version": getattr(at, row).version} | fields


def step(row, key, **fields):
    return {f"ehc_requests:step {row}/{key}": on(row, **fields)}


BODIES = {
    **step("ehc_request", "received", received_on=TODAY),
    **step("ehc_request", "refused", decided_on=TODAY, feedback="Not yet needed."),
    **step("ehc_request", "assessing", decided_on=TODAY),
    **step("ehc_request", "advice-sent", advice_sent_on=TODAY),
    **step("ehc_request", "exemption", exemption="school_closed", exemption_words="Summer."),
    **step("ehc_request", "drop", end_reason="The family moves."),
    **step("ehc_considered", "change", why="More.", local_authority="Westshire"),
    **step("ehc_considered", "consult", consulted_on=TODAY, family_agrees="no"),
    **step("ehc_considered", "send", sent_on=TODAY),
    "ehc_requests:correct": on("ehc_request", field="sent_on", now="2025-01-06", reason="Typed."),
    "ehc_requests:reply": on("ehc_consultation", replied_on=TODAY, answer="can", words="Yes."),
    "ehc_requests:correct_consultation": on(
        "ehc_consultation", field="received_on", now="2025-01-06", reason="Typed."
    ),
    "ehc_requests:change_dispute": on("ehc_dispute", appeal_on=TODAY),
    "ehc_requests:end_dispute": on("ehc_dispute", ended_on=TODAY, outcome="They agreed."),
    "ehc_requests:new": lambda at: ASKED,
    "ehc_requests:new_consultation": lambda at: {
        "local_authority": "Westshire", "received_on": TODAY,
    },
    "ehc_requests:new_dispute": lambda at: {"about": "placement", "letter_on": TODAY},
}  # fmt: skip
