"""The team's addresses of releases and of the ledger of exact totals."""

from django.urls import path

from saidanddone.releases.views import ledger, releases

urlpatterns = [
    path("releases/", releases.list_all, name="list"),
    path("releases/draft", releases.draft, name="draft"),
    path("releases/ledger", ledger.read, name="ledger"),
    path("releases/ledger/decide", ledger.decide, name="decide_total"),
    path("releases/<slug:ref>/", releases.read, name="read"),
    path("releases/<slug:ref>/draw-up-again", releases.redraft, name="redraft"),
    path("releases/<slug:ref>/quotes", releases.quotes, name="quotes"),
    path("releases/<slug:ref>/sign", releases.sign, name="sign"),
]
