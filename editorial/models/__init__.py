from editorial.models.editions import Edition
from editorial.models.records import PictureUse, Revision, Transition
from editorial.models.submissions import Submission


__all__ = ["Edition", "PictureUse", "Revision", "Submission", "Transition"]
