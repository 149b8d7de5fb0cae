"""What the public is told of what was removed, and which pictures went alone."""

from uuid import UUID

from sections.models import Answer, SealedPicture, Takedown


def answer_of(article_pk: int, language: str) -> int:
    """410, or 451 where the removal in force says that the law demands it."""
    takedowns = Takedown.objects.in_force().filter(article_id=article_pk).order_by("-at", "-pk")
    for languages, answer in takedowns.values_list("languages", "answer"):
        if language in languages:
            return int(answer)
    return Answer.GONE.value


def removals_of_picture(attachment: UUID) -> list[tuple[str, int]]:
    """(ground, answer) of each removal in force that took this picture, alone or with a text."""
    in_force = SealedPicture.objects.filter(
        attachment=attachment, sealed__takedown__restoration__isnull=True
    )
    return list(in_force.values_list("sealed__takedown__ground", "sealed__takedown__answer"))
