from django.urls import path

from incidents.views import acts, case, decisions, desk, intake, notices, takedowns


app_name = "case_desk"

urlpatterns = [
    path("", desk.cases, name="cases"),
    path("report/", intake.report, name="new_report"),
    path("finding/", intake.finding, name="new_finding"),
    path("request/", intake.request_of_authority, name="new_request"),
    path("take-down/<int:article>/", takedowns.take_down, name="take_down"),
    path("take-downs/<int:pk>/", takedowns.proof, name="proof"),
    path("decisions/", decisions.decisions, name="decisions"),
    path("<slug:number>/", case.case, name="case"),
    path("<slug:number>/acts/complex/", notices.write, name="write_notice"),
    path("<slug:number>/acts/deliver/", notices.deliver, name="deliver_notice"),
    path("<slug:number>/notice/preview.pdf", notices.preview, name="notice_preview"),
    path("<slug:number>/notices/<int:pk>.<str:ending>", notices.file, name="notice_file"),
    path("<slug:number>/acts/<slug:act>/", acts.act, name="act"),
    path("<slug:number>/take-down/<int:article>/", takedowns.take_down, name="take_down_for"),
]
