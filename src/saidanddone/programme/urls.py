from django.urls import path

from saidanddone.programme import views

app_name = "programme"
urlpatterns = [
    path("programmes/", views.programme_list, name="list"),
    path("programmes/new", views.create, name="create"),
    path("programmes/<slug:slug>/manage", views.manage, name="manage"),
    path("programmes/<slug:slug>/edit", views.edit, name="edit"),
    path("people/invite", views.invite, name="invite"),
    path("invitation/<str:token>", views.invitation, name="invitation"),
]
