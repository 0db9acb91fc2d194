from django.contrib import admin
from django.urls import include, path

handler400 = "tracker.errors.handler400"
handler403 = "tracker.errors.handler403"
handler404 = "tracker.errors.handler404"
handler500 = "tracker.errors.handler500"

urlpatterns = [
    path("admin/", admin.site.urls),
    path("accounts/", include("allauth.urls")),
    path("api/v1/", include("events.api.urls")),
    path("", include("events.web.urls")),
]
