"""Cases of the demonstration, at least one in each stage, handled by the secretary."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from editorial.models import Submission
from incidents import actions
from incidents.models import Case
from incidents.rules.facts import Demand, Report, Reporter
from incidents.rules.states import Channel, Kind
from portal.demo import notices, people, reading
from portal.demo.reading import Row
from sections.models import Article


FILE = reading.HERE / "cases.toml"


def load(*, at: datetime) -> int:
    """Receive the cases that are not there yet, and bring each to its stage; returns how many."""
    known = set(Case.objects.values_list("form_token", flat=True))
    waiting = [
        row for row in reading.rows(FILE, "case") if reading.token("case", row["code"]) not in known
    ]
    last = notices.newest()
    for row in waiting:
        with transaction.atomic():
            _bring(row, by=people.person("thuky"), at=at)
    notices.told(notices.since(last).filter(kind__startswith="case_"), at=at)
    return len(waiting)


def _bring(row: Row, *, by: User, at: datetime) -> None:
    received_at = _moment(row, at=at)
    case = _received(row, by=by, received_at=received_at)
    state, later = row["state"], received_at + timedelta(minutes=40)
    if "answered_at" in row:
        later = row["answered_at"].astimezone(timezone.get_default_timezone())
    if state == "merged":
        actions.merge(case, _known(row["merged_into"]), by=by, at=later)
    elif state != "received":
        actions.take_charge(case, by=by, at=later)
        _handle(case, row, by=by, at=at, later=later)


def _handle(case: Case, row: Row, *, by: User, at: datetime, later: datetime) -> None:
    state = row["state"]
    if "examined" in row:
        actions.examine(case, row["examined"], violation=row["violation"], by=by, at=later)
    if state in ("complex", "waiting"):
        actions.mark_complex(
            case,
            row["outcome"],
            promised_at=at + timedelta(days=4),
            delivery=actions.Delivery(at=later, proof="Trao tận tay, có ký nhận."),
            by=by,
            at=later,
        )
        if state == "waiting":
            actions.ask_reporter(case, row["question"], by=by, at=later)
    elif state == "rejected":
        actions.reject(case, row["outcome"], by=by, at=later)
    elif state in ("resolved", "reopened"):
        actions.resolve(case, row["outcome"], by=by, at=later)
        _after(case, row, at=later + timedelta(hours=1))


def _after(case: Case, row: Row, *, at: datetime) -> None:
    """What the reporter says to the answer."""
    if "rating" in row:
        actions.rate(case, row["rating"], row.get("rating_words", ""), at=at)
    if row["state"] == "reopened":
        actions.reopen_as_reporter(case, row["not_settled"], at=at)


def _moment(row: Row, *, at: datetime) -> datetime:
    """When it came in: so long before now, or on a day of the calendar worth showing."""
    if "received_at" in row:
        moment: datetime = row["received_at"]
        return moment
    return at + timedelta(hours=float(row["received_offset"].removesuffix("h")))


def _known(code: str) -> Case:
    return Case.objects.get(form_token=reading.token("case", code))


def _received(row: Row, *, by: User, received_at: datetime) -> Case:
    kind, channel = Kind(row["kind"]), Channel(row["channel"])
    report = Report(
        kind=kind,
        channel=channel,
        subject=row["subject"],
        description=row["description"].strip(),
        language=row["language"],
        reporter=Reporter(name=row.get("reporter_name", "")),
        office=row.get("office", ""),
        read_back=channel is Channel.PHONE,
        violation=row.get("violation", "") if kind is Kind.OWN_FINDING else "",
    )
    if kind is Kind.AUTHORITY_REQUEST:
        letter = row.get("letter_number", "")
        demand = Demand(
            authority=row["authority"],
            letter_number=letter,
            letter_on=timezone.localdate(received_at) if letter else None,
            confirmed_by_call=channel is Channel.PHONE,
        )
        return actions.record_authority_request(
            report,
            demand,
            received_at=received_at,
            articles=_articles(row),
            form_token=reading.token("case", row["code"]),
            by=by,
            at=received_at,
        )
    return actions.receive(
        report,
        received_at=received_at,
        articles=_articles(row),
        form_token=reading.token("case", row["code"]),
        by=None if channel is Channel.WEB else by,
        at=received_at,
    )


def _articles(row: Row) -> list[Article]:
    tokens = [reading.token("article", code) for code in row.get("articles", [])]
    dossiers = Submission.objects.filter(form_token__in=tokens, article__isnull=False)
    return [dossier.article for dossier in dossiers if dossier.article is not None]
