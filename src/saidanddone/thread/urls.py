from django.urls import path

from saidanddone.thread import views

app_name = "thread"
urlpatterns = [
    path("", views.programme, name="programme"),
    path("themes/<slug:theme_slug>/thread", views.theme, name="theme"),
    path("thread/<slug:kind>/<slug:ref>", views.step, name="step"),
    path("thread/passage/<slug:ref>/send-back", views.send_back, name="send_back"),
]
