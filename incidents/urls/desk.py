app_name = "case_desk"
urlpatterns = []
