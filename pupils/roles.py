"""A current share makes its person a guest at the pupil's school."""

# What ShareQuerySet.current says, as a part of the one question that every request asks first
# (accounts.access). Expiry needs no task: the day is asked each time.
SHARED_TODAY = """
    SELECT shared.school_id, 'guest' FROM pupils_share shared
    WHERE shared.user_id = %(user)s AND shared.ended_at IS NULL
    AND shared.from_on <= %(today)s AND shared.until_on >= %(today)s
"""
