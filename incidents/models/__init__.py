from incidents.models.authorities import Authority
from incidents.models.cases import Case
from incidents.models.hidings import HidingBreaker, HidingStep
from incidents.models.numbers import NumberSeries
from incidents.models.records import CaseEvent, CaseNotice, TakedownOrder
from incidents.models.roster import HandOver, Shift


__all__ = [
    "Authority",
    "Case",
    "CaseEvent",
    "CaseNotice",
    "HandOver",
    "HidingBreaker",
    "HidingStep",
    "NumberSeries",
    "Shift",
    "TakedownOrder",
]
