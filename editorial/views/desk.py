from django.http import HttpRequest, HttpResponse


def home(request: HttpRequest) -> HttpResponse:
    return HttpResponse("home")


def submission(request: HttpRequest, pk: int) -> HttpResponse:
    return HttpResponse(str(pk))
