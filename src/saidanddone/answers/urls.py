from django.urls import path

from saidanddone.answers.views import reading_aloud, staff

app_name = "answers"
urlpatterns = [
    path("answers/", staff.answers, name="list"),
    path("answers/sheet/", reading_aloud.sheet, name="sheet"),
    path("answers/sheet/told/", reading_aloud.session, name="session"),
    path("answers/to/<slug:theme>/", staff.draft, name="draft"),
    path("answers/<slug:ref>/", staff.answer, name="answer"),
    path("answers/<slug:ref>/change/", staff.edit, name="edit"),
    path("answers/<slug:ref>/approve/", staff.approve, name="approve"),
    path("answers/<slug:ref>/send-back/", staff.send_back, name="send_back"),
    path("answers/<slug:ref>/reopen/", staff.reopen, name="reopen"),
    path("answers/<slug:ref>/told/", reading_aloud.tally, name="tally"),
]
