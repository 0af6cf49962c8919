from django.urls import path

from saidanddone.access import views

app_name = "access"
urlpatterns = [
    path("today", views.today, name="today"),
    path("today/purpose", views.purpose, name="purpose"),
    path("demonstration/<str:token>", views.one_time_link, name="one_time_link"),
    path("sign-in/set-up", views.set_up, name="set_up"),
    path("audit/mine", views.own_audit, name="own_audit"),
    path("audit", views.audit, name="audit"),
    path("audit/totals", views.daily_totals, name="daily_totals"),
]
