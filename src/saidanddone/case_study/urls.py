"""The address on which the team writes the case study."""

from django.urls import path

from saidanddone.case_study import views

urlpatterns = [path("case-study", views.write, name="case_study")]
