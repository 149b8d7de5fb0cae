"""Điều 9 khoản 3: whatever anybody supplies goes through the editorial board, by every door."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from accounts.roles import Role
from editorial import actions
from editorial.models import Edition, Submission
from editorial.rules import machine
from editorial.rules.states import Machine
from sections import actions as public
from sections.models import Article
from tests.factories.accounts import person


pytestmark = pytest.mark.provision("LC-9.3")


@pytest.mark.parametrize("source", ["LC-10.1", "LC-10.2", "LC-10.3", "LC-10.4"])
def test_no_source_is_spared_the_boards_approval(who, journey, source):
    submission = journey.drafted(
        source_kind=source,
        source_outlet="Báo Lào Cai",
        source_url="https://example.vn/bai",
        source_permission="Thỏa thuận số 01",
    )
    journey.submit(submission)

    for publisher in (who.deputy, who.head):
        with pytest.raises(actions.NotAllowed) as caught:
            actions.publish(
                submission.source,
                seen=submission.source.head_revision_id,
                by=publisher,
                at=journey.now(),
            )
        assert caught.value.verdict.provision == "LC-9.3"
    assert not Article.objects.exists()


@pytest.mark.django_db
def test_only_the_board_holds_the_power_to_publish():
    from accounts.permissions import Capability
    from accounts.roles import CAPABILITIES

    powerful = {role for role, held in CAPABILITIES.items() if Capability.PUBLISH in held}

    assert powerful == {Role.DEPUTY_HEAD, Role.HEAD_OF_BOARD}
    assert machine.STEPS["publish"].machine is Machine.PUBLICATION


def test_no_admin_page_offers_to_change_a_text_or_a_state(client, journey):
    submission = journey.approved()
    administrator = person(Role.ADMINISTRATOR)
    client.force_login(administrator)

    for label, key in (
        ("editorial/submission", submission.pk),
        ("editorial/edition", submission.source.pk),
        ("sections/article", 1),
    ):
        for page in (f"{label}/add/", f"{label}/{key}/delete/"):
            answer = client.post(f"/vi/admin/{page}", {"state": "approved", "post": "yes"})
            assert answer.status_code in {302, 403, 404}
        client.post(f"/vi/admin/{label}/{key}/change/", {"publication": "live", "title": "x"})
    assert Edition.objects.filter(publication="live").count() == 0
    assert Submission.objects.filter(pk=submission.pk).exists()
    assert not Article.objects.exists()


@pytest.mark.django_db
def test_the_demonstration_refuses_a_portal_that_real_people_use(settings):
    settings.DEMO = True
    person(Role.SECRETARY)

    with pytest.raises(CommandError, match="real accounts"):
        call_command("loaddemo")
    assert not Article.objects.exists()


def test_what_is_public_was_written_by_one_module_alone():
    """A door that fills the public columns must be the board's act: nothing else names it."""
    from pathlib import Path

    root = Path(public.__file__).parents[2]
    callers = {
        path.relative_to(root).as_posix()
        for app in ("accounts", "files", "sections", "editorial", "incidents", "portal")
        for path in (root / app).rglob("*.py")
        if "put_up(" in path.read_text(encoding="utf-8")
    }

    assert callers == {"sections/actions/publishing.py", "editorial/actions/publication.py"}
