from django.urls import URLPattern, path

from saidanddone.disclosure.parts import all_parts
from saidanddone.public_site import views
from saidanddone.public_site.api import api_urls, not_there

app_name = "publishing"


def _page(address: str, name: str) -> URLPattern:
    return path(f"s/<slug:slug>/{address}", views.page, {"name": name}, name=name)


urlpatterns = [
    path("", views.root, name="root"),
    _page("", "front"),
    _page("heard", "heard"),
    _page("decided", "decided"),
    _page("done", "done"),
    _page("not-done", "not_done"),
    _page("answers", "answers"),
    _page("answers/sheet", "sheet"),
    _page("answers/state/<slug:which>", "answers_by_state"),
    _page("answers/raised-by/<slug:which>", "answers_by_community"),
    _page("answers/state/<slug:which>/raised-by/<slug:who>", "answers_by_both"),
    _page("a/<slug:which>", "answer"),
    *(_page(page.address, page.name) for part in all_parts() for page in part.pages),
    _page("how-we-know", "how_we_know"),
    path("api/v1/", api_urls),
    path("api/v1/<path:rest>", not_there, name="api_not_there"),
]
