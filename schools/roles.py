"""Where roles come from: memberships held today, of a school or of every school of a trust."""

# A part of the one question that every request asks first (accounts.access): by hand, because
# building it anew each time took a tenth of a short page. A trust without schools gives no place.
HELD_TODAY = """
    SELECT held.school_id, held.role FROM schools_membership held
    WHERE held.user_id = %(user)s AND held.school_id IS NOT NULL AND held.from_on <= %(today)s
    AND (held.until_on IS NULL OR held.until_on >= %(today)s)
    UNION ALL
    SELECT school.id, held.role FROM schools_membership held
    JOIN schools_school school ON school.trust_id = held.trust_id
    WHERE held.user_id = %(user)s AND held.from_on <= %(today)s
    AND (held.until_on IS NULL OR held.until_on >= %(today)s)
"""

# A fact about the whole site that pages tell (schools.context); asked here, it costs no query.
NOT_RELEASED = "SELECT 0, 'not_released' FROM outbox_hold"

# Whether the person teaches a group today: of those who do not, nobody asks for its pupils
# (pupils.querysets), and few teachers do.
GROUP_TEACHER = "teaches_groups"
TEACHES_GROUPS = f"""
    SELECT 0, '{GROUP_TEACHER}' FROM schools_groupstaff teaches
    WHERE teaches.user_id = %(user)s AND teaches.from_on <= %(today)s
    AND (teaches.until_on IS NULL OR teaches.until_on >= %(today)s)
"""

# Whether the person is somebody's deputy today: of those who are not, nobody asks for whom.
DEPUTY = "stands_in"
STANDS_IN = f"""
    SELECT 0, '{DEPUTY}' FROM schools_membership lent
    WHERE lent.user_id = %(user)s AND lent.deputy_for_id IS NOT NULL
    AND lent.from_on <= %(today)s AND (lent.until_on IS NULL OR lent.until_on >= %(today)s)
"""
