from django.conf import settings
from django.http import HttpRequest


def demonstration(request: HttpRequest) -> dict[str, bool]:
    """Tells every template whether this is a demonstration, so that each page says so."""
    return {"is_demonstration": settings.DEMONSTRATION}
