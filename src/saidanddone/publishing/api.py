"""The last release as JSON, for a council's own pages. Read-only; no quotes: they are outside the open licence."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError

from saidanddone.base.errors import NotYours
from saidanddone.programme.doors import public_page
from saidanddone.publishing.queries import Site, find_site, programmes_with_a_release

DESCRIPTION = (
    "What each programme last released: its pledge, what was heard, decided and done, its answers and "
    "its measures. Counts of people and of things said are protected: 1 to 7 hidden (`shown` is "
    "null), others rounded to the nearest 5 unless `is_exact`. People's own words are not here: "
    "quotes are outside the open licence."
)
NOT_THERE = {"detail": "There is nothing at this address."}

api = NinjaAPI(
    title="Said and Done",
    version="1",
    description=DESCRIPTION,
    docs_url=None,  # its page fails axe (no language, contrast); docs/reference/api.md tells it
    openapi_url=None,  # served below, with its own address in it
    urls_namespace="api",
)


class Problem(Schema):
    detail: str


class FigureOut(Schema):
    shown: int | None
    is_exact: bool
    in_words: str


class ProgrammeOut(Schema):
    slug: str
    title: str
    pledge: str
    owner: str
    released_on: date


class TookPartOut(Schema):
    people: FigureOut
    starts_on: date
    ends_on: date


class CommunityOut(Schema):
    slug: str
    name: str
    heard_in: str
    took_part: list[TookPartOut]
    spoke: FigureOut


class LinesOut(Schema):
    said: FigureOut
    answered: FigureOut
    unread: FigureOut
    done: int
    can_see: int
    cannot_see: int
    not_asked: int
    shaped: int
    agreed: int
    median_days: int | None
    sentences: list[str]


class ReleaseOut(Schema):
    slug: str
    title: str
    pledge: str
    owner: str
    notice: str
    release: int
    released_on: date
    note: str
    signed_by: list[str]
    communities: list[CommunityOut]
    panel_size: int
    lines: LinesOut


class SaidBackOut(Schema):
    replied: FigureOut
    meant: str | None
    can_see: str | None


class AnswerOut(Schema):
    ref: str
    theme_slug: str
    theme: str
    kind: str
    says: str
    is_open_again: bool
    mark: str
    said: str
    decided: str
    why: str
    lead: list[str]
    progress: str
    what_changed: str
    next_step: str
    when: date | None
    evidence: list[str]
    decided_by_whom: str
    who_can: str
    what_we_asked: str
    their_reply: str
    raised_in: list[str]
    asked_since: date | None
    answered_on: date
    action_refs: list[str]
    said_back: SaidBackOut


class ServesOut(Schema):
    theme_slug: str
    statement: str
    relation: str


class UpdateOut(Schema):
    said_on: date
    state_words: str
    what_changed: str
    what_next: str
    next_on: date | None


class ActionOut(Schema):
    ref: str
    title: str
    detail: str
    owner_agency: str
    owner_post: str
    partners: list[str]
    due_on: date | None
    state: str
    is_overdue: bool
    people_cannot_see: bool
    reason: str
    agreed_on: date | None
    started_on: date | None
    done_on: date | None
    evidence: str
    asked_at: str
    serves: list[ServesOut]
    updates: list[UpdateOut]


class RaisedInOut(Schema):
    community_slug: str
    band: str | None


class ThemeOut(Schema):
    slug: str
    statement: str
    kind: str
    placed: str
    more_in: str
    is_reworded: bool
    in_groups: bool
    raised_in: list[RaisedInOut]


class MonthOut(Schema):
    month: date
    value: FigureOut
    comparison: FigureOut | None


class ChangeOut(Schema):
    percent: int
    lower: int
    upper: int
    could_be_none: bool
    comparison_percent: int | None
    sentence: str
    comparison_sentence: str
    level: int


class WindowOut(Schema):
    kind: str
    first: date
    last: date
    total: FigureOut
    comparison: FigureOut | None


class TotalOut(Schema):
    starts_on: date
    ends_on: date
    total: FigureOut
    total_before: FigureOut | None


class MeasureOut(Schema):
    slug: str
    title: str
    definition: str
    source: str
    counts: str
    caveat: str
    comparison_area: str
    months: list[MonthOut]
    windows: list[WindowOut]
    change: ChangeOut | None
    held_back: str
    totals: list[TotalOut]
    stands_beside: list[str]


def _site(slug: str) -> Site:
    try:
        return find_site(slug)
    except NotYours:
        raise HttpError(404, NOT_THERE["detail"]) from None


@api.get("/programmes", response=list[ProgrammeOut], summary="Every programme with a release")
def list_programmes(request: HttpRequest) -> Any:
    return programmes_with_a_release()


@api.get("/programmes/{slug}", response={200: ReleaseOut, 404: Problem}, summary="One programme")
def programme(request: HttpRequest, slug: str) -> Any:
    site = _site(slug)
    about = site.content.about
    return {
        "slug": slug,
        "title": about.title,
        "pledge": about.pledge,
        "owner": about.owner,
        "notice": about.notice,
        "release": site.number,
        "released_on": site.released_on,
        "note": site.note,
        "signed_by": site.signed_by,
        "communities": site.content.listened.communities,
        "panel_size": site.content.listened.panel_size,
        "lines": site.content.lines,
    }


@api.get(
    "/programmes/{slug}/answers",
    response={200: list[AnswerOut], 404: Problem},
    summary="Its answers, the open-again ones marked as they stand now",
)
def answers(request: HttpRequest, slug: str) -> Any:
    site = _site(slug)
    return [
        {
            **{name: getattr(each, name) for name in AnswerOut.model_fields if hasattr(each, name)},
            "mark": site.marks.get(each.ref, each.mark),
            "is_open_again": each.is_reopened or each.ref in site.marks,
            "answered_on": each.answered_on or site.released_on,
        }
        for each in site.content.answers
    ]


@api.get(
    "/programmes/{slug}/actions",
    response={200: list[ActionOut], 404: Problem},
    summary="Its actions, with those not possible, stopped and overdue",
)
def actions(request: HttpRequest, slug: str) -> Any:
    return _site(slug).content.actions


@api.get(
    "/programmes/{slug}/themes",
    response={200: list[ThemeOut], 404: Problem},
    summary="What was heard, in words and bands",
)
def themes(request: HttpRequest, slug: str) -> Any:
    return _site(slug).content.heard.themes


@api.get(
    "/programmes/{slug}/measures",
    response={200: list[MeasureOut], 404: Problem},
    summary="Its measures, protected",
)
def measures(request: HttpRequest, slug: str) -> Any:
    return _site(slug).content.measures


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
