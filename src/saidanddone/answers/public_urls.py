from django.urls import path

from saidanddone.answers.views import updates

app_name = "updates"
urlpatterns = [path("updates", updates.updates, name="updates")]
