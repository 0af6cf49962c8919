from django.urls import path

from saidanddone.evidence.transcripts.views import confirming, correcting

urlpatterns = [
    path("transcripts/to-confirm", confirming.to_confirm, name="to_confirm"),
    path("transcripts/to-confirm/<str:ref>", confirming.confirm, name="confirm"),
    path(
        "transcripts/to-confirm/<str:ref>/look-for-names",
        confirming.look_for_names,
        name="look_for_names",
    ),
    path("transcripts/<str:ref>/cover", correcting.cover, name="cover"),
    path("transcripts/<str:ref>/correct", correcting.revise, name="revise"),
]
