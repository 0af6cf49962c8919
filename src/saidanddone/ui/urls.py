from django.urls import path

from saidanddone.ui import views

app_name = "ui"
urlpatterns = [path("", views.gallery, name="components")]
