from django.urls import path

from saidanddone.evidence.transcripts.views import confirming, correcting, sending_back

urlpatterns = [
    path("transcripts/to-confirm", confirming.to_confirm, name="to_confirm"),
    path("transcripts/to-confirm/<str:ref>", confirming.confirm, name="confirm"),
    path(
        "transcripts/to-confirm/<str:ref>/look-for-names",
        confirming.look_for_names,
        name="look_for_names",
    ),
    path("transcripts/sent-back", sending_back.sent_back, name="sent_back"),
    path(
        "transcripts/<str:ref>/turns/<int:number>/send-back",
        sending_back.send_back,
        name="send_back",
    ),
    path(
        "transcripts/<str:ref>/turns/<int:number>/settle",
        sending_back.settle_turn,
        name="settle_turn",
    ),
    path("transcripts/<str:ref>/cover", correcting.cover, name="cover"),
    path("transcripts/<str:ref>/correct", correcting.revise, name="revise"),
]
