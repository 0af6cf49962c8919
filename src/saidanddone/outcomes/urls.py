from django.urls import path

from saidanddone.outcomes import views

app_name = "outcomes"
urlpatterns = [
    path("indicators", views.indicators, name="indicators"),
    path("indicators/define", views.define, name="define"),
    path("indicators/<str:ref>", views.indicator, name="indicator"),
    path("indicators/<str:ref>/edit", views.edit, name="edit"),
    path("indicators/<str:ref>/months", views.months, name="months"),
    path("indicators/<str:ref>/import", views.import_months, name="import_months"),
    path("indicators/<str:ref>/actions", views.link_actions, name="link_actions"),
    path("indicators/<str:ref>/total", views.record_total, name="record_total"),
]
