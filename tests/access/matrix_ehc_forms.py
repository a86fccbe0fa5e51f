"""The authority's Word forms. By hand from the agreed policy.

A dash is 404. The SENCO keeps, marks and fills them, the head reads.
"""

from io import BytesIO

from ehcp.authority_forms import starter
from tests.access.asking import table

GET = table("""
                                 senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
ehc_forms:list slug            | 200   200  -     -     -     -     -   -   -     -     -   -    -       302
ehc_forms:new slug             | 200   403  -     -     -     -     -   -   -     -     -   -    -       302
ehc_forms:marks ehc_form       | 200   403  -     -     -     -     -   -   -     -     -   -    -       302
ehc_forms:preview ehc_form     | 200   200  -     -     -     -     -   -   -     -     -   -    -       302
ehc_forms:fill ehc_to_fill     | 200   200  -     -     -     -     -   -   -     -     -   -    -       302
ehc_forms:fill_request ehc_request | 200 200  -   -     -     -     -   -   -     -     -   -    -       302
""")  # noqa: E501

POST = table("""
                                 senco head own_t oth_t own_s oth_s gov off trust guest two left oth_sch none
ehc_forms:new slug             | 302   403  -     -     -     -     -   -   -     -     -   -    -       401
ehc_forms:starter slug         | 302   403  -     -     -     -     -   -   -     -     -   -    -       401
ehc_forms:marks ehc_form       | 302   403  -     -     -     -     -   -   -     -     -   -    -       401
ehc_forms:remove ehc_form      | 302   403  -     -     -     -     -   -   -     -     -   -    -       401
ehc_forms:fill ehc_to_fill     | 302   403  -     -     -     -     -   -   -     -     -   -    -       401
ehc_forms:fill_request ehc_request | 302 403  -   -     -     -     -   -   -     -     -   -    -       401
""")  # noqa: E501


def upload(at):
    file = BytesIO(starter.data())
    file.name = "form.docx"
    return {"name": "Westshire", "upload": file}


BODIES = {
    "ehc_forms:new": upload,
    "ehc_forms:marks": lambda at: {"version": at.ehc_form.version, "mark_0": "pupil_name"},
    "ehc_forms:fill": lambda at: {"form": at.ehc_form.pk},
    "ehc_forms:fill_request": lambda at: {"form": at.ehc_form.pk},
}
