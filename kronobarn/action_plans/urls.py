from typing import Any

from django.urls import URLPattern, path

from kronobarn.action_plans import follow_views, row_views, version_views, views
from kronobarn.action_plans.models import Activity, Measure, PlanGoal


def rows(words: str, name: str, kind: type[Any]) -> list[URLPattern]:
    """What can be done with a goal, a measure or an activity."""
    of, one = {"kind": kind}, f"{words}/<uuid:row_id>"
    return [
        path(f"{one}/andra/", row_views.change, of, name=f"change_{name}"),
        path(f"{one}/ta-bort/", row_views.take_out, of, name=f"take_out_{name}"),
        path(f"{one}/lagg-tillbaka/", row_views.put_back, of, name=f"put_back_{name}"),
        path(f"{one}/flytta-upp/", row_views.move_up, of, name=f"move_up_{name}"),
    ]


app_name = "action_plans"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("jamfor/", views.compare, name="compare"),
    path("ny/", views.begin, name="begin"),
    path("<uuid:plan_id>/", views.plan, name="plan"),
    path("<uuid:plan_id>/andra/", views.change_plan, name="change_plan"),
    path("<uuid:plan_id>/tidslinje/", views.timeline, name="timeline"),
    path("<uuid:plan_id>/fil/", views.file, name="file"),
    path("<uuid:plan_id>/pdf/", version_views.paper, name="paper"),
    path("<uuid:plan_id>/anta/", version_views.adopt, name="adopt"),
    path("<uuid:plan_id>/folj-upp/", follow_views.start, name="start_follow_up"),
    path("<uuid:above_id>/mal/nytt/", row_views.add, {"kind": PlanGoal}, name="add_goal"),
    path("mal/<uuid:above_id>/ny-atgard/", row_views.add, {"kind": Measure}, name="add_measure"),
    path("atgarder/<uuid:above_id>/ny-aktivitet/", row_views.add, {"kind": Activity}, name="add_activity"),
    *rows("mal", "goal", PlanGoal),
    *rows("atgarder", "measure", Measure),
    *rows("aktiviteter", "activity", Activity),
    path("aktiviteter/<uuid:row_id>/", row_views.activity, name="activity"),
    path("aktiviteter/<uuid:row_id>/lage/", row_views.report, name="report"),
    path("versioner/<uuid:version_id>/", version_views.version, name="version"),
    path("versioner/<uuid:version_id>/pdf/", version_views.version_paper, name="version_paper"),
    path("versioner/<uuid:version_id>/publicera/", version_views.publish, name="publish"),
    path("versioner/<uuid:version_id>/avpublicera/", version_views.unpublish, name="unpublish"),
    path("versioner/<uuid:version_id>/ta-tillbaka/", version_views.take_back, name="take_back"),
    path("uppfoljningar/<uuid:follow_up_id>/", follow_views.follow_up, name="follow_up"),
    path("uppfoljningar/<uuid:follow_up_id>/paminn/", follow_views.remind, name="remind"),
    path("uppfoljningar/<uuid:follow_up_id>/avsluta/", follow_views.close, name="close_follow_up"),
]
