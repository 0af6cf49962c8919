from django.urls import path

from saidanddone.listening.views import occasions, people, words

app_name = "listening"
urlpatterns = [
    path("occasions/", occasions.occasions, name="occasions"),
    path("occasions/record", occasions.record, name="record"),
    path("occasions/import", words.import_table, name="import"),
    path("occasions/<slug:ref>/", occasions.occasion, name="occasion"),
    path("occasions/<slug:ref>/edit", occasions.edit, name="edit"),
    path("occasions/<slug:ref>/move", occasions.move, name="move"),
    path("occasions/<slug:ref>/add", words.add, name="add"),
    path("occasions/<slug:ref>/add/person", words.register, name="register"),
    path("occasions/<slug:ref>/add/<slug:voice>", words.group_words, name="group_words"),
    path("occasions/<slug:ref>/people/<slug:person>", words.person_words, name="person_words"),
    path("people/", people.ledger, name="ledger"),
    path("people/back", people.come_back, name="come_back"),
    path("people/<slug:person>/", people.contributor, name="contributor"),
    path("people/<slug:person>/consent/<slug:use>", people.change_consent, name="consent"),
    path("people/<slug:person>/new-card", people.new_code, name="new_code"),
    path("people/<slug:person>/stop-code", people.burn, name="burn"),
    path("people/<slug:person>/withdraw", people.withdraw, name="withdraw"),
    path("people/<slug:person>/undo", people.undo, name="undo"),
    path("words/<slug:ref>/speakers", words.speakers, name="speakers"),
    path("known-names", people.known_names, name="known_names"),
    path("reflections", people.reflections, name="reflections"),
]
