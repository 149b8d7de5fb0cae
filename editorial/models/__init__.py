from editorial.models.editions import Edition
from editorial.models.records import Revision, Transition
from editorial.models.submissions import Submission


__all__ = ["Edition", "Revision", "Submission", "Transition"]
