from incidents.models.authorities import Authority
from incidents.models.cases import Case
from incidents.models.hidings import HidingBreaker, HidingStep
from incidents.models.notices import CaseNotice
from incidents.models.numbers import NumberSeries
from incidents.models.records import CaseEvent, TakedownOrder
from incidents.models.roster import HandOver, Shift
from incidents.models.takedowns import (
    OutsideCheck,
    RestoreRequest,
    SealOpening,
    SealReading,
    SealRequest,
    Stage,
    SurfaceCheck,
)


__all__ = [
    "Authority",
    "Case",
    "CaseEvent",
    "CaseNotice",
    "HandOver",
    "HidingBreaker",
    "HidingStep",
    "NumberSeries",
    "OutsideCheck",
    "RestoreRequest",
    "SealOpening",
    "SealReading",
    "SealRequest",
    "Shift",
    "Stage",
    "SurfaceCheck",
    "TakedownOrder",
]
