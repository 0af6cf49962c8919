from django.urls import include, path

urlpatterns = [
    path("", include("saidanddone.releases.urls")),
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
    path("programmes/<slug:slug>/", include("saidanddone.releases.staff_urls")),
]
