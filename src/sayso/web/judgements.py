"""The page of what persons judged."""

from collections.abc import Callable, Mapping
from typing import Final

from fastapi import Response

from sayso.web.answers import Forms, PageNumber, Viewed, page
from sayso.web.verdicts import judged, titles

JUDGEMENTS: Final = 100  # on one page of the list


def list_judgements(view: Viewed, forms: Forms, number: PageNumber = 1) -> Response:
    """What persons judged, the last first."""
    every = view.judgements()
    given = tuple(each for each in every if each.kind != "retract")[::-1]
    here = given[(number - 1) * JUDGEMENTS : number * JUDGEMENTS]
    back = (each for each in every if each.kind == "retract")
    told = judged(view, (*here, *back))
    return page(
        "judgements.html",
        section="judgements",
        judgements=told,
        titles=titles(view, told),
        count_all=len(given),
        judging=forms,
        page=number,
        pages=max(1, -(-len(given) // JUDGEMENTS)),
    )


ROUTES: Mapping[str, Callable[..., Response]] = {"/judgements": list_judgements}
