"""Each address of the API: which part of the last release it gives, in which shape."""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import HttpError

from saidanddone.base.errors import NotYours
from saidanddone.disclosure.api import fields_of
from saidanddone.disclosure.content import LacksPart
from saidanddone.disclosure.pages import Site
from saidanddone.disclosure.parts import ApiResource, ReleasePart, api_resources
from saidanddone.evidence.themes.release import HEARD
from saidanddone.listening.release import LISTENED
from saidanddone.peers.release import PANEL
from saidanddone.programme.decorators import public_page
from saidanddone.programme.release import ABOUT
from saidanddone.public_site.api.shapes import (
    CommunityOut,
    KnownFigureOut,
    Problem,
    ProgrammeOut,
    ReleaseOut,
)
from saidanddone.public_site.queries import find_site
from saidanddone.releases.queries import programmes_with_a_release
from saidanddone.releases.stored import CannotBeRead
from saidanddone.thread.release import THREAD

DESCRIPTION = (
    "What each programme last released: its pledge, what was heard, decided and done, its answers and "
    "its measures. Counts of people and of things said are protected: 1 to 7 hidden (`shown` is "
    "null), others rounded to the nearest 5 unless `is_exact`. People's own words are not here: "
    "quotes are outside the open licence."
)
NOT_THERE = {"detail": "There is nothing at this address."}
NOT_NOW = "There is a release, and it cannot be shown for now. Nothing is lost. Try again later."

api = NinjaAPI(
    title="Said and Done",
    version="1",
    description=DESCRIPTION,
    docs_url=None,  # its page fails axe (no language, contrast); docs/reference/api.md tells it
    openapi_url=None,  # served below, with its own address in it
    urls_namespace="api",
)


@api.get(
    "/programmes",
    response=list[ProgrammeOut],
    summary="Every programme with a release",
    operation_id="programmes",
)
def programmes(request: HttpRequest) -> Any:
    return programmes_with_a_release()


def _release(site: Site) -> dict[str, Any]:
    about, listened = site.content.part(ABOUT), site.content.part(LISTENED)
    spoke = {of.community_slug: of.people for of in site.content.part(HEARD).spoke}
    return {
        "slug": site.slug,
        "title": about.title,
        "pledge": about.pledge,
        "owner": about.owner,
        "notice": about.notice,
        "release": site.number,
        "released_on": site.released_on,
        "is_newest": site.is_newest,
        "note": site.note,
        "signed_by": site.signed_by,
        "communities": [
            {**fields_of(CommunityOut, community), "spoke": spoke[community.slug]}
            for community in listened.communities
        ],
        "panel_size": site.content.part(PANEL).size,
        "lines": site.content.part(THREAD).lines.sentences,
    }


def _of_part(part: ReleasePart[Any], resource: ApiResource[Any], site: Site) -> Any:
    return resource.pick(site.content.part(part), site)


PARTS: tuple[tuple[str, Any, str, Callable[[Site], Any]], ...] = (
    ("", ReleaseOut, "One programme", _release),
    *(
        (resource.name, resource.schema, resource.summary, partial(_of_part, part, resource))
        for part, resource in api_resources()
    ),
    (
        "figures",
        list[KnownFigureOut],
        "Every figure by name, with what it counts",
        lambda site: site.content.figures,
    ),
)


def _give(part: str, shape: Any, summary: str, pick: Callable[[Site], Any]) -> None:
    """One address under a programme, which gives what `pick` takes of its release."""

    def give(request: HttpRequest, slug: str) -> Any:
        try:
            return pick(find_site(slug))
        except (NotYours, LacksPart):
            raise HttpError(404, NOT_THERE["detail"]) from None
        except CannotBeRead:
            raise HttpError(503, NOT_NOW) from None

    api.get(
        f"/programmes/{{slug}}/{part}".rstrip("/"),
        response={200: shape, 404: Problem, 503: Problem},
        summary=summary,
        operation_id=part or "programme",
    )(give)


for _part in PARTS:
    _give(*_part)


@api.get("/openapi.json", include_in_schema=False, url_name="openapi")
def openapi(request: HttpRequest) -> Any:
    """This document, OpenAPI 3.1."""
    return api.get_openapi_schema(path_prefix="/api/v1/")


@public_page
def not_there(request: HttpRequest, rest: str) -> HttpResponse:
    """Any other address under the API: a refusal in JSON."""
    return JsonResponse(NOT_THERE, status=404)


def _open_to_all(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Public, readable from any site's pages (it holds no session), and JSON also when it refuses."""

    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
        except Http404:
            response = JsonResponse(NOT_THERE, status=404)
        if response.status_code == 405:
            allowed = response.headers.get("Allow", "GET")
            response = JsonResponse({"detail": "Read only: use GET."}, status=405)
            response.headers["Allow"] = allowed
        response.headers["Access-Control-Allow-Origin"] = "*"
        return response

    return public_page(opened)


api_urls = api.urls
for _pattern in api_urls[0]:
    if _pattern.callback is not None:
        _pattern.callback = _open_to_all(_pattern.callback)
