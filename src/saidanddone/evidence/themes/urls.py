from django.urls import path

from saidanddone.evidence.themes.views import common_ground, passages, tensions, themes

urlpatterns = [
    path("themes", themes.themes, name="themes"),
    path("themes/make", themes.make_theme, name="make_theme"),
    path("themes/<slug:theme>/edit", themes.edit_theme, name="edit_theme"),
    path("themes/<slug:theme>/passages", passages.of_theme, name="passages_of_theme"),
    path("themes/<slug:theme>/copy", passages.copy_of_theme, name="copy_of_theme"),
    path("tensions", tensions.tensions, name="tensions"),
    path("tensions/name", tensions.name_tension, name="name_tension"),
    path("tensions/<str:ref>/edit", tensions.edit_tension, name="edit_tension"),
    path("common-ground", common_ground.common_ground, name="common_ground"),
    path("common-ground/work-out", common_ground.run_common_ground, name="run_common_ground"),
]
