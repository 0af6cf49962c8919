"""The addresses on which the team reads a draft as the public site that it would be."""

from django.urls import path

from saidanddone.public_site import views

PREVIEW = "releases/<slug:ref>/preview/<slug:page>"

urlpatterns = [
    path(PREVIEW, views.preview, name="preview"),
    path(f"{PREVIEW}/<slug:which>", views.preview, name="preview"),
    path(f"{PREVIEW}/<slug:which>/<slug:who>", views.preview, name="preview"),
]
