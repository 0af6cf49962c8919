from django.conf import settings
from django.http import HttpRequest


def demonstration(request: HttpRequest) -> dict[str, bool]:
    """Every page of a demonstration says so."""
    return {"is_demonstration": settings.DEMONSTRATION}
