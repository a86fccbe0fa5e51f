"""Nameless samples of plans. By hand from the agreed policy: SENCO and head draw and prepare, the
head releases, governors read what is open and ask, the SENCO or head answers. A dash is 404.
"""

from datetime import timedelta

from sendcase import moment
from tests.access.asking import table
from tests.factories.people import member
from tests.factories.samples import quickly_on_plans

TODAY = moment.today().isoformat()
SOON = (moment.today() + timedelta(days=7)).isoformat()

GET = table("""
                              senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
sampler:list slug           | 200   200  -     -     -     -     200 -   -     -     -   -    -       302
sampler:draw slug           | 200   200  -     -     -     -     -   -   -     -     -   -    -       302
sampler:page sample         | 200   200  -     -     -     -     -   -   -     -     -   -    -       302
sampler:page open_sample    | 200   200  -     -     -     -     403 -   -     -     -   -    -       302
sampler:open sample         | 403   200  -     -     -     -     -   -   -     -     -   -    -       302
sampler:open open_sample    | 403   200  -     -     -     -     403 -   -     -     -   -    -       302
sampler:item sample_item    | 200   200  -     -     -     -     -   -   -     -     -   -    -       302
sampler:read sample         | -     -    -     -     -     -     -   -   -     -     -   -    -       302
sampler:read open_sample    | 200   200  -     -     -     -     200 -   -     -     -   -    -       302
sampler:pdf open_sample     | 200   200  -     -     -     -     200 -   -     -     -   -    -       302
sampler:write open_sample   | 403   403  -     -     -     -     200 -   -     -     -   -    -       302
sampler:note visit_note     | 200   200  -     -     -     -     200 -   -     -     -   -    -       302
sampler:answer visit_note   | 200   200  -     -     -     -     403 -   -     -     -   -    -       302
sampler:note_pdf visit_note | 200   200  -     -     -     -     200 -   -     -     -   -    -       302
""")  # noqa: E501

POST = table("""
                              senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
sampler:draw slug           | 302   302  -     -     -     -     -   -   -     -     -   -    -       401
sampler:open sample         | 403   302  -     -     -     -     -   -   -     -     -   -    -       401
sampler:take_back sample    | 302   302  -     -     -     -     -   -   -     -     -   -    -       401
sampler:take_back open_sample | 302 302  -     -     -     -     403 -   -     -     -   -    -       401
sampler:item sample_item    | 403   302  -     -     -     -     -   -   -     -     -   -    -       401
sampler:write open_sample   | 403   403  -     -     -     -     302 -   -     -     -   -    -       401
sampler:answer visit_note   | 302   302  -     -     -     -     403 -   -     -     -   -    -       401
""")  # noqa: E501

BODIES = {
    "sampler:draw": lambda at: {"size": 3, "seed": 5},
    "sampler:open": lambda at: {"until": SOON, "version": at.sample.version},
    "sampler:item": lambda at: {
        "release_0": "on", "text_0": "Loves drawing.", "version": at.sample_item.version
    },
    "sampler:write": lambda at: {
        "visited_on": TODAY, "seen": "We read all plans.", "question_1": "How often?"
    },
    "sampler:answer": lambda at: {
        f"answer_{at.visit_question.pk}": "Whoever teaches.", "version": at.visit_note.version
    },
}  # fmt: skip
# Eight children on plans: with fewer no sample is nameless.
BEFORE = {
    "sampler:draw": lambda at: quickly_on_plans(at.school, member(at.school, "teacher")),
}
