from django.urls import path

from saidanddone.releases.views import case_study, ledger, releases

app_name = "releases"
urlpatterns = [
    path("releases/", releases.list_all, name="list"),
    path("case-study", case_study.write, name="case_study"),
    path("releases/draft", releases.draft, name="draft"),
    path("releases/ledger", ledger.read, name="ledger"),
    path("releases/ledger/decide", ledger.decide, name="decide_total"),
    path("releases/<slug:ref>/", releases.read, name="read"),
    path("releases/<slug:ref>/draw-up-again", releases.redraft, name="redraft"),
    path("releases/<slug:ref>/quotes", releases.quotes, name="quotes"),
    path("releases/<slug:ref>/preview/<slug:page>", releases.preview, name="preview"),
    path("releases/<slug:ref>/preview/<slug:page>/<slug:which>", releases.preview, name="preview"),
    path(
        "releases/<slug:ref>/preview/<slug:page>/<slug:which>/<slug:who>",
        releases.preview,
        name="preview",
    ),
    path("releases/<slug:ref>/sign", releases.sign, name="sign"),
]
