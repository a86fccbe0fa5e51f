from django.urls import path

from reports.public import outlines
from reports.public.views import page, steps, writing

app_name = "public"
urlpatterns = [
    *(
        path(f"<slug:school>/{about.address}/", page.start, {"outline": about.key}, name=about.key)
        for about in outlines.every()
    ),
    path("public-documents/due/<int:pk>/", page.due, name="due"),
    path("public-documents/<int:pk>/", page.page, name="page"),
    path("public-documents/<int:pk>/read/", page.read, name="read"),
    path("public-documents/<int:pk>/draft.pdf", page.draft_pdf, name="draft_pdf"),
    path("public-documents/<int:pk>/sections/<slug:key>/", writing.section, name="section"),
    path("public-documents/<int:pk>/budget/new/", writing.new_line, name="new_line"),
    path("public-budget/<int:pk>/", writing.change_line, name="line"),
    path("public-budget/<int:pk>/remove/", writing.remove_line, name="remove_line"),
    path("public-documents/<int:pk>/approve/", steps.approve, name="approve"),
    path("public-documents/<int:pk>/governors/", steps.governors, name="governors"),
    path("public-documents/<int:pk>/publish/", steps.publish, name="publish"),
    path("public-documents/<int:pk>/change/", steps.change_again, name="change"),
    path("public-documents/<int:pk>/next/", steps.begin_next, name="next"),
    path("public-documents/<int:pk>/take-down/", steps.take_down, name="take_down"),
    path("public-documents/<int:pk>/versions/<int:number>/", page.version, name="version"),
    path("public-documents/<int:pk>/versions/<int:number>.pdf", page.version_pdf,
         name="version_pdf"),
]  # fmt: skip
