"""What pages and messages read of cases: words for clocks, the public side, articles found."""

from incidents.queries import articles, tracking, words


__all__ = ["articles", "tracking", "words"]
