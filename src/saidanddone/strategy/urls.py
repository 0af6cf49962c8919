from django.urls import path

from saidanddone.strategy.views import decisions, own, plan

app_name = "strategy"
urlpatterns = [
    path("decisions", decisions.decisions, name="decisions"),
    path("decisions/record", decisions.record_decision, name="record_decision"),
    path("decisions/<str:ref>", decisions.decision, name="decision"),
    path("decisions/<str:ref>/edit", decisions.edit_decision, name="edit_decision"),
    path("priorities", plan.priorities, name="priorities"),
    path("priorities/adopt", plan.adopt_priority, name="adopt_priority"),
    path("priorities/<str:ref>/edit", plan.edit_priority, name="edit_priority"),
    path("plan", plan.plan, name="plan"),
    path("plan/propose", plan.propose_action, name="propose_action"),
    path("plan/funding", plan.record_funding, name="record_funding"),
    path("actions/<str:ref>", plan.action, name="action"),
    path("actions/<str:ref>/edit", plan.edit_action, name="edit_action"),
    path("actions/<str:ref>/agree", plan.agree_action, name="agree_action"),
    path("actions/<str:ref>/move", plan.move_action, name="move_action"),
    path("my-actions", own.own_actions, name="own_actions"),
    path("my-actions/<str:ref>", own.update_action, name="update_action"),
]
