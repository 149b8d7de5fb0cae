"""Whatever people do, in whatever order: what must hold of a dossier holds after every act."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings, strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from accounts.actions import appoint
from accounts.roles import Role
from editorial import actions, policies, queries
from editorial.actions.drafting import Origin
from editorial.models import Edition
from editorial.rules import machine
from editorial.rules.manuscript import Manuscript
from editorial.rules.reasons import Ground, Refusal
from editorial.rules.states import Action as A, Board as States, Machine, Publication, Translation
from kernel import languages
from sections.models import Article
from tests.factories.accounts import LONG_AGO, AgencyFactory, UserFactory, person
from tests.factories.editorial import NOON, Board, Journey, board, fresh, origin


REFUSED = (actions.NotAllowed, actions.NotReady, actions.Conflict)
TWO_LANGUAGES = ("vi", "en")
# Who usually does what: an act by somebody else is tried too, and must be refused.
USUAL = {
    A.SAVE: "officer", A.SUBMIT: "officer", A.WITHDRAW: "officer", A.ROUTE: "secretary",
    A.CLAIM: "member", A.RELEASE: "member", A.EDIT: "member", A.RECOMMEND: "member",
    A.REQUEST_CHANGES: "member", A.REFUSE: "deputy", A.APPROVE: "deputy",
    A.TRANSLATE: "translator", A.SUBMIT_TRANSLATION: "translator",
    A.RETURN_TRANSLATION: "reviewer", A.APPROVE_TRANSLATION: "reviewer",
    A.PUBLISH: "deputy", A.TAKE_DOWN: "deputy",
}  # fmt: skip
ENDS = {A.WITHDRAW, A.REFUSE, A.TAKE_DOWN, A.RELEASE, A.REQUEST_CHANGES}
PUBLIC = ("title", "lead", "body", "slug", "published_at")


def people():
    """The board, an outsider, and somebody who wears every hat at once."""
    who = board()
    hats = UserFactory()
    agency = who.officer.appointments.get().scope
    appoint(hats, Role.AGENCY_OFFICER, scope=agency, by=None, at=LONG_AGO, from_on=NOON.date())
    for role in (Role.EDITOR, Role.DEPUTY_HEAD, Role.TRANSLATOR, Role.TRANSLATION_REVIEWER):
        appoint(hats, role, by=None, at=LONG_AGO, from_on=NOON.date())
    actors = {
        "officer": who.officer, "secretary": who.secretary, "member": who.member,
        "deputy": who.deputy, "head": who.head, "translator": who.translator["en"],
        "reviewer": who.reviewer["en"], "hats": hats,
        "outsider": person(Role.AGENCY_OFFICER, scope=AgencyFactory()),
    }  # fmt: skip
    return who, actors


class Dossier(RuleBasedStateMachine):
    """One dossier in two languages, and everyone at it."""

    who: Board
    actors: dict
    origin: Origin

    @initialize(stage=st.sampled_from(["drafted", "in_review", "approved", "published", "both"]))
    def begin(self, stage):
        """Somewhere on the usual way; further than chance alone would come."""
        journey = Journey(self.who)
        if stage == "both":
            self.dossier = journey.publish(journey.translated(journey.published(), "en"), "en")
        else:
            self.dossier = getattr(journey, stage)()
        self.at, self.texts = journey.at, 0
        unapproved = {self.actors["officer"].pk} if stage in {"drafted", "in_review"} else set()
        self.hands: dict[str, set[int]] = {"vi": unapproved, "en": set()}

    def __init__(self):
        super().__init__()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()

    def teardown(self):
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    def text(self, *, new: bool = True) -> Manuscript:
        self.texts += new
        return Manuscript(f"Tin {self.texts}", f"Dẫn {self.texts}", f"<p>Bài {self.texts}</p>")

    @rule(
        data=st.data(),
        language=st.sampled_from(TWO_LANGUAGES),
        somebody_else=st.sampled_from([None] * 9 + ["hats", "hats", "head", "outsider"]),
        stale=st.sampled_from([False] * 7 + [True]),
        ends=st.sampled_from([False] * 3 + [True]),
    )
    def act(self, data, language, somebody_else, stale, ends):
        """An act that the table lets begin here, by whoever usually does it or by another."""
        edition = fresh(self.dossier).edition(language)
        open_acts = [action for action in USUAL if self.may_begin(action, edition)]
        forward = [action for action in open_acts if action not in ENDS]
        action = data.draw(
            st.sampled_from((open_acts if ends else forward) or open_acts or [A.SAVE])
        )
        self.do(action, self.actors[somebody_else or USUAL[action]], edition, stale=stale)

    @rule(
        action=st.sampled_from(list(USUAL)),
        actor=st.sampled_from([*set(USUAL.values()), "hats", "outsider"]),
        language=st.sampled_from(TWO_LANGUAGES),
    )
    def anything(self, action, actor, language):
        """Any act by anybody, wherever the dossier stands."""
        self.do(action, self.actors[actor], fresh(self.dossier).edition(language))

    def may_begin(self, action: A, edition: Edition) -> bool:
        step = machine.step_of(action)
        if step.machine is Machine.PUBLICATION:
            return step.starts_from(edition.publication)
        of_board = step.machine is Machine.BOARD
        return of_board == edition.is_source and step.starts_from(edition.state)

    def do(self, action: A, actor, edition: Edition, *, stale: bool = False) -> None:
        if machine.step_of(action).machine is Machine.BOARD:
            edition = edition.submission.source
        self.at += timedelta(minutes=1)
        before = self.public()
        allowed = bool(policies.may(actor, action, edition, at=self.at))
        seen = edition.approved_revision_id if action is A.PUBLISH else edition.head_revision_id
        try:
            with transaction.atomic():
                self.call(action, actor, edition, 0 if stale else seen)
        except REFUSED:
            assert self.public() == before
            return
        assert allowed or self.repeated(action, edition), action
        assert not (stale and machine.step_of(action).pins_revision)
        self.remember(action, actor, edition, seen)
        if machine.step_of(action).machine is not Machine.PUBLICATION:
            assert self.public() == before, "only publishing changes what is public (I12)"

    def repeated(self, action: A, edition: Edition) -> bool:
        """A text sent twice is found sent; nothing happens."""
        return action is A.SUBMIT and edition.state == States.SUBMITTED

    def call(self, action: A, by, edition: Edition, seen: int | None) -> None:
        dossier, at = edition.submission, self.at
        words = "Vì lý do này."
        {
            A.SAVE: lambda: actions.save(
                dossier, self.origin, self.text(), seen=seen, by=by, at=at
            ),
            A.SUBMIT: lambda: actions.submit(
                dossier, seen=seen, declared_truthful=True, by=by, at=at
            ),
            A.WITHDRAW: lambda: actions.withdraw(dossier, by=by, at=at),
            A.ROUTE: lambda: actions.route(
                dossier, section=dossier.section, member=self.actors["member"], words=words,
                by=by, at=at,
            ),
            A.CLAIM: lambda: actions.claim(dossier, by=by, at=at),
            A.RELEASE: lambda: actions.release(dossier, by=by, at=at),
            A.EDIT: lambda: actions.edit(dossier, self.text(), seen=seen, by=by, at=at),
            A.RECOMMEND: lambda: actions.recommend(dossier, seen=seen, by=by, at=at),
            A.REQUEST_CHANGES: lambda: actions.request_changes(dossier, words=words, by=by, at=at),
            A.REFUSE: lambda: actions.refuse(
                dossier, code=Refusal.QUALITY, words=words, by=by, at=at
            ),
            A.APPROVE: lambda: actions.approve(dossier, seen=seen, by=by, at=at),
            A.TRANSLATE: lambda: actions.translate(
                edition, self.text(new=self.texts % 3 != 0), seen=seen, by=by, at=at
            ),
            A.SUBMIT_TRANSLATION: lambda: actions.submit_translation(
                edition, seen=seen, by=by, at=at
            ),
            A.RETURN_TRANSLATION: lambda: actions.return_translation(
                edition, words=words, by=by, at=at
            ),
            A.APPROVE_TRANSLATION: lambda: actions.approve_translation(
                edition, seen=seen, by=by, at=at
            ),
            A.PUBLISH: lambda: actions.publish(edition, seen=seen, by=by, at=at),
            A.TAKE_DOWN: lambda: actions.take_down(
                dossier, [edition.language], ground=Ground.OWN_ERROR, words=words, by=by, at=at
            ),
        }[action]()  # fmt: skip

    def remember(self, action: A, actor, before: Edition, seen: int | None) -> None:
        """What the machine may not forget, kept beside it in the simplest way."""
        now = fresh(self.dossier).edition(before.language)
        hands = self.hands[before.language]
        if action in {A.APPROVE, A.APPROVE_TRANSLATION}:
            assert actor.pk not in hands, "nobody approves what passed through their hands (I5)"
            assert now.head_revision.author_id != actor.pk
            assert now.approved_revision_id == seen, "approved is what the approver saw (I3)"
            hands.clear()
        elif action in {A.SAVE, A.SUBMIT, A.EDIT, A.RECOMMEND, A.TRANSLATE, A.SUBMIT_TRANSLATION}:
            hands.add(actor.pk)
        if action is A.PUBLISH:
            assert now.live_revision_id == before.approved_revision_id == seen, "I2"
            assert fresh(self.dossier).source.approved_revision_id is not None, "I2"

    def public(self) -> list:
        """Every public column of the dossier's article."""
        article = fresh(self.dossier).article
        if article is None:
            return []
        return [article.in_language(name, code) for code in languages.CODES for name in PUBLIC]

    @invariant()
    def live_is_what_the_public_reads(self):
        """I1, I13: the columns of a language are its live revision, or all NULL."""
        dossier = fresh(self.dossier)
        for edition in dossier.editions.all():
            is_live = edition.publication == Publication.LIVE
            assert is_live == (edition.live_revision_id is not None)
            if dossier.article is None:
                assert not is_live
                continue
            kept = [dossier.article.in_language(name, edition.language) for name in PUBLIC]
            if not is_live:
                assert kept == [None] * len(PUBLIC)
                continue
            text = edition.live_revision.manuscript()
            assert kept[:3] == [text.title, text.lead, text.body]
        seen = Article.objects.visible_to(self.actors["head"], at=self.at)
        live = dossier.editions.filter(publication=Publication.LIVE)
        assert seen.filter(pk=dossier.article_id).exists() == live.exists()

    @invariant()
    def what_the_board_turned_away_is_never_public(self):
        """I11, and I7: an approved translation is made from the approved original."""
        dossier = fresh(self.dossier)
        source = dossier.source
        for edition in dossier.editions.all():
            if source.approved_revision_id is None:
                assert edition.publication == Publication.NEVER
            if not edition.is_source and edition.state == Translation.APPROVED:
                basis = edition.approved_revision.source_revision_id
                assert basis == source.approved_revision_id

    @invariant()
    def the_record_replays_to_the_state(self):
        """I15, I16: steps and revisions without gaps, and nothing that they do not tell."""
        dossier = fresh(self.dossier)
        steps = list(dossier.transitions.all())
        assert [step.seq for step in steps] == list(range(1, dossier.last_seq + 1))
        told = {}
        for step in steps:
            key = (step.language, step.machine == Machine.PUBLICATION)
            assert told.get(key, step.from_state) == step.from_state
            told[key] = step.to_state
            assert step.reason or not machine.step_of(A(step.action)).needs_reason, "I10"
        for edition in dossier.editions.all():
            assert told.get((edition.language, False), Translation.MISSING) == edition.state
            assert told.get((edition.language, True), Publication.NEVER) == edition.publication
            numbers = [revision.number for revision in edition.revisions.all()]
            assert numbers == list(range(1, len(numbers) + 1))

    @invariant()
    def the_desk_offers_to_publish_exactly_what_may_be_published(self):
        deputy = self.actors["deputy"]
        offered = set(
            Edition.objects.filter(queries._publishable(), submission=self.dossier).values_list(
                "language", flat=True
            )
        )
        may = {
            edition.language
            for edition in fresh(self.dossier).editions.all()
            if policies.may(deputy, A.PUBLISH, edition, at=self.at)
        }
        assert offered == may


@pytest.mark.django_db
@pytest.mark.provision("LC-9.3")
def test_whatever_people_do_the_invariants_hold():
    Dossier.who, Dossier.actors = people()
    Dossier.origin = origin(Dossier.who)

    run_state_machine_as_test(
        Dossier,
        settings=settings(
            max_examples=8,
            stateful_step_count=25,
            deadline=None,
            phases=[Phase.explicit, Phase.reuse, Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
