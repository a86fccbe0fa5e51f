"""The one table of who may do what. `visible_to` on the querysets says on which records.

Agreed policy: docs/decisions/permissions.md. The hand-written proof: tests/access/.
"""

from django.db import models


class Role(models.TextChoices):
    SENCO = "senco", "SENCO"
    TEACHER = "teacher", "Teacher"
    SUPPORT = "support", "Support staff"
    HEAD = "head", "Head"
    GOVERNOR = "governor", "Governor"
    OFFICE = "office", "Office"
    TRUST_LEAD = "trust_lead", "Trust lead"
    GUEST = "guest", "Guest"


class Permission(models.TextChoices):
    PUPIL_VIEW = "pupil_view"
    PUPIL_EDIT = "pupil_edit"  # also create
    CONTEXT_VIEW = "context_view"  # FSM, looked-after, disability and the other pupil facts
    CONTACT_VIEW = "contact_view"  # addresses, flags
    CARER_NAME_VIEW = "carer_name_view"
    CONTACT_EDIT = "contact_edit"
    LIST_EXPORT = "list_export"  # take a list away as a file: only of pupils it reaches
    REGISTER_VIEW = "register_view"
    REGISTER_EDIT = "register_edit"
    REGISTER_REVIEW = "register_review"  # read the termly review of the whole register
    REFERRAL_CREATE = "referral_create"
    REFERRAL_VIEW = "referral_view"
    REFERRAL_DECIDE = "referral_decide"
    SCORE_VIEW = "score_view"
    SCORE_EDIT = "score_edit"  # write one down, put one right
    SCORE_IMPORT = "score_import"  # from a list, for the whole school
    MEETING_VIEW = "meeting_view"  # a class's progress meetings
    MEETING_EDIT = "meeting_edit"
    QUESTION_ASK = "question_ask"  # short questions to those who teach a pupil
    QUESTION_VIEW = "question_view"  # everybody's answers, side by side
    PLAN_VIEW = "plan_view"
    PLAN_EDIT = "plan_edit"
    PLAN_AGREE = "plan_agree"  # and where the policy says so, only with the policy's role
    PLAN_SHARE = "plan_share"
    PLAN_NOTE = "plan_note"  # add a dated note to a plan; nobody rewrites one
    PLAN_NOTE_VIEW = "plan_note_view"  # everybody's notes
    PLAN_CHECK = "plan_check"  # the SENCO's own look at each plan
    READER_LIST = "reader_list"  # who has read a plan, who has not
    BANK_VIEW = "bank_view"  # targets and strategies that every plan may use
    BANK_PROPOSE = "bank_propose"
    BANK_EDIT = "bank_edit"
    LESSON_VIEW = "lesson_view"  # the adjustments of a class on half a page
    PROFILE_VIEW = "profile_view"  # one-page profile and the pupil's own views
    PROFILE_EDIT = "profile_edit"
    PROFILE_NOTE = "profile_note"  # write down what the pupil said, today
    LETTER_VIEW = "letter_view"
    LETTER_PREPARE = "letter_prepare"
    LETTER_OUTSIDE = "letter_outside"  # begin one to somebody outside the family
    LETTER_APPROVE = "letter_approve"
    LETTER_ISSUE = "letter_issue"
    LETTER_PRINT = "letter_print"  # open the PDF of an approved or issued one
    LETTER_REPLY = "letter_reply"
    ANSWER_CORRECT = "answer_correct"  # take an answer off the wrong letter, whoever recorded it
    LINK_REVOKE = "link_revoke"  # a family's link to one letter
    CONSENT_VIEW = "consent_view"
    CONSENT_VALID = "consent_valid"  # only whether one holds
    CONSENT_EDIT = "consent_edit"  # record, end, withdraw
    CONSENT_PAPER = "consent_paper"  # write down what a signed paper says
    VOICE_VIEW = "voice_view"  # what a family said of a target or decision
    VOICE_EDIT = "voice_edit"
    VOICE_ANSWER = "voice_answer"  # where the SENCO asked for it
    COMPLAINT_VIEW = "complaint_view"
    COMPLAINT_EDIT = "complaint_edit"
    COMPLAINT_ANSWER = "complaint_answer"  # the ones whose answer is asked of this person
    EHC_VIEW = "ehc_view"  # the whole file of a plan, its requests and reviews
    EHC_EDIT = "ehc_edit"
    EHC_NEEDS = "ehc_needs"  # sections B, E and F
    EHC_SUMMARY = "ehc_summary"  # sections E and F
    EHC_ADVISE = "ehc_advise"  # write advice for a review
    EHC_DISCLOSE = "ehc_disclose"  # ask for something to leave the school, and send it
    EHC_DISCLOSE_SECOND = "ehc_disclose_second"  # the second person
    EHC_FORM_EDIT = "ehc_form_edit"  # the authority's Word forms
    HANDOVER_LIST = "handover_list"  # which class is handed on, when, to whom
    HANDOVER_START = "handover_start"  # begin one, name the day and the next teacher
    HANDOVER_READ = "handover_read"
    HANDOVER_WRITE = "handover_write"
    HANDOVER_OPEN = "handover_open"  # let the next teacher read before their day; take it back
    MOVE_LIST = "move_list"  # who is joining or leaving, from where, when
    MOVE_VIEW = "move_view"
    MOVE_NOTE = "move_note"
    MOVE_EDIT = "move_edit"
    JOINER_ADD = "joiner_add"
    SHARE_GRANT = "share_grant"
    SCHOOL_VIEW = "school_view"
    SCHOOL_EDIT = "school_edit"  # address, logo, contacts of the school
    POLICY_VIEW = "policy_view"
    POLICY_EDIT = "policy_edit"  # stages, kinds of plan, names, days, who signs and agrees
    OWED_VIEW = "owed_view"  # what the school itself owes, by law or policy
    OWED_EDIT = "owed_edit"  # say that it was done, add a policy
    TEMPLATE_EDIT = "template_edit"
    ROLL_VIEW = "roll_view"  # classes, terms
    ROLL_EDIT = "roll_edit"  # classes, class staff, terms, roll import
    DEADLINE_ALL = "deadline_all"
    DEADLINE_OWN = "deadline_own"
    DEADLINE_EDIT = "deadline_edit"  # put off anybody's, give one to somebody else
    ACCOUNT_VIEW = "account_view"
    ACCOUNT_EDIT = "account_edit"  # invite, end a role; never one's own
    ACCOUNT_APPROVE = "account_approve"  # a new SENCO, head or office role
    AUDIT_ALL = "audit_all"
    AUDIT_ACCOUNTS = "audit_accounts"
    MAIL_VIEW = "mail_view"  # mail that could not be sent, and the uncertain ones
    MAIL_RESOLVE = "mail_resolve"


P = Permission
_TEACHES = {P.PUPIL_VIEW, P.REGISTER_VIEW, P.PLAN_VIEW, P.DEADLINE_OWN}

GRANTS: dict[str, set[Permission]] = {
    Role.SENCO: {
        P.PUPIL_VIEW,
        P.LIST_EXPORT,
        P.PUPIL_EDIT,
        P.CONTEXT_VIEW,
        P.CONTACT_VIEW,
        P.CARER_NAME_VIEW,
        P.CONTACT_EDIT,
        P.REGISTER_VIEW,
        P.REGISTER_EDIT,
        P.REGISTER_REVIEW,
        P.REFERRAL_CREATE,
        P.REFERRAL_VIEW,
        P.REFERRAL_DECIDE,
        P.SCORE_VIEW,
        P.SCORE_EDIT,
        P.SCORE_IMPORT,
        P.MEETING_VIEW,
        P.MEETING_EDIT,
        P.QUESTION_ASK,
        P.QUESTION_VIEW,
        P.PLAN_VIEW,
        P.PLAN_EDIT,
        P.PLAN_AGREE,
        P.PLAN_SHARE,
        P.LETTER_VIEW,
        P.LETTER_PREPARE,
        P.LETTER_OUTSIDE,
        P.LETTER_APPROVE,
        P.LETTER_ISSUE,
        P.LETTER_PRINT,
        P.LETTER_REPLY,
        P.ANSWER_CORRECT,
        P.LINK_REVOKE,
        P.CONSENT_VIEW,
        P.CONSENT_VALID,
        P.CONSENT_EDIT,
        P.CONSENT_PAPER,
        P.VOICE_VIEW,
        P.VOICE_EDIT,
        P.VOICE_ANSWER,
        P.COMPLAINT_VIEW,
        P.COMPLAINT_EDIT,
        P.COMPLAINT_ANSWER,
        P.EHC_VIEW,
        P.EHC_EDIT,
        P.EHC_NEEDS,
        P.EHC_SUMMARY,
        P.EHC_ADVISE,
        P.EHC_DISCLOSE,
        P.EHC_FORM_EDIT,
        P.SHARE_GRANT,
        P.HANDOVER_LIST,
        P.HANDOVER_START,
        P.HANDOVER_READ,
        P.HANDOVER_WRITE,
        P.HANDOVER_OPEN,
        P.MOVE_LIST,
        P.MOVE_VIEW,
        P.MOVE_NOTE,
        P.MOVE_EDIT,
        P.JOINER_ADD,
        P.PLAN_NOTE,
        P.PLAN_NOTE_VIEW,
        P.PLAN_CHECK,
        P.READER_LIST,
        P.BANK_VIEW,
        P.BANK_PROPOSE,
        P.BANK_EDIT,
        P.LESSON_VIEW,
        P.PROFILE_VIEW,
        P.PROFILE_EDIT,
        P.PROFILE_NOTE,
        P.SCHOOL_VIEW,
        P.SCHOOL_EDIT,
        P.POLICY_VIEW,
        P.POLICY_EDIT,
        P.OWED_VIEW,
        P.OWED_EDIT,
        P.TEMPLATE_EDIT,
        P.ROLL_VIEW,
        P.ROLL_EDIT,
        P.DEADLINE_ALL,
        P.DEADLINE_OWN,
        P.DEADLINE_EDIT,
        P.AUDIT_ALL,
        P.MAIL_VIEW,
        P.MAIL_RESOLVE,
    },
    Role.TEACHER: _TEACHES
    | {
        P.LIST_EXPORT,
        P.CARER_NAME_VIEW,
        P.REFERRAL_CREATE,
        P.REFERRAL_VIEW,
        P.SCORE_VIEW,
        P.SCORE_EDIT,
        P.MEETING_VIEW,
        P.MEETING_EDIT,
        P.QUESTION_ASK,
        P.QUESTION_VIEW,
        P.PLAN_EDIT,
        P.PLAN_AGREE,
        P.PLAN_SHARE,
        P.CONSENT_VALID,
        P.VOICE_VIEW,
        P.VOICE_ANSWER,
        P.COMPLAINT_ANSWER,
        P.EHC_NEEDS,
        P.EHC_SUMMARY,
        P.EHC_ADVISE,
        P.LETTER_PREPARE,
        P.HANDOVER_LIST,
        P.HANDOVER_READ,
        P.HANDOVER_WRITE,
        P.MOVE_LIST,
        P.MOVE_VIEW,
        P.MOVE_NOTE,
        P.PLAN_NOTE,
        P.PLAN_NOTE_VIEW,
        P.BANK_VIEW,
        P.BANK_PROPOSE,
        P.LESSON_VIEW,
        P.PROFILE_VIEW,
        P.PROFILE_EDIT,
        P.PROFILE_NOTE,
        P.SCHOOL_VIEW,
        P.POLICY_VIEW,
    },
    Role.SUPPORT: _TEACHES
    | {
        P.REFERRAL_CREATE,
        P.REFERRAL_VIEW,
        P.SCORE_VIEW,
        P.PLAN_NOTE,
        P.PLAN_NOTE_VIEW,
        P.CONSENT_VALID,
        P.EHC_SUMMARY,
        P.BANK_VIEW,
        P.LESSON_VIEW,
        P.PROFILE_VIEW,
        P.PROFILE_NOTE,
        P.SCHOOL_VIEW,
    },
    Role.HEAD: {
        P.PUPIL_VIEW,
        P.LIST_EXPORT,
        P.CONTEXT_VIEW,
        P.CONTACT_VIEW,
        P.CARER_NAME_VIEW,
        P.REGISTER_VIEW,
        P.REGISTER_REVIEW,
        P.REFERRAL_VIEW,
        P.SCORE_VIEW,
        P.MEETING_VIEW,
        P.QUESTION_VIEW,
        P.PLAN_VIEW,
        P.LETTER_VIEW,
        P.LETTER_APPROVE,
        P.LINK_REVOKE,
        P.CONSENT_VIEW,
        P.CONSENT_VALID,
        P.VOICE_VIEW,
        P.VOICE_EDIT,
        P.VOICE_ANSWER,
        P.COMPLAINT_VIEW,
        P.COMPLAINT_EDIT,
        P.COMPLAINT_ANSWER,
        P.EHC_VIEW,
        P.EHC_NEEDS,
        P.EHC_SUMMARY,
        P.EHC_ADVISE,
        P.EHC_DISCLOSE_SECOND,
        P.LETTER_PRINT,
        P.HANDOVER_LIST,
        P.HANDOVER_READ,
        P.MOVE_LIST,
        P.MOVE_VIEW,
        P.PLAN_NOTE,
        P.PLAN_NOTE_VIEW,
        P.READER_LIST,
        P.BANK_VIEW,
        P.BANK_PROPOSE,
        P.BANK_EDIT,
        P.LESSON_VIEW,
        P.PROFILE_VIEW,
        P.SCHOOL_VIEW,
        P.SCHOOL_EDIT,
        P.POLICY_VIEW,
        P.POLICY_EDIT,
        P.OWED_VIEW,
        P.OWED_EDIT,
        P.TEMPLATE_EDIT,
        P.ROLL_VIEW,
        P.DEADLINE_ALL,
        P.DEADLINE_OWN,
        P.ACCOUNT_VIEW,
        P.ACCOUNT_APPROVE,
        P.AUDIT_ALL,
        P.MAIL_VIEW,
    },
    Role.GOVERNOR: {P.SCHOOL_VIEW},
    Role.OFFICE: {
        P.PUPIL_VIEW,
        P.LIST_EXPORT,
        P.PUPIL_EDIT,
        P.CONTACT_VIEW,
        P.CARER_NAME_VIEW,
        P.CONTACT_EDIT,
        P.CONSENT_PAPER,
        P.LETTER_PRINT,
        P.LETTER_REPLY,
        P.HANDOVER_LIST,
        P.HANDOVER_START,
        P.MOVE_LIST,
        P.JOINER_ADD,
        P.SCHOOL_VIEW,
        P.SCHOOL_EDIT,
        P.ROLL_VIEW,
        P.ROLL_EDIT,
        P.DEADLINE_OWN,
        P.ACCOUNT_VIEW,
        P.ACCOUNT_EDIT,
        P.AUDIT_ACCOUNTS,
        P.MAIL_VIEW,
        P.MAIL_RESOLVE,
    },
    Role.TRUST_LEAD: {P.SCHOOL_VIEW},
    # A guest holds these only on pupils shared with them, and plan and referral only where given.
    Role.GUEST: {P.PUPIL_VIEW, P.REGISTER_VIEW, P.PLAN_VIEW, P.PLAN_NOTE, P.REFERRAL_VIEW},
}
