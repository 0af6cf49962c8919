from django.urls import path

from saidanddone.evidence.views import (
    codebook,
    common_ground,
    memos,
    suggestions,
    themes,
    transcripts,
)

app_name = "evidence"
urlpatterns = [
    path("transcripts", transcripts.transcripts, name="transcripts"),
    path("transcripts/to-confirm", transcripts.to_confirm, name="to_confirm"),
    path("transcripts/to-confirm/<str:ref>", transcripts.confirm, name="confirm"),
    path("transcripts/<str:ref>", transcripts.read, name="read"),
    path("transcripts/<str:ref>/mark", transcripts.mark, name="mark"),
    path("transcripts/<str:ref>/unmark", transcripts.unmark, name="unmark"),
    path("transcripts/<str:ref>/cover", transcripts.cover, name="cover"),
    path("transcripts/<str:ref>/correct", transcripts.revise, name="revise"),
    path("codebook", codebook.codebook, name="codebook"),
    path("codebook/add", codebook.add_code, name="add_code"),
    path("codebook/<str:ref>", codebook.edit_code, name="edit_code"),
    path("codebook/<str:ref>/find", suggestions.find_passages, name="find_passages"),
    path("codebook/<str:ref>/merge", codebook.merge_codes, name="merge_codes"),
    path("codebook/<str:ref>/remove", codebook.remove_code, name="remove_code"),
    path("suggested", suggestions.suggestions, name="suggestions"),
    path("suggested/settle", suggestions.settle, name="settle"),
    path("notes/on/<str:kind>/<str:ref>", memos.write_memo, name="write_memo"),
    path("notes/<str:ref>", memos.edit_memo, name="edit_memo"),
    path("notes/<str:ref>/remove", memos.remove_memo, name="remove_memo"),
    path("themes", themes.themes, name="themes"),
    path("themes/make", themes.make_theme, name="make_theme"),
    path("themes/<slug:theme>/edit", themes.edit_theme, name="edit_theme"),
    path("tensions", themes.tensions, name="tensions"),
    path("tensions/name", themes.name_tension, name="name_tension"),
    path("tensions/<str:ref>/edit", themes.edit_tension, name="edit_tension"),
    path("common-ground", common_ground.common_ground, name="common_ground"),
    path("common-ground/work-out", common_ground.run_common_ground, name="run_common_ground"),
]
