"""Outside agencies. By hand from the agreed policy (row “Agency report”).

A dash is 404. SENCO: everything. Head: reads all, and looks where a ground stood in for consent.
Whoever works with the child: the tab, with what the SENCO gave. Office, governors: nothing. The
guest: the one case they were let in on, and their own advice.
"""

from datetime import timedelta

from sendcase import moment
from tests.access.asking import table

TODAY = moment.today().isoformat()
LATER = (moment.today() + timedelta(days=30)).isoformat()

GET = table("""
                                              senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
agencies:list slug                          | 200  200  -     -     -     -     -   -   -     -     -   -    -       302
agencies:sheet slug/csv                     | 200  200  -     -     -     -     -   -   -     -     -   -    -       302
agencies:advice_list slug                   | 200  200  -     -     -     -     -   -   -     -     -   -    -       302
agencies:advice_sheet slug/csv              | 200  200  -     -     -     -     -   -   -     -     -   -    -       302
agencies:directory slug                     | 200  200  -     -     -     -     -   -   -     -     -   -    -       302
agencies:directory_sheet slug/xlsx          | 200  200  -     -     -     -     -   -   -     -     -   -    -       302
agencies:agency_new slug                    | 200  -    -     -     -     -     -   -   -     -     -   -    -       302
agencies:agency ag_agency                   | 200  403  -     -     -     -     -   -   -     -     -   -    -       302
agencies:new ag_pupil                       | 200  403  403   -     403   -     -   403 -     403   -   -    -       302
agencies:unasked ag_pupil                   | 200  403  403   -     403   -     -   403 -     403   -   -    -       302
pupils:panel ag_pupil/agencies              | 200  200  200   -     200   -     -   403 -     403   -   -    -       302
agencies:request ag_waiting                 | 200  200  -     -     -     -     -   -   -     -     -   -    -       302
agencies:request ag_case                    | 200  200  -     -     -     -     -   -   -     -     -   -    -       302
agencies:step ag_waiting/family             | 200  403  -     -     -     -     -   -   -     -     -   -    -       302
agencies:step ag_waiting/consent            | 200  403  -     -     -     -     -   -   -     -     -   -    -       302
agencies:step ag_waiting/no                 | 200  403  -     -     -     -     -   -   -     -     -   -    -       302
agencies:step ag_waiting/safety             | 200  403  -     -     -     -     -   -   -     -     -   -    -       302
agencies:step ag_waiting/stop               | 200  403  -     -     -     -     -   -   -     -     -   -    -       302
agencies:step ag_ground/look                | 403  200  -     -     -     -     -   -   -     -     -   -    -       302
agencies:step ag_ready/ask                  | 200  403  -     -     -     -     -   -   -     -     -   -    -       302
agencies:step ag_ready/to-agency            | 200  403  -     -     -     -     -   -   -     -     -   -    -       302
agencies:step ag_asked/chase                | 200  403  -     -     -     -     -   -   -     -     -   -    -       302
agencies:step ag_asked/began                | 200  403  -     -     -     -     -   -   -     -     -   -    -       302
agencies:step ag_asked/declined             | 200  403  -     -     -     -     -   -   -     -     -   -    -       302
agencies:step ag_asked/let-in               | 200  403  -     -     -     -     -   -   -     -     -   -    -       302
agencies:step ag_over/close                 | 200  403  -     -     -     -     -   -   -     -     -   -    -       302
agencies:advice_new ag_asked                | 200  403  -     -     -     -     -   -   -     -     -   -    -       302
agencies:advice ag_advice                   | 200  200  -     -     -     -     -   -   -     -     -   -    -       302
agencies:advice_step ag_own/read            | 200  403  -     -     -     -     -   -   -     -     -   -    -       302
agencies:advice_step ag_advice/more         | 200  403  -     -     -     -     -   -   -     -     -   -    -       302
agencies:advice_step ag_advice/letter       | 200  403  -     -     -     -     -   -   -     -     -   -    -       302
agencies:advice_step ag_advice/told         | 200  403  -     -     -     -     -   -   -     -     -   -    -       302
agencies:advice_step ag_advice/not-told     | 200  403  -     -     -     -     -   -   -     -     -   -    -       302
agencies:decide ag_point                    | 200  403  -     -     -     -     -   -   -     -     -   -    -       302
agencies:mine_list                          | 200  200  200   200   200   200   200 200 200   200   200 200  200     302
agencies:mine ag_case                       | -    -    -     -     -     -     -   -   -     200   -   -    -       302
agencies:mine ag_asked                      | -    -    -     -     -     -     -   -   -     -     -   -    -       302
agencies:mine_add ag_case                   | -    -    -     -     -     -     -   -   -     200   -   -    -       302
agencies:mine_paper ag_case/ag_own          | -    -    -     -     -     -     -   -   -     200   -   -    -       302
agencies:mine_paper ag_case/ag_advice       | -    -    -     -     -     -     -   -   -     -     -   -    -       302
""")  # noqa: E501

POST = table("""
                                              senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
agencies:agency_new slug                    | 302  -    -     -     -     -     -   -   -     -     -   -    -       401
agencies:agency ag_agency                   | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
agencies:new ag_pupil                       | 302  403  403   -     403   -     -   403 -     403   -   -    -       401
agencies:unasked ag_pupil                   | 302  403  403   -     403   -     -   403 -     403   -   -    -       401
agencies:step ag_waiting/family             | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
agencies:step ag_waiting/consent            | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
agencies:step ag_waiting/no                 | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
agencies:step ag_waiting/safety             | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
agencies:step ag_waiting/stop               | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
agencies:step ag_ground/look                | 403  302  -     -     -     -     -   -   -     -     -   -    -       401
agencies:step ag_ready/ask                  | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
agencies:step ag_ready/to-agency            | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
agencies:step ag_asked/chase                | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
agencies:step ag_asked/began                | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
agencies:step ag_asked/declined             | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
agencies:step ag_asked/let-in               | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
agencies:step ag_over/close                 | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
agencies:shut ag_case                       | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
agencies:advice_new ag_asked                | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
agencies:advice_step ag_own/read            | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
agencies:advice_step ag_advice/more         | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
agencies:advice_step ag_advice/letter       | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
agencies:advice_step ag_advice/told         | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
agencies:advice_step ag_advice/not-told     | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
agencies:decide ag_point                    | 302  403  -     -     -     -     -   -   -     -     -   -    -       401
agencies:mine_add ag_case                   | -    -    -     -     -     -     -   -   -     302   -   -    -       401
""")  # noqa: E501


def on(row, **fields):
    return lambda at: {"version": getattr(at, row).version} | fields


def step(row, key, **fields):
    return {f"agencies:step {row}/{key}": on(row, **fields)}


def advice(row, key, **fields):
    return {f"agencies:advice_step {row}/{key}": on(row, **fields)}


CAME = {"received_on": TODAY, "from_whom": "Ms K. Lowe", "summary": "Short steps.",
        "recommended": "Pictures"}  # fmt: skip
BODIES = {
    "agencies:agency_new": lambda at: {"name": "Clinic", "kind": "other"},
    "agencies:agency": on("ag_agency", name="Clinic", kind="other", is_in_use="on"),
    "agencies:new": lambda at: {"agency": at.ag_fresh.pk, "question": "What helps?",
                                "what_shared": "The plan"},
    "agencies:unasked": lambda at: {"agency": at.ag_fresh.pk, **CAME},
    **step("ag_waiting", "family", until_on=LATER),
    "agencies:step ag_waiting/consent": lambda at: {
        "version": at.ag_waiting.version, "consent": at.ag_agreement.pk,
    },
    "agencies:step ag_waiting/no": lambda at: {
        "version": at.ag_waiting.version, "consent": at.ag_no.pk,
    },
    **step("ag_waiting", "safety", ground="The lead said so."),
    **step("ag_waiting", "stop", words="Not needed."),
    **step("ag_ground", "look", goes_on="yes"),
    **step("ag_ready", "ask", asked_on=TODAY, expected_by=LATER),
    **step("ag_ready", "to-agency", name="Ms K. Lowe", address="1 Road", expected_by=LATER),
    **step("ag_asked", "chase", on=TODAY, how="phone", expected_by=LATER),
    **step("ag_asked", "began", on=TODAY),
    **step("ag_asked", "declined", on=TODAY, words="No place."),
    **step("ag_asked", "let-in", name="Ms K. Lowe", email="lowe@clinic.example",
           until_on=LATER),
    **step("ag_over", "close"),
    "agencies:advice_new": on("ag_asked", **CAME),
    **advice("ag_own", "read"),
    **advice("ag_advice", "more", recommended="Pictures"),
    **advice("ag_advice", "letter", words="Short steps.", our_steps="Cards."),
    **advice("ag_advice", "told", on=TODAY, how="At a meeting"),
    **advice("ag_advice", "not-told", why="The lead said so."),
    "agencies:decide": on("ag_point", kind="other", decision="adopted"),
    "agencies:mine_add": lambda at: {"summary": "Short steps."},
}  # fmt: skip
