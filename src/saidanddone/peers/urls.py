from django.urls import path

from saidanddone.peers import views

app_name = "peers"
urlpatterns = [
    path("panel/", views.panel, name="panel"),
    path("panel/decide", views.record_decision, name="record_decision"),
    path("panel/decisions/<slug:ref>/lift", views.lift, name="lift"),
    path("privacy", views.privacy, name="privacy"),
    path("panel/members/add", views.add_peer, name="add_peer"),
    path("panel/members/<slug:ref>/move", views.move_peer, name="move_peer"),
]
