from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from saidanddone.ui.gallery import gallery_page


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component on one page, to look at and to test; in demonstration only."""
    if not settings.DEMONSTRATION:
        raise Http404
    return render(request, "ui/gallery.html", {"page": gallery_page()})


# What access.decorators.public_page sets. This app may not import it.
gallery.permission = "public"  # type: ignore[attr-defined]
