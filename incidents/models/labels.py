"""The words for codes of cases that models hold."""

from django.utils.translation import gettext_lazy as _

from incidents.rules.states import Channel, Kind, State
from incidents.rules.triage import Triage
from incidents.rules.violations import Violation


KIND_LABELS = {
    Kind.SUPPORT.value: _("Request for support"),
    Kind.INCIDENT.value: _("Technical incident"),
    Kind.VIOLATION_REPORT.value: _("Report of wrong or unlawful content"),
    Kind.AUTHORITY_REQUEST.value: _("Request of an authority"),
    Kind.OWN_FINDING.value: _("Found by the board itself"),
}
STATE_LABELS = {
    State.RECEIVED.value: _("Received"),
    State.IN_PROGRESS.value: _("In progress"),
    State.COMPLEX.value: _("In progress, takes longer"),
    State.RESOLVED.value: _("Dealt with"),
    State.REJECTED.value: _("Not accepted"),
    State.MERGED.value: _("Goes on with another report"),
}
CHANNEL_LABELS = {
    Channel.WEB.value: _("Form on the portal"),
    Channel.PHONE.value: _("Telephone"),
    Channel.LETTER.value: _("Letter"),
    Channel.EMAIL.value: _("E-mail"),
    Channel.IN_PERSON.value: _("In person"),
    Channel.FOUND.value: _("Found by ourselves"),
}
TRIAGE_LABELS = {
    Triage.WAITING.value: _("To be examined"),
    Triage.KEPT.value: _("Examined: stays a report"),
    Triage.ESCALATED.value: _("Taken up by an authority"),
    Triage.ANSWERED.value: _("Examined and answered"),
}
VIOLATION_LABELS = {
    Violation.AGAINST_THE_STATE.value: _(
        "Against the State, national security or unity; war, terror, hatred"
    ),
    Violation.VIOLENCE_OR_VICE.value: _("Violence, obscenity, crime, vice, superstition"),
    Violation.SECRETS.value: _("State secrets and other secrets protected by law"),
    Violation.SLANDER.value: _("Distortion, slander, insult to honour and dignity"),
    Violation.FORBIDDEN_GOODS.value: _("Forbidden goods, services, works or publications"),
    Violation.IMPERSONATION_OR_UNTRUTH.value: _(
        "Impersonation, or false information that harms somebody's rights"
    ),
    Violation.HINDERING_INFORMATION.value: _("Hindering lawful information or services"),
    Violation.HINDERING_SERVERS.value: _("Hindering name servers or lawful equipment"),
    Violation.PRIVATE_DATA.value: _(
        "Passwords, keys, private information or personal data used without right"
    ),
    Violation.LINKS_AND_MALWARE.value: _("Unlawful links, malware, intrusion"),
}
