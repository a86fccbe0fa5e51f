"""Referrals, plans and letters: who may open and do what. By hand from the agreed policy.

A dash is 404. A draft of a referral is its author's alone; the head reads all and writes nothing;
the office sees letters once they are approved; a guest reads what was shared with the family.
"""

from sendcase import moment
from tests.access.asking import table
from tests.factories.referrals import posted

TODAY = moment.today()

GET = table("""
                                                   senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
referrals:list slug                              | 200   200  200   200   200   200   -   -   -     200   200 -    -       302
referrals:new slug                               | 200   -    200   200   200   200   -   -   -     -     200 -    -       302
referrals:new slug?pupil=pupil                   | 200   -    200   -     200   -     -   -   -     -     -   -    -       302
referrals:detail sent                            | 200   200  200   -     -     -     -   -   -     200   -   -    -       302
referrals:detail begun                           | -     -    200   -     -     -     -   -   -     -     -   -    -       302
referrals:edit sent                              | 200   403  200   -     -     -     -   -   -     403   -   -    -       302
referrals:edit begun                             | -     -    200   -     -     -     -   -   -     -     -   -    -       302
referrals:check begun                            | -     -    200   -     -     -     -   -   -     -     -   -    -       302
referrals:check incomplete                       | 200   403  200   -     -     -     -   -   -     403   -   -    -       302
referrals:withdraw sent                          | 200   403  200   -     -     -     -   -   -     403   -   -    -       302
referrals:print sent                             | 200   200  200   -     -     -     -   -   -     200   -   -    -       302
referrals:decide sent                            | 200   403  403   -     -     -     -   -   -     403   -   -    -       302
referrals:decide sent?answer=accepted            | 200   403  403   -     -     -     -   -   -     403   -   -    -       302
referrals:told untold                            | 200   403  403   -     -     -     -   -   -     403   -   -    -       302
referrals:meetings slug                          | 200   200  200   200   -     -     -   -   -     -     200 -    -       302
referrals:meetings-sheet slug/csv                 | 200   200  200   200   -     -     -   -   -     -     200 -    -       302
referrals:class-meetings klass                   | 200   200  200   -     -     -     -   -   -     -     -   -    -       302
referrals:class-meetings-sheet klass/csv          | 200   200  200   -     -     -     -   -   -     -     -   -    -       302
referrals:meeting meeting                        | 200   200  200   -     -     -     -   -   -     -     -   -    -       302
referrals:meeting met                            | 200   200  200   -     -     -     -   -   -     -     -   -    -       302
referrals:meeting-sheet met/csv                   | 200   200  200   -     -     -     -   -   -     -     -   -    -       302
referrals:meeting-check meeting                  | 200   403  200   -     -     -     -   -   -     -     -   -    -       302
referrals:concern concern                        | 200   403  200   -     -     -     -   -   -     -     -   -    -       302
iep:sheet slug/csv                               | 200   200  200   200   -     -     -   -   -     -     200 -    -       302
letters:sheet slug/xlsx                          | 200   200  -     -     -     -     -   200 -     -     -   -    -       302
referrals:sheet slug/csv                         | 200   200  200   200   -     -     -   -   -     -     200 -    -       302
iep:list slug                                    | 200   200  200   200   200   200   -   -   -     200   200 -    -       302
iep:start pupil                                  | 200   403  200   -     403   -     -   403 -     403   -   -    -       302
iep:plan draft                                   | 200   200  200   -     200   -     -   -   -     200   -   -    -       302
iep:edit draft                                   | 200   403  200   -     403   -     -   -   -     403   -   -    -       302
iep:share agreed                                 | 200   403  200   -     403   -     -   -   -     403   -   -    -       302
iep:share revising                               | 200   403  200   -     403   -     -   -   -     403   -   -    -       302
iep:review shared                                | 200   403  200   -     403   -     -   -   -     403   -   -    -       302
iep:close draft                                  | 200   403  200   -     403   -     -   -   -     403   -   -    -       302
iep:pdf draft                                    | 200   200  200   -     200   -     -   -   -     403   -   -    -       302
iep:pdf revising                                 | 200   403  200   -     403   -     -   -   -     403   -   -    -       302
iep:version shared/1                             | 200   200  200   -     200   -     -   -   -     200   -   -    -       302
letters:list slug                                | 200   200  -     -     -     -     -   200 -     -     -   -    -       302
letters:wordings slug                            | 200   200  -     -     -     -     -   -   -     -     -   -    -       302
letters:looks slug                               | 200   200  -     -     -     -     -   -   -     -     -   -    -       302
letters:wording slug/placed-on-register/families | 200   200  -     -     -     -     -   -   -     -     -   -    -       302
letters:translation slug/placed-on-register/families/pl | 200 200 - -   -     -     -   -   -     -     -   -    -       302
letters:wording_versions slug/placed-on-register/families/en | 200 200 - -   -     -     -   -   -     -     -   -    -       302
letters:page prepared                            | 200   200  -     -     -     -     -   -   -     -     -   -    -       302
letters:page approved                            | 200   200  -     -     -     -     -   200 -     -     -   -    -       302
letters:page issued                              | 200   200  -     -     -     -     -   200 -     -     -   -    -       302
letters:page withdrawn                           | 200   200  -     -     -     -     -   -   -     -     -   -    -       302
letters:pdf prepared                             | 200   200  -     -     -     -     -   -   -     -     -   -    -       302
letters:pdf issued                               | 200   200  -     -     -     -     -   200 -     -     -   -    -       302
letters:pdf withdrawn                            | 200   200  -     -     -     -     -   -   -     -     -   -    -       302
letters:edit prepared                            | 200   403  -     -     -     -     -   -   -     -     -   -    -       302
letters:withdraw approved                        | 200   403  -     -     -     -     -   403 -     -     -   -    -       302
letters:returned issued                          | 200   403  -     -     -     -     -   200 -     -     -   -    -       302
letters:reply issued                             | 200   403  -     -     -     -     -   200 -     -     -   -    -       302
""")  # noqa: E501

POST = table("""
                                                   senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
referrals:new slug                               | 302   -    302   -     302   -     -   -   -     -     -   -    -       401
referrals:edit sent                              | 302   403  302   -     -     -     -   -   -     403   -   -    -       401
referrals:edit begun                             | -     -    302   -     -     -     -   -   -     -     -   -    -       401
referrals:check begun                            | -     -    302   -     -     -     -   -   -     -     -   -    -       401
referrals:check incomplete                       | 302   403  302   -     -     -     -   -   -     403   -   -    -       401
referrals:withdraw sent                          | 302   403  302   -     -     -     -   -   -     403   -   -    -       401
referrals:withdraw begun                         | -     -    302   -     -     -     -   -   -     -     -   -    -       401
referrals:decide sent?answer=accepted            | 302   403  403   -     -     -     -   -   -     403   -   -    -       401
referrals:decide sent?answer=returned            | 302   403  403   -     -     -     -   -   -     403   -   -    -       401
referrals:decide sent?answer=in_class            | 302   403  403   -     -     -     -   -   -     403   -   -    -       401
referrals:decide sent?answer=pastoral            | 302   403  403   -     -     -     -   -   -     403   -   -    -       401
referrals:told untold                            | 302   403  403   -     -     -     -   -   -     403   -   -    -       401
referrals:start-meeting klass                    | 302   403  302   -     -     -     -   -   -     -     -   -    -       401
referrals:meeting meeting                        | 302   403  302   -     -     -     -   -   -     -     -   -    -       401
referrals:meeting-check meeting                  | 302   403  302   -     -     -     -   -   -     -     -   -    -       401
referrals:concern concern                        | 302   403  302   -     -     -     -   -   -     -     -   -    -       401
referrals:concern-refer concern                  | 302   403  302   -     -     -     -   -   -     -     -   -    -       401
iep:start pupil_without                          | 302   403  302   -     403   -     -   403 -     403   -   -    -       401
iep:edit draft                                   | 302   403  302   -     403   -     -   -   -     403   -   -    -       401
iep:agree draft                                  | 302   403  302   -     403   -     -   -   -     403   -   -    -       401
iep:share agreed                                 | 302   403  302   -     403   -     -   -   -     403   -   -    -       401
iep:share revising                               | 302   403  302   -     403   -     -   -   -     403   -   -    -       401
iep:revise shared                                | 302   403  302   -     403   -     -   -   -     403   -   -    -       401
iep:undo revising                                | 302   403  302   -     403   -     -   -   -     403   -   -    -       401
iep:review shared                                | 302   403  302   -     403   -     -   -   -     403   -   -    -       401
iep:next reviewed                                | 302   403  302   -     403   -     -   -   -     403   -   -    -       401
iep:close draft                                  | 302   403  302   -     403   -     -   -   -     403   -   -    -       401
letters:wording slug/placed-on-register/families | 302   302  -     -     -     -     -   -   -     -     -   -    -       401
letters:translation slug/placed-on-register/families/pl | 302 302 - -   -     -     -   -   -     -     -   -    -       401
letters:wording_restore wording | 302 302 - -   -     -     -   -   -     -     -   -    -       401
letters:edit prepared                            | 302   403  -     -     -     -     -   -   -     -     -   -    -       401
letters:approve prepared                         | 302   403  -     -     -     -     -   -   -     -     -   -    -       401
letters:issue approved                           | 302   403  -     -     -     -     -   403 -     -     -   -    -       401
letters:withdraw approved                        | 302   403  -     -     -     -     -   403 -     -     -   -    -       401
letters:returned issued                          | 302   403  -     -     -     -     -   302 -     -     -   -    -       401
letters:reply issued                             | 302   403  -     -     -     -     -   302 -     -     -   -    -       401
""")  # noqa: E501


def button(row):
    """A button sends the version of the record the person was looking at."""
    return lambda at: {"version": getattr(at, row).version}


def referral(row):
    return lambda at: posted(
        at.pupil, version=getattr(at, row).version if row else "", reasons="Read 14 of 45 words."
    )


def plan(at, **changed) -> dict:
    rows = list(at.draft.targets.all())
    data = {
        "version": at.draft.version, "strengths": "Draws well.", "concerns": "Reading aloud.",
        "lead": at.draft.lead_id, "starts_on": at.draft.starts_on.isoformat(),
        "review_on": at.draft.review_on.isoformat(), "targets-TOTAL_FORMS": len(rows),
        "targets-INITIAL_FORMS": len(rows), "targets-MIN_NUM_FORMS": 0,
        "targets-MAX_NUM_FORMS": 20,
    }  # fmt: skip
    for n, row in enumerate(rows):
        data |= {f"targets-{n}-id": row.pk, f"targets-{n}-target": f"Read {n} words."}
    return data | changed


def review(at, **changed) -> dict:
    rows = list(at.shared.targets.all())
    data = {
        "version": at.shared.version, "reviewed_on": TODAY.isoformat(), "decision": "next",
        "outcomes-TOTAL_FORMS": len(rows), "outcomes-INITIAL_FORMS": len(rows),
    }  # fmt: skip
    for n, row in enumerate(rows):
        data |= {f"outcomes-{n}-target": row.pk, f"outcomes-{n}-outcome": "met"}
    return data | changed


def seen(name, **words):
    return lambda at: {"version": getattr(at, name).version, **words}


def answer(**words):
    return lambda at: {"version": at.sent.version, "reason": "We looked at it.", **words}


def accepted(at) -> dict:
    stage = at.school.stages.get(code="sen-support").pk
    return answer(stage=stage, need_1="SLCN", note_1="finding words")(at)


def facts(at) -> dict:
    words = {f"fact_{name}": text for name, text in at.prepared.facts.items()}
    return words | {"personal_note": "Come and talk.", "version": at.prepared.version}


def board(at) -> dict:
    child = at.in_second.pk
    return {
        "held_on": TODAY.isoformat(), "version": at.meeting.version, f"judgement_{child}": "watch",
        f"note_{child}": "Look again.", "present": "Mrs Holt",
    }  # fmt: skip


BODIES = {
    "referrals:meeting": board,
    "referrals:meeting-check": button("meeting"),
    "referrals:concern": seen("concern", decided_how="She sits in front now."),
    "referrals:new": referral(None),
    "referrals:edit sent": referral("sent"),
    "referrals:edit begun": referral("begun"),
    "referrals:check begun": button("begun"),
    "referrals:check incomplete": button("incomplete"),
    "referrals:withdraw sent": seen("sent", reason="Raised by mistake."),
    "referrals:withdraw begun": seen("begun", reason="Raised by mistake."),
    "referrals:decide sent?answer=accepted": accepted,
    "referrals:decide sent?answer=returned": answer(asked="Since when?"),
    "referrals:decide sent?answer=in_class": answer(advice="Sit near the front."),
    "referrals:decide sent?answer=pastoral": answer(taken_on_by="Mrs D. Hale"),
    "referrals:told": seen("untold", on=TODAY.isoformat(), how="By phone"),
    "iep:start": lambda at: {
        "kind": at.school.plan_kinds.get(code="iep-area").pk, "lead": at.draft.lead_id
    },
    "iep:edit": plan,
    "iep:agree": button("draft"),
    "iep:share": lambda at: {"version": at.agreed.version, "noticed": "Reading takes long."},
    "iep:share revising": seen("revising", noticed="Reading takes long."),
    "iep:revise": button("shared"),
    "iep:undo": button("revising"),
    "iep:review": review,
    "iep:next": button("reviewed"),
    "iep:close": lambda at: {"version": at.draft.version, "reason": "She moved away."},
    "letters:wording": lambda at: {
        "subject": "Support", "body": "Our words for {pupil_name}.", "slip": "", "version": 2
    },
    "letters:translation": lambda at: {"subject": "S", "body": "Po polsku.", "slip": ""},
    "letters:wording_restore": button("wording"),
    "letters:edit": facts,
    "letters:approve": button("prepared"),
    "letters:issue": button("approved"),
    "letters:withdraw": lambda at: {"reason": "Sent by mistake."},
    "letters:returned": lambda at: {"kind": "gone", "reason": "New people."},
    "letters:reply": lambda at: {"route": "phone", "received_on": TODAY.isoformat()},
}  # fmt: skip
