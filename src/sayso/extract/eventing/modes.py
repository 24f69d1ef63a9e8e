"""The modes and contexts of a deed: those of its word, and what stands beside it tells more (*with drones*)."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from sayso.extract.eventing.clauses import follows
from sayso.extract.eventing.deed import Deed
from sayso.extract.eventing.parties import Roles
from sayso.extract.eventing.scene import Scene
from sayso.lexicon.plover import MODES, NEAR, Companion, companions


def coloured(scene: Scene, deed: Deed, cast: Roles) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The modes and the contexts of a deed, each once, its own first. Modes are told by its own words, by whoever does
    it and with what; contexts by what it is done to as well, and by what stands near."""
    modes, contexts = [*deed.modes], [*deed.sense.contexts]
    for one in _fitting(scene, deed, _own(scene, deed, cast)):
        modes += [mode for mode in one.modes if mode in MODES[deed.type]]
    here = scene.sentence(deed.at)
    near = range(max(here.start, deed.words[0] - NEAR), min(here.stop, deed.words[-1] + NEAR + 1))
    for one in _fitting(scene, deed, near):
        contexts += one.contexts
    return tuple(dict.fromkeys(modes)), tuple(dict.fromkeys(contexts))


def _fitting(scene: Scene, deed: Deed, words: Sequence[int]) -> Iterator[Companion]:
    return (one for one in _beside(scene, words) if not one.types or deed.type in one.types)


def _own(scene: Scene, deed: Deed, cast: Roles) -> list[int]:
    """The words of a deed and of who and with what does it, with what stands right before them."""
    heads = {*deed.words, deed.at, *cast.doers}
    if deed.type != "ASSAULT":
        heads |= {*cast.undergoers}
    heads |= {k for span in cast.object for k in scene.g.syntax.within(span)}
    heads |= {k for name in ("with", "using", *deed.sense.object) for k in deed.slots.get(name, ())}
    return sorted(heads | {k for i in heads for k in scene.dependents(i, "amod", "compound") if k not in heads})


def _beside(scene: Scene, words: Sequence[int]) -> Iterator[Companion]:
    for i in words:
        for one in _companions(scene.lower[i]):
            if follows(scene, i, one.words):
                yield one
                break


@lru_cache(maxsize=1 << 12)
def _companions(word: str) -> tuple[Companion, ...]:
    return companions(word)
