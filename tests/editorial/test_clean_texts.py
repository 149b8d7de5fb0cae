"""No door brings script into a text: forms clean, and so does the ledger behind every door."""

from dataclasses import replace

import pytest

from editorial import actions
from tests.factories.editorial import EN, VI, fresh, origin


HOSTILE = [
    "<p>x</p><script>alert(1)</script>",
    "<p onclick=alert(1)>x</p>",
    '<a href="java\nscript:alert(1)">x</a>',
    "<svg/onload=alert(1)><p>x</p>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>x',
    "<p style='background:url(//x)'>x</p><base href=//x><meta http-equiv=refresh content=0>",
]
FORBIDDEN = ("<script", "onclick", "onload", "onerror", "javascript:", "style=", "<iframe", "<base")


@pytest.mark.parametrize("body", HOSTILE)
def test_whoever_brings_a_text_in_it_is_kept_clean(who, journey, body):
    submission = actions.create(
        origin(who), replace(VI, body=body), by=who.officer, at=journey.now()
    )
    sent = journey.submit(actions.save(
        submission, origin(who), replace(VI, body=f"<p>y</p>{body}"),
        seen=submission.source.head_revision_id, by=who.officer, at=journey.now(),
    ))  # fmt: skip
    actions.translate(
        sent.edition("en"), replace(EN, body=body), seen=None, by=who.translator["en"],
        at=journey.now(),
    )  # fmt: skip

    for edition in fresh(submission).editions.all():
        for revision in edition.revisions.all():
            kept = revision.content["body"].lower()
            assert not [sign for sign in FORBIDDEN if sign in kept]


def test_the_same_hostile_text_twice_is_one_revision(who, journey):
    submission = journey.drafted(replace(VI, body=HOSTILE[0]))
    actions.save(
        submission, origin(who), replace(VI, body=HOSTILE[0]),
        seen=submission.source.head_revision_id, by=who.officer, at=journey.now(),
    )  # fmt: skip

    assert fresh(submission).source.revisions.count() == 1
