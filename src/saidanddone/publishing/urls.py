from django.urls import path

from saidanddone.publishing.api import api_urls, not_there
from saidanddone.publishing.views import public

app_name = "publishing"
urlpatterns = [
    path("", public.root, name="root"),
    path("s/<slug:slug>/", public.front, name="front"),
    path("s/<slug:slug>/heard", public.heard, name="heard"),
    path("s/<slug:slug>/decided", public.decided, name="decided"),
    path("s/<slug:slug>/done", public.done, name="done"),
    path("s/<slug:slug>/not-done", public.not_done, name="not_done"),
    path("s/<slug:slug>/answers", public.answers, name="answers"),
    path("s/<slug:slug>/answers/sheet", public.sheet, name="sheet"),
    path("s/<slug:slug>/answers/state/<slug:state>", public.answers, name="answers_by_state"),
    path(
        "s/<slug:slug>/answers/raised-by/<slug:community>",
        public.answers,
        name="answers_by_community",
    ),
    path("s/<slug:slug>/a/<slug:theme>", public.answer, name="answer"),
    path("s/<slug:slug>/measures", public.measures, name="measures"),
    path("s/<slug:slug>/how-we-know", public.how_we_know, name="how_we_know"),
    path("api/v1/", api_urls),
    path("api/v1/<path:rest>", not_there, name="api_not_there"),
]
