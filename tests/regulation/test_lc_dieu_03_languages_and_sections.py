"""Điều 3: three languages (LC-3.1), thirteen sections with twenty-six below them (LC-3.2)."""

import re

import pytest
from django.core.exceptions import ValidationError

from sections.models import Section
from tests.factories import editorial


IN_THE_REGULATIONS_ORDER = {
    "Giới thiệu": [
        "Điều kiện tự nhiên", "Cơ sở hạ tầng", "Dân số", "Đơn vị hành chính", "Lịch sử hình thành",
    ],
    "Tin tức sự kiện": ["Lào Cai", "Việt Nam", "Thế giới"],
    "Chủ quyền lãnh thổ": ["Biển đảo - Biên giới", "Văn kiện", "Tư liệu", "Hình ảnh"],
    "Hội nhập quốc tế": [
        "Chính sách hội nhập", "Hoạt động", "Hiệp định CPTPP", "FTA VIỆT NAM - EAEU", "Hỏi - Đáp",
    ],
    "Người phát ngôn": [],
    "Khám phá Lào Cai": ["Du lịch", "Văn hoá", "Lễ hội", "Ẩm thực", "Thông tin hữu ích"],
    "Chính sách mới": [],
    "Bản đồ Lào Cai": [],
    "Cơ hội đầu tư": [
        "Danh mục thu hút đầu tư", "Chính sách ưu đãi", "Hỗ trợ doanh nghiệp", "PCI Lào Cai",
    ],
    "Khoảnh khắc Lào Cai": [],
    "Nông thôn mới": [],
    "Cộng đồng ASEAN": [],
    "Video truyền hình": [],
}  # fmt: skip


def menu(page) -> list[str]:
    """The names in the main menu, in order, as a reader meets them."""
    nav = re.search(r'<nav class="nav".*?</nav>', page.content.decode(), re.S).group()
    found = re.findall(r"<summary>(.*?)<|<a href=\"[^\"]*/sections/[^\"]*\"[^>]*>(.*?)<", nav, re.S)
    return [(summary or link).strip() for summary, link in found]


@pytest.mark.django_db
@pytest.mark.provision("LC-3.2")
def test_the_menu_has_the_sections_of_the_regulation_in_its_order(client):
    expected = [name for top, below in IN_THE_REGULATIONS_ORDER.items() for name in (top, *below)]

    names = menu(client.get("/vi/"))

    assert [name for name in names if name in expected] == expected
    assert (len(IN_THE_REGULATIONS_ORDER), len(expected)) == (13, 39)


@pytest.mark.django_db
@pytest.mark.provision("LC-3.2")
@pytest.mark.parametrize("language", ["vi", "zh", "en"])
def test_every_section_opens_in_every_language(client, language):
    for section in Section.objects.all():
        page = client.get(f"/{language}/sections/{section.code}/")
        column = {"zh": "zh_hans"}.get(language, language)

        assert page.status_code == 200, section.code
        name = getattr(section, f"name_{column}")
        assert f"<h1>{name.replace('&', '&amp;').replace(chr(39), '&#x27;')}</h1>" in (
            page.content.decode()
        )


@pytest.mark.django_db
@pytest.mark.provision("LC-3.2")
def test_a_section_the_regulation_names_is_not_deleted():
    with pytest.raises(ValidationError):
        Section.objects.get(code="news-lao-cai").delete()
    with pytest.raises(ValidationError):
        Section.objects.filter(code="pci").delete()

    assert Section.objects.count() == 39


@pytest.mark.django_db
@pytest.mark.provision("LC-3.1")
@pytest.mark.parametrize(("prefix", "declared"), [("vi", "vi"), ("zh", "zh-Hans"), ("en", "en")])
def test_each_language_has_its_address_and_declares_itself(client, prefix, declared):
    page = client.get(f"/{prefix}/")

    assert f'<html lang="{declared}"' in page.content.decode()
    assert page.headers["Content-Language"] == declared


@pytest.mark.django_db
@pytest.mark.provision("LC-3.1")
@pytest.mark.parametrize(
    ("preferred", "expected"),
    [
        ("zh-CN,zh;q=0.9", "/zh/"),
        ("zh", "/zh/"),
        ("en-GB,en;q=0.8", "/en/"),
        ("fr", "/vi/"),
        ("", "/vi/"),
    ],
)
def test_the_bare_address_leads_to_the_readers_language(client, preferred, expected):
    answer = client.get("/", headers={"accept-language": preferred})

    assert (answer.status_code, answer.headers["Location"]) == (302, expected)


@pytest.mark.provision("LC-3.1")
def test_a_reader_changes_language_on_the_same_article(client, journey):
    submission = journey.publish(journey.translated(journey.published(), "en"), "en")
    article = submission.article

    page = client.get(article.url("vi")).content.decode()

    assert f'href="{article.url("en")}" hreflang="en"' in page
    assert editorial.VI.title in page
    assert editorial.EN.title in client.get(article.url("en")).content.decode()


@pytest.mark.provision("LC-3.1")
def test_a_missing_translation_is_said_and_never_replaced_by_another_language(client, journey):
    article = journey.published().article

    vietnamese = client.get(article.url("vi")).content.decode()
    chinese = client.get(f"/zh/articles/x-{article.pk}/")

    assert "/zh/articles/" not in vietnamese
    assert 'hreflang="zh-Hans"' not in vietnamese
    assert chinese.status_code == 404
    assert editorial.VI.title not in chinese.content.decode()
    assert editorial.VI.lead not in chinese.content.decode()
    assert f'href="{article.url("vi")}"' in chinese.content.decode()
