"""A described system as some of its voices alone tell it."""

from collections import Counter
from collections.abc import Callable, Iterator

from msgspec.structs import replace

from sayso.compare.describing.told import Basis, System, Voice
from sayso.compare.describing.tying import ties

Keeps = Callable[[Voice], bool]


def voiced(system: System, keeps: Keeps) -> System:
    """What is told in the voices that `keeps` keeps. The members of blocs stay those of all voices, for they are made
    of all; where voices differ is left out."""
    pairs = {(tie.one, tie.other): tuple(c for c in tie.claims if keeps(c.basis.voice)) for tie in system.ties}
    lines = (replace(line, bases=_kept(line.bases, keeps)) for line in system.lines)
    tensions = (replace(each, bases=_kept(each.bases, keeps)) for each in system.tensions)
    return replace(
        system,
        blocs=tuple(replace(bloc, bases=_kept(bloc.bases, keeps)) for bloc in system.blocs),
        ties=ties({pair: claims for pair, claims in pairs.items() if claims}),
        tensions=tuple(replace(each, count=len(each.bases)) for each in tensions if each.bases),
        lines=tuple(
            replace(line, count=len(line.bases), voices=tuple(dict.fromkeys(basis.voice for basis in line.bases)))
            for line in lines
            if line.bases
        ),
        differences=(),
    )


def voices(system: System) -> tuple[tuple[Voice, int], ...]:
    """Who tells anything of a system and how often, those who tell most first."""
    times = Counter(basis.voice for basis in set(_bases(system)))
    return tuple(sorted(times.items(), key=lambda item: (-item[1], item[0])))


def _kept(bases: tuple[Basis, ...], keeps: Keeps) -> tuple[Basis, ...]:
    return tuple(basis for basis in bases if keeps(basis.voice))


def _bases(system: System) -> Iterator[Basis]:
    for tie in system.ties:
        yield from (claim.basis for claim in tie.claims)
    for line in system.lines:
        yield from line.bases
