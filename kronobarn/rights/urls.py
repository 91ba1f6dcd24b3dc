from django.urls import path

from kronobarn.rights import views

app_name = "rights"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("<str:form>", views.own_file, name="own_file"),
    path("barn/<uuid:child_id>/", views.child, name="child"),
    path("barn/<uuid:child_id>/<str:form>", views.child_file, name="child_file"),
]
