from django.urls import path

from saidanddone.programme.views import invitations, people, programmes

app_name = "programme"
urlpatterns = [
    path("programmes/", programmes.programme_list, name="list"),
    path("programmes/new", programmes.create, name="create"),
    path("programmes/<slug:slug>/manage", programmes.manage, name="manage"),
    path("programmes/<slug:slug>/edit", programmes.edit, name="edit"),
    path("programmes/<slug:slug>/people", people.people_of, name="people_of"),
    path("programmes/<slug:slug>/partners", programmes.partners, name="partners"),
    path(
        "programmes/<slug:slug>/partners/<slug:ref>/end",
        programmes.end_partnership,
        name="end_partnership",
    ),
    path("people", people.people, name="people"),
    path("people/invite", invitations.invite, name="invite"),
    path(
        "people/invitations/<slug:ref>/cancel", people.cancel_invitation, name="cancel_invitation"
    ),
    path("people/<slug:ref>", people.person, name="person"),
    path("people/<slug:ref>/agency", people.change_agency, name="change_agency"),
    path("people/<slug:ref>/give-role", people.give_role, name="give_role"),
    path("people/<slug:ref>/roles/<slug:role>/end", people.end_role, name="end_role"),
    path("people/<slug:ref>/end-site-role", people.end_site_role, name="end_site_role"),
    path("people/<slug:ref>/way-back", people.way_back, name="way_back"),
    path("people/<slug:ref>/close", people.close, name="close"),
    path("invitation/<str:token>", invitations.invitation, name="invitation"),
]
