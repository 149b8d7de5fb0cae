from django.urls import path

from incidents.views import (
    acts,
    case,
    decisions,
    desk,
    hidings,
    intake,
    notices,
    takedowns,
    takedowns_proof as proof,
    takedowns_restore as restore,
    takedowns_seal as seal,
)


app_name = "case_desk"

urlpatterns = [
    path("", desk.cases, name="cases"),
    path("report/", intake.report, name="new_report"),
    path("finding/", intake.finding, name="new_finding"),
    path("request/", intake.request_of_authority, name="new_request"),
    path("take-down/<int:article>/", takedowns.take_down, name="take_down"),
    path("take-downs/<int:pk>/", proof.proof, name="proof"),
    path("take-downs/<int:pk>/check/", proof.check_again, name="check_again"),
    path("take-downs/<int:pk>/proof-<slug:language>.pdf", proof.paper, name="proof_paper"),
    path("take-downs/<int:pk>/sealed/", seal.seal, name="seal"),
    path("take-downs/<int:pk>/restore/", restore.restore, name="restore"),
    path("restores/<int:pk>/confirm/", restore.confirm, name="confirm_restore"),
    path("seals/<int:pk>/let-in/", seal.let_in, name="let_in"),
    path("seals/<int:pk>/copy/", seal.copy, name="sealed_copy"),
    path("seals/<int:pk>/pictures/<uuid:key>/", seal.picture, name="sealed_picture"),
    path("decisions/", decisions.decisions, name="decisions"),
    path("hidings/", hidings.report, name="hidings"),
    path("hidings/report.csv", hidings.report_csv, name="hidings_csv"),
    path("<slug:number>/", case.case, name="case"),
    path("<slug:number>/hiding/", hidings.hiding, name="hiding"),
    path("<slug:number>/acts/complex/", notices.write, name="write_notice"),
    path("<slug:number>/acts/deliver/", notices.deliver, name="deliver_notice"),
    path("<slug:number>/notice/preview.pdf", notices.preview, name="notice_preview"),
    path("<slug:number>/notices/<int:pk>.<str:ending>", notices.file, name="notice_file"),
    path("<slug:number>/acts/<slug:act>/", acts.act, name="act"),
    path("<slug:number>/take-down/<int:article>/", takedowns.take_down, name="take_down_for"),
]
