from django.urls import path

from saidanddone.access.views import agencies, audit, returning, visits

app_name = "access"
urlpatterns = [
    path("today", visits.today, name="today"),
    path("today/purpose", visits.purpose, name="purpose"),
    path("demonstration/<str:token>", visits.one_time_link, name="one_time_link"),
    path("sign-in/set-up", visits.set_up, name="set_up"),
    path("sign-in/help", returning.cannot_sign_in, name="cannot_sign_in"),
    path("way-back/<str:token>", returning.way_back, name="way_back"),
    path("audit/mine", audit.own_audit, name="own_audit"),
    path("audit", audit.audit, name="audit"),
    path("audit/totals", audit.daily_totals, name="daily_totals"),
    path("agencies", agencies.agencies, name="agencies"),
    path("agencies/add", agencies.add_agency, name="add_agency"),
    path("agencies/<slug:ref>", agencies.edit_agency, name="edit_agency"),
]
