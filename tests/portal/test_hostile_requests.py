"""Requests no browser sends: each is answered, none breaks, and every answer is guarded alike."""

import re

import pytest
from django.urls import URLPattern, URLResolver, get_resolver


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["*", "", "vi", "vi/", "//", "///vi/", "/vi//", "/%", "/\xff\xfe/"]
)
def test_a_path_no_browser_asks_for_is_answered(client, path):
    answer = client.get("/", PATH_INFO=path)

    assert answer.status_code in {200, 301, 302, 400, 404}
    assert not answer.headers.get("Location", "").startswith("//")


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["vi", "zh", "en"])
@pytest.mark.parametrize("name", ["sessionid", "csrftoken", "django_language", "messages"])
def test_a_cookie_with_nul_is_no_cookie(client, name, language):
    for address in (f"/{language}/", f"/{language}/sign-in/", f"/{language}/agency/", "/"):
        answer = client.get(address, HTTP_COOKIE=f'{name}="abcdefgh\\000ijklmnop\\377"')

        assert answer.status_code in {200, 302}


@pytest.mark.django_db
def test_another_host_is_refused_with_a_page(client, settings):
    settings.ALLOWED_HOSTS = ["portal.example"]
    for path in ("/vi/", "/zh/report/", "/en/agency/", "/healthz", "/"):
        answer = client.get(path, HTTP_HOST="evil.example")

        assert answer.status_code == 400
        assert "evil.example" not in f"{answer.headers}{answer.content}"


def addresses(patterns=None, prefix="") -> list[str]:
    """Every address of the portal, with something in place of what it takes."""
    found = []
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        part = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            found += addresses(pattern.url_patterns, part)
        elif isinstance(pattern, URLPattern):
            found.append(part)
    return found


SAMPLES = {
    "int:": "999999999999999999999999999999", "uuid:": "00000000-0000-4000-8000-000000000000",
    "path:": "x/%2e%2e/y", "slug:": "no-such", "str:": "x%0d%0aSet-Cookie:y", "": "x",
}  # fmt: skip


def filled(address: str) -> str:
    address = address.replace("^", "").replace("$", "").replace("\\Z", "")
    address = re.sub(r"\(\?P<[^>]+>[^)]*\)", "x", address)

    def sample(match: "re.Match[str]") -> str:
        kind = match[1] or ""
        return SAMPLES.get(kind, "x")

    return "/" + re.sub(r"<(\w+:)?(\w+)>", sample, address).lstrip("/")


POSTED = {
    "username": "a\x00b", "password": "\x00", "language": "zh\x00", "next": "//evil\x00",
    "title": "\x00", "press": "remove:\x00", "seen": "9" * 40, "section": "9" * 40,
    "member": "9" * 40, "code": "\x00", "words": "\x00", "page": "9" * 40, "q": "\x00",
    "picture": "\x00", "form_token": "\x00", "action": "\x00", "_selected_action": "9" * 40,
    "subject": "\x00", "description": "\x00", "email": "\x00", "tracking_code": "\x00",
}  # fmt: skip
ASKED = {name: value.replace("\x00", "") for name, value in POSTED.items()}


@pytest.mark.parametrize("role", ["nobody", "officer", "head"])
def test_every_address_stands_hostile_values_and_guards_its_answer(who, client, role):
    """Huge numbers and NUL in whatever is sent: never a 500, and the policy on each answer."""
    if role != "nobody":
        client.force_login(getattr(who, role))
    for address in sorted(set(map(filled, addresses()))):
        for answer in (client.get(address, ASKED), client.post(address, POSTED)):
            assert answer.status_code < 500 or address == "/readyz", address
            assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"], address
            assert answer.headers["X-Content-Type-Options"] == "nosniff", address
            assert not answer.headers.get("Location", "/").startswith("//"), address


@pytest.mark.django_db
@pytest.mark.parametrize("prefix", ["zh-hans", "zh-cn", "ZH-Hans"])
@pytest.mark.parametrize("preferred", ["vi", "en", "zh"])
def test_the_long_name_of_a_language_leads_to_that_language(client, prefix, preferred):
    answer = client.get(f"/{prefix}/sections/news/?page=2", HTTP_ACCEPT_LANGUAGE=preferred)

    assert (answer.status_code, answer.headers["Location"]) == (302, "/zh/sections/news/?page=2")
