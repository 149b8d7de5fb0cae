"""The main job, end to end in a real browser: steps 3 to 6 of what the portal is for.

An agency submits, the board reviews and publishes in three languages, the public reads, somebody
reports a problem, an authority demands removal and the article is gone.
"""

import re
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from portal import scenery
from tests.factories.editorial import EN, VI, ZH


pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.provision("LC-13.1")]
TEXTS = {"zh": ZH, "en": EN}
ALT = {"zh": "插图：集市", "en": "A drawing of a market"}


def photo() -> bytes:
    buffer = BytesIO()
    drawn: Image.Image = scenery.draw("market", seed=7, size=(960, 600))
    drawn.save(buffer, "JPEG")
    return buffer.getvalue()


def write_body(page: Page, words: str) -> None:
    """Type into the editor as a person does."""
    editor = page.locator("[contenteditable=true]").first
    editor.click()
    page.keyboard.press("Control+A")
    page.keyboard.type(words)


def act(page: Page, action: str, fill=None) -> None:
    """Open the form of an act on the desk, fill it in, send it."""
    form = page.locator(f'form[action$="/{action}/"]')
    if not form.is_visible():
        page.locator(f"#act-{action} > summary").click()
    if fill:
        fill(form)
    form.locator("button[type=submit], button:not([type])").last.click()
    page.wait_for_load_state()


def on_the_desk(page: Page, title: str, language: str = "vi") -> None:
    """From the queue to the dossier, in one of its languages."""
    page.goto("/en/admin/submissions/")
    page.get_by_role("link", name=title).first.click()
    page.locator(f'nav.tabs a[href*="language={language}"]').click()
    page.wait_for_load_state()


def submit_as_agency(page: Page) -> None:
    page.goto("/agency/")
    page.get_by_role("link", name="New submission").first.click()
    page.get_by_label("Title").fill(VI.title)
    page.get_by_role("button", name="Save draft").click()
    page.wait_for_load_state()
    page.goto("/en/agency/")
    expect(page.get_by_text("Draft").first).to_be_visible()
    page.get_by_role("link", name=VI.title).first.click()
    page.get_by_role("link", name=re.compile("^(Edit|Go on|Continue|Write on)")).first.click()
    page.get_by_label("Lead").fill(VI.lead)
    write_body(page, "Cây nêu được dựng từ sáng sớm.")
    page.get_by_label("Section").select_option(label="Lào Cai")
    page.locator("input[type=file]").set_input_files(
        {"name": "chợ.jpg", "mimeType": "image/jpeg", "buffer": photo()}
    )
    page.get_by_role("button", name="Upload the chosen pictures").click()
    page.wait_for_load_state()
    page.locator('[name$="-alt"]').first.fill("Minh họa: phiên chợ")
    page.locator('[name$="-caption"]').first.fill("Phiên chợ ngày hội")
    page.locator('[name$="-author"]').first.fill("Ban Biên tập")
    page.locator('[name$="-rights"]').first.fill("Minh họa của Cổng")
    page.locator("[name=declared]").check()
    page.get_by_role("button", name="Send to the editorial board").click()
    page.wait_for_load_state()
    expect(page.get_by_text("Sent to the editorial board.").first).to_be_visible()


def review_and_publish(browse, people) -> None:
    secretary = browse(people.secretary)
    on_the_desk(secretary, VI.title)
    act(
        secretary,
        "route",
        lambda form: form.locator("[name=member]").select_option(index=1),
    )

    member = browse(people.member)
    on_the_desk(member, VI.title)
    act(member, "claim")
    member.get_by_role("link", name="Edit").first.click()
    member.locator("[name=lead]").fill(VI.lead + " Ngày hội kéo dài ba ngày.")
    member.get_by_role("button", name=re.compile("Save")).first.click()
    member.wait_for_load_state()
    on_the_desk(member, VI.title)
    act(member, "recommend")

    deputy = browse(people.deputy)
    on_the_desk(deputy, VI.title)
    act(deputy, "approve")
    on_the_desk(deputy, VI.title)
    act(deputy, "publish")


def translate_and_publish(browse, people, slug: str) -> None:
    translator = browse(people.translators[slug])
    on_the_desk(translator, VI.title, slug)
    translator.get_by_role("link", name=re.compile("^Translate")).first.click()
    translator.locator("[name=title]").fill(TEXTS[slug].title)
    translator.locator("[name=lead]").fill(TEXTS[slug].lead)
    write_body(translator, "…")
    translator.locator('[name$="-alt"]').first.fill(ALT[slug])
    translator.get_by_role("button", name="Save the translation").click()
    translator.wait_for_load_state()
    on_the_desk(translator, VI.title, slug)
    act(translator, "submit_translation")

    reviewer = browse(people.reviewers[slug])
    on_the_desk(reviewer, VI.title, slug)
    act(reviewer, "approve_translation")

    deputy = browse(people.deputy)
    on_the_desk(deputy, VI.title, slug)
    act(deputy, "publish")


def article_of(visitor: Page) -> str:
    """The visitor finds the article from the front page."""
    visitor.goto("/")
    visitor.get_by_role("link", name=VI.title).first.click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text(VI.title)
    return visitor.url


def report_and_follow(visitor: Page) -> None:
    visitor.goto("/vi/report/")
    visitor.locator("[name=kind]").first.check()
    visitor.locator("[name=subject]").fill("Hình không hiện")
    words = "Trên điện thoại của tôi chỉ thấy khoảng trống."
    visitor.locator("textarea[name=description]").fill(words)
    visitor.get_by_role("main").get_by_role("button").last.click()
    visitor.wait_for_url("**/report/received/**")
    code = visitor.locator(".keepsake").inner_text()

    visitor.goto("/zh/report/track/")
    visitor.locator("[name=code]").fill(code)
    visitor.locator("main form button").last.click()
    visitor.wait_for_load_state()
    expect(visitor.locator("main")).to_contain_text("LC-8.2")


def take_down(browse, people, address: str) -> None:
    secretary = browse(people.secretary)
    secretary.goto("/en/admin/cases/request/")
    secretary.get_by_label("Authority").select_option(index=1)
    secretary.get_by_label("Telephone", exact=True).check()
    secretary.get_by_label("I called back").check()
    secretary.get_by_label("I read back").check()
    secretary.get_by_label("In a few words").fill("Yêu cầu gỡ bỏ")
    secretary.get_by_label("What was said or written").fill("Cơ quan có thẩm quyền yêu cầu gỡ bỏ.")
    secretary.get_by_label("Find an article").fill(VI.title)
    secretary.get_by_role("button", name="Search").click()
    secretary.wait_for_load_state()
    secretary.locator("[name=articles]").first.check()
    secretary.get_by_role("button", name="Record and start 24 hours").click()
    secretary.wait_for_load_state()
    secretary.get_by_role("link", name=re.compile("Take")).first.click()
    secretary.locator("[name=reason]").fill("Theo yêu cầu của cơ quan có thẩm quyền.")
    secretary.get_by_role("button", name=re.compile("^Take down .* now$")).click()
    secretary.wait_for_load_state()
    expect(secretary.get_by_role("heading", level=1)).to_have_text("Proof of removal")

    visitor = browse()
    assert visitor.goto(address).status == 410
    expect(visitor.locator("body")).not_to_contain_text(VI.title)
    visitor.goto("/vi/")
    expect(visitor.locator("body")).not_to_contain_text(VI.title)


@pytest.mark.provision("LC-3.1")
@pytest.mark.provision("LC-8.1")
@pytest.mark.provision("LC-8.3-removal")
@pytest.mark.provision("LC-9.3")
def test_an_article_from_its_first_draft_to_its_removal(browse, people):
    submit_as_agency(browse(people.officer))
    review_and_publish(browse, people)

    visitor = browse()
    address = article_of(visitor)
    expect(visitor.locator("article img").first).to_have_js_property("complete", value=True)
    assert visitor.locator("article img").first.evaluate("i => i.naturalWidth") > 0
    expect(visitor.locator(".languages a")).to_have_count(0)
    missing = re.sub("/vi/", "/zh/", address)
    assert visitor.goto(missing).status == 404
    expect(visitor.locator("main")).not_to_contain_text(VI.lead)

    for slug in ("zh", "en"):
        translate_and_publish(browse, people, slug)
    visitor.goto(address)
    visitor.locator('.languages a[hreflang="zh-Hans"]').click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text(ZH.title)
    assert visitor.locator("html").get_attribute("lang") == "zh-Hans"
    visitor.locator('.languages a[hreflang="en"]').click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text(EN.title)

    report_and_follow(visitor)
    take_down(browse, people, address)


@pytest.mark.provision("LC-3.2")
@pytest.mark.parametrize(("locale", "prefix"), [("vi-VN", "vi"), ("zh-CN", "zh"), ("en-GB", "en")])
def test_a_visitor_walks_every_section_in_their_own_language(browse, locale, prefix):
    visitor = browse(language=locale)
    visitor.goto("/")
    assert visitor.url.endswith(f"/{prefix}/")
    links = visitor.locator('nav.nav a[href*="/sections/"]')
    addresses = [link.get_attribute("href") for link in links.all()]

    opened = {address for address in addresses if visitor.goto(address).status == 200}

    assert len(opened) == 39
    assert all(address.startswith(f"/{prefix}/sections/") for address in opened)
