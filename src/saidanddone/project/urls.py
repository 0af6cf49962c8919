from django.urls import include, path

from saidanddone.case_study import urls as case_study
from saidanddone.public_site import preview_urls as previews
from saidanddone.releases import urls as releases

# Three apps share one namespace: a draft's preview and the case study are under releases.
RELEASES = [*releases.urlpatterns, *previews.urlpatterns, *case_study.urlpatterns]

urlpatterns = [
    path("", include("saidanddone.public_site.urls")),
    path("", include("saidanddone.answers.public_urls")),
    path("", include("saidanddone.access.urls")),
    path("", include("saidanddone.access.sign_in_urls")),
    path("components/", include("saidanddone.ui.urls")),
    path("", include("saidanddone.programme.urls")),
    path("programmes/<slug:slug>/", include("saidanddone.thread.urls")),
    path("programmes/<slug:slug>/", include("saidanddone.peers.urls")),
    path("programmes/<slug:slug>/", include("saidanddone.listening.urls")),
    path("programmes/<slug:slug>/", include("saidanddone.evidence.urls")),
    path("programmes/<slug:slug>/", include("saidanddone.strategy.urls")),
    path("programmes/<slug:slug>/", include("saidanddone.outcomes.urls")),
    path("programmes/<slug:slug>/", include("saidanddone.answers.urls")),
    path("programmes/<slug:slug>/", include((RELEASES, "releases"))),
]

handler400 = "saidanddone.project.views.bad_request"
handler403 = "saidanddone.project.views.forbidden"
handler404 = "saidanddone.project.views.not_found"
handler500 = "saidanddone.project.views.server_error"
