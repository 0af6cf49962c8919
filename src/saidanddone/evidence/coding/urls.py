from django.urls import path

from saidanddone.evidence.coding.views import (
    codebook,
    copies,
    marking,
    memos,
    passages,
    reading,
    searching,
    suggestions,
)

urlpatterns = [
    path("transcripts", reading.transcripts, name="transcripts"),
    path("transcripts/search", searching.search, name="search"),
    path("transcripts/<str:ref>", reading.read, name="read"),
    path("transcripts/<str:ref>/mark", marking.mark, name="mark"),
    path("transcripts/<str:ref>/unmark", marking.unmark, name="unmark"),
    path("transcripts/<str:ref>/undo", marking.undo, name="undo"),
    path("codebook", codebook.codebook, name="codebook"),
    path("codebook.csv", copies.codebook_table, name="codebook_table"),
    path("codebook/add", codebook.add_code, name="add_code"),
    path("codebook/<str:ref>", codebook.edit_code, name="edit_code"),
    path("codebook/<str:ref>/passages", passages.of_code, name="passages_of_code"),
    path("codebook/<str:ref>/copy", copies.copy_of_code, name="copy_of_code"),
    path("codebook/<str:ref>/find", suggestions.find_passages, name="find_passages"),
    path("codebook/<str:ref>/merge", codebook.merge_codes, name="merge_codes"),
    path("codebook/<str:ref>/remove", codebook.remove_code, name="remove_code"),
    path("copies", copies.register, name="copies"),
    path("copies/<str:ref>/called-back", copies.call_back, name="call_back"),
    path("suggested", suggestions.suggestions, name="suggestions"),
    path("suggested/settle", suggestions.settle, name="settle"),
    path("notes/on/<str:kind>/<str:ref>", memos.write_memo, name="write_memo"),
    path("notes/<str:ref>", memos.edit_memo, name="edit_memo"),
    path("notes/<str:ref>/remove", memos.remove_memo, name="remove_memo"),
]
