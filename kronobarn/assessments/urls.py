from django.urls import path

from kronobarn.assessments import views

app_name = "assessments"
urlpatterns = [
    path("till-enheten/", views.box, name="box"),
    path("till-enheten/<uuid:source_id>/ta/", views.take, name="take"),
    path("till-enheten/<uuid:source_id>/lagg-tillbaka/", views.give_back, name="give_back"),
    path("<uuid:matter_id>/", views.gathering, name="gathering"),
    path("<uuid:matter_id>/fraga/", views.ask, name="ask"),
    path("<uuid:matter_id>/hjulet/", views.wheel, name="wheel"),
    path("<uuid:matter_id>/hjulet/pdf/", views.wheel_paper, name="wheel_paper"),
    path("<uuid:matter_id>/hjulet/over-tid/", views.over_time, name="over_time"),
    path("<uuid:matter_id>/beratta/<str:perspective>/<str:area_key>/", views.tell, name="tell"),
    path("<uuid:matter_id>/analys/", views.analysis, name="analysis"),
    path("<uuid:matter_id>/analys/veta-mer/", views.more, name="more"),
    path("<uuid:matter_id>/analys/nasta-steg/", views.decide, name="decide"),
    path("<uuid:matter_id>/overlamning/", views.handover, name="handover"),
    path("<uuid:matter_id>/overlamning/ta-tillbaka/", views.withdraw_handover, name="withdraw_handover"),
    path("tillfragad/<uuid:source_id>/", views.source, name="source"),
    path("tillfragad/<uuid:source_id>/paminn/", views.remind, name="remind"),
    path("tillfragad/<uuid:source_id>/klar/", views.done, name="done"),
    path("tillfragad/<uuid:source_id>/berattat/", views.told, name="told"),
]
