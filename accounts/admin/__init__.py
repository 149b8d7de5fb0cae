"""The administrator's pages of people and agencies."""

from accounts.admin import agencies, people


__all__ = ["agencies", "people"]
