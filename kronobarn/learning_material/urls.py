from django.urls import path

from kronobarn.learning_material import views, writing_views

app_name = "learning_material"
urlpatterns = [
    path("", views.library, name="library"),
    path("mitt/", views.mine, name="mine"),
    path("nytt/", writing_views.write, name="write"),
    path("<uuid:material_id>/", views.material, name="material"),
    path("<uuid:material_id>/intyg/", views.certificate, name="certificate"),
    path("<uuid:material_id>/antal/", writing_views.counted, name="counted"),
    path("<uuid:material_id>/ny-version/", writing_views.begin, name="begin"),
    path("<uuid:material_id>/webbplatsen/", writing_views.show, name="show"),
    path("<uuid:material_id>/dra-tillbaka/", writing_views.withdraw, name="withdraw"),
    path("<uuid:material_id>/lagg-tillbaka/", writing_views.restore, name="restore"),
    path("version/<uuid:version_id>/", views.version, name="version"),
    path("version/<uuid:version_id>/pdf/", views.paper, name="paper"),
    path("version/<uuid:version_id>/andra/", writing_views.change, name="change"),
    path("version/<uuid:version_id>/ny-del/", writing_views.add_part, name="add_part"),
    path("version/<uuid:version_id>/publicera/", writing_views.publish, name="publish"),
    path("version/<uuid:version_id>/kasta/", writing_views.discard, name="discard"),
    path("del/<uuid:part_id>/", views.part, name="part"),
    path("del/<uuid:part_id>/last/", views.mark, name="mark"),
    path("del/<uuid:part_id>/andra/", writing_views.change_part, name="change_part"),
    path("del/<uuid:part_id>/flytta/", writing_views.move_part, name="move_part"),
    path("del/<uuid:part_id>/ta-bort/", writing_views.remove_part, name="remove_part"),
    path("fil/<uuid:file_id>/", views.file, name="file"),
]
