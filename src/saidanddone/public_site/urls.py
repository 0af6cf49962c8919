from django.urls import URLPattern, path

from saidanddone.public_site import views
from saidanddone.public_site.api import api_urls, not_there
from saidanddone.public_site.pages import known_pages

app_name = "publishing"


def _page(address: str, name: str) -> URLPattern:
    return path(f"s/<slug:slug>/{address}", views.page, {"name": name}, name=name)


urlpatterns = [
    path("", views.root, name="root"),
    *(_page(page.address, page.name) for page in known_pages()),
    path("api/v1/", api_urls),
    path("api/v1/<path:rest>", not_there, name="api_not_there"),
]
