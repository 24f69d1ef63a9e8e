"""How far a deed is said to have come about: happened, planned, only possible, denied, and whether it is negated.

From the deed upwards: the mood of its verb, what governs it (*failed to*, *the plan to*), the mood of that, and at last
the act of the attribution in which it stands. What is inner counts, unless what is outer says that it is not so at all.
"""

from typing import Final

from msgspec import Struct

from sayso.extract.eventing.clauses import VERBAL, auxiliaries, governing, is_passive, small_words
from sayso.extract.eventing.deed import Deed
from sayso.extract.eventing.scene import Scene
from sayso.extract.eventing.words import (
    COMING,
    FOILED,
    FUTURE,
    GOING_ON,
    MAY,
    MAYBE,
    NOBODY,
    NOT,
    OUGHT,
    PERFECT,
    PRESENT,
    THREATENED,
    UNREAL,
)
from sayso.extract.speaking.ground import listed
from sayso.lexicon.lemmas import candidates
from sayso.lexicon.plover import Governor, Light
from sayso.lexicon.small import AFTER_NOT
from sayso.records import Act, Attribution, EventStatus

ASKING: Final = listed(
    "demand call urge seek request ask appeal propose advocate want press push suggest recommend insist"
)
AMOUNTS: Final = listed("million billion series wave number round package worth $")
BEGUN: Final = listed("began begun started commenced resumed")  # what had begun was done
_RANK: Final[tuple[EventStatus, ...]] = ("hypothetical", "denied")
# What an act makes of what hangs on its cue without a tense of its own (*vowed to*, *demanded the release*).
BY_ACT: Final[dict[Act, EventStatus]] = {
    "deny": "denied",
    "threaten": "threatened",
    "promise": "planned",
    "intend": "planned",
    "order": "possible",
    "demand": "possible",
    "request": "possible",
    "propose": "possible",
    "predict": "possible",
}


class Standing(Struct, frozen=True):
    """The status of a deed. `path` are the words from the deed upwards that decide it; `purpose`: it is only what
    something else is done for."""

    status: EventStatus
    negated: bool
    path: tuple[int, ...]
    purpose: bool = False


def standing(scene: Scene, deed: Deed, voice: Attribution | None) -> Standing:
    """How far a deed came about, as its own clause and all that governs it tell."""
    climb = _Climb(scene, voice)
    climb.start(deed)
    return Standing(climb.status or "happened", climb.negated, tuple(climb.path), climb.purpose)


def at_cue(scene: Scene, cue: int, said: Attribution, voice: Attribution | None) -> Standing:
    """How far what a cue says came about, and whether it did not."""
    climb = _Climb(scene, voice)
    climb.up(cue)
    verb = scene.pos(cue) in VERBAL
    return Standing(climb.status or "happened", climb.negated if verb else bool(said.negated), tuple(climb.path))


class _Climb:
    """The way from a deed up to what decides its status."""

    def __init__(self, scene: Scene, voice: Attribution | None) -> None:
        self.scene, self.voice = scene, voice
        self.status: EventStatus | None = None
        self.negated = self.purpose = False
        self.path: list[int] = []

    def start(self, deed: Deed) -> None:
        if deed.turned and deed.verb is not None:
            self.up(deed.verb)
        elif deed.carried is not None and "responsibility" in deed.carried.words:
            self._noun(deed.at)  # nobody claimed it, but it was done
        elif deed.carried is not None and deed.verb is not None:
            self._noun(deed.at)
            self._carry(deed, deed.carried)
            if not _is_told(self.scene, deed.verb, deed.at):
                self.up(deed.verb)
            else:
                self.path.append(deed.verb)
                self._mood(deed.verb)
                self._nominal(deed.at)
        elif deed.is_noun:
            self._noun(deed.at)
            self._nominal(deed.at)
        else:
            self.up(deed.at)

    def _carry(self, deed: Deed, carried: Light) -> None:
        """What a light verb says; what is only thought about may be real (*discussed the attack*)."""
        self.negated ^= carried.negated
        known = carried.subject == "none" and carried.status == "possible" and _is_definite(self.scene, deed.at)
        past = carried.status == "ongoing" and deed.verb is not None and self.scene.lower[deed.verb] in BEGUN
        if not past and (not known or carried.words[0] in ASKING):
            self._weigh(carried.status)

    def _weigh(self, status: EventStatus | None) -> None:
        if (status is not None and (self.status in (None, "happened", "ongoing") or status in _RANK)) or (
            status == "threatened" and self.status == "planned"
        ):
            self.status = status

    def up(self, i: int | None) -> None:
        """From a verb upwards as long as what is above decides."""
        while i is not None and i not in self.path:
            self.path.append(i)
            self._mood(i)
            i = self._step(i)

    def _step(self, i: int) -> int | None:
        scene, head, relation = self.scene, self.scene.head(i), self.scene.relation(i)
        if head is None:
            self._act(None, i)
            return None
        marks = small_words(scene, i)
        if "to" in marks and i > 1 and "yet" in scene.lower[max(0, i - 3) : i]:
            self.negated = True  # *has yet to recognise*
        self.purpose |= "to" in marks and relation == "advcl"
        if (found := governing(scene, i)) is not None:
            self._govern(found, head, i)
            self._act(head, i)
            return head
        if relation == "conj" and scene.pos(head) in VERBAL:
            own = [*auxiliaries(scene, i), *scene.dependents(i, "nsubj", "mark")]
            return None if own else self._joined(i, head)
        self._act(head, i)
        return self._hung(i, head, marks)

    def _hung(self, i: int, head: int, marks: frozenset[str]) -> int | None:
        """What the way says by which a verb hangs on one that the lexicon does not know as a governor."""
        scene, relation = self.scene, self.scene.relation(i)
        gerund = scene.lower[i].endswith("ing")
        if marks & {"without", "rather"} or (gerund and "instead" in scene.lower[max(0, i - 3) : i]):
            self.negated = True
        if relation == "xcomp":
            going = scene.lower[head] == "going"
            self._weigh("planned" if going else "possible" if "to" in marks and scene.pos(head) != "AUX" else None)
            return head
        if "to" in marks and relation in ("advcl", "acl", "obl"):
            self.purpose = self.status is None
            self._weigh("planned")
        elif relation in ("advcl", "obl") and gerund:
            self._weigh("planned" if "before" in marks else None)
            return head if not marks or marks & {"by", "in", "while"} else None
        return None

    def _govern(self, found: Governor, head: int, i: int) -> None:
        """What a governor says; what is *not* denied is not said to be otherwise, and what has a tense of its own is
        believed or feared to have been done (*they believe that the army attacked*)."""
        if found.status == "denied" and mood(self.scene, head, self.voice)[1]:
            self.negated ^= True  # taken back by the mood of the governor
            return
        self.negated ^= any(self.scene.lower[k] == "no" for k in self.scene.dependents(head, "det"))  # *no plans to*
        past = found.status == "ongoing" and self.scene.lower[head] in BEGUN
        told = found.status in ("possible", "planned") and _has_tense(self.scene, i)
        self._weigh(None if past or told else found.status)
        self.negated ^= found.negated

    def _joined(self, i: int, head: int) -> int | None:
        """On to the verb that one is joined to, whose mood it shares; not its negation behind *but*."""
        scene = self.scene
        if any(scene.lower[k] == "but" for k in scene.dependents(i, "cc")):
            before = self.negated
            self._mood(head)
            self.negated = before
            return None
        return head

    def _mood(self, i: int) -> None:
        status, negated = mood(self.scene, i, self.voice)
        self._weigh(status)
        self.negated ^= negated

    def _act(self, head: int | None, i: int) -> None:
        """What the act of an attribution says of what hangs on its cue; of one with a tense only a denial does."""
        scene, said = self.scene, self.voice
        if said is None or said.act is None or said.negated:
            return
        at_cue = head is not None and head in scene.cues and scene.cues[head] is said
        status = BY_ACT.get(said.act)
        if said.act == "deny" and (at_cue or head is None):
            self._weigh("denied")
            self.negated = False
        elif at_cue and status and not _has_tense(scene, i):
            self._weigh(status)
        elif said.act == "threaten" and self.status == "planned":
            self.status = "threatened"
        elif at_cue and said.act in ("demand", "request", "order", "propose") and self.status in (None, "planned"):
            self._weigh("possible")

    # Nouns

    def _noun(self, i: int) -> None:
        """What the words set before a noun say: *no*, *any*, *planned*, *possible*."""
        scene = self.scene
        for k in scene.dependents(i, "amod", "det", "compound", "advmod"):
            word = scene.lower[k]
            if word in NOBODY and k < i:
                self.negated = True
            elif word in COMING:
                self._weigh("planned")
            elif word in MAYBE:
                self._weigh("possible")
            elif word in THREATENED:
                self._weigh("threatened")
            elif word in FOILED:
                self.negated = True
            elif word in GOING_ON:
                self._weigh("ongoing")

    def _nominal(self, i: int) -> None:
        """From a noun that no light verb carries to what governs it."""
        scene, head, relation = self.scene, self.scene.head(i), self.scene.relation(i)
        self.path.append(i)
        if scene.case(i) == "without":
            self.negated = True
        if head is None:
            return
        if (found := governing(scene, i)) is not None:
            self._govern(found, head, i)
            self._act(head, i)
            if found.status is not None or found.negated:
                self.up(head) if scene.pos(head) in VERBAL else self._nominal(head)
            return
        if relation in ("obj", "nsubj") or scene.case(i) in ("for", "of", "to", "with"):
            self._act(head, i)
        counted = scene.case(i) in ("of", "in") and (scene.pos(head) == "NUM" or scene.lower[head] in AMOUNTS)
        if len(self.path) < 4 and ((relation == "conj" and scene.pos(head) == "NOUN") or counted):
            self._nominal(head)
        elif _is_part(scene, i) and scene.pos(head) in VERBAL and not _is_definite(scene, i):
            above = _Climb(scene, self.voice)
            above.up(head)
            self._weigh(above.status if above.status in UNREAL else None)
            self.path += above.path


def _is_part(scene: Scene, i: int) -> bool:
    """Whether a noun stands at a verb so that it shares its mood: as subject or object, or *killed in an attack*."""
    relation = scene.relation(i)
    return relation in ("nsubj", "obj") or (relation in ("obl", "nmod") and scene.case(i) in ("in", "by", "with"))


def _is_told(scene: Scene, verb: int, noun: int) -> bool:
    """Whether a light verb tells of its noun (*an attack carried out by*) instead of the noun standing at the verb."""
    return scene.head(verb) == noun


def _is_definite(scene: Scene, i: int) -> bool:
    """Whether a noun is one already told of: *the*, *this*, *its*, *Russia's*."""
    found = {scene.lower[k] for k in scene.dependents(i, "det", "nmod", "case")}
    if found & {"the", "this", "that", "these", "those", "its", "their", "his", "her", "our"}:
        return True
    return any(
        scene.lower[m] == "'s" for k in scene.dependents(i, "nmod") for m in scene.dependents(k, "case") if k < i
    )


def _has_tense(scene: Scene, i: int) -> bool:
    """Whether a verb stands in the past or the perfect: what it tells is no plan."""
    if scene.pos(i) not in VERBAL or "to" in small_words(scene, i):
        return False
    words = {scene.lower[k] for k in auxiliaries(scene, i)}
    if words & (FUTURE | MAY | OUGHT | {"would"}):
        return False
    if words & {"had", "has", "have", "was", "were", "did", "is", "are"}:
        return True
    word = scene.lower[i]
    past = candidates(word)[0] != word and not word.endswith(("ing", "s"))
    return past and not is_passive(scene, i) and bool(scene.dependents(i, "nsubj"))


def mood(scene: Scene, i: int, voice: Attribution | None) -> tuple[EventStatus | None, bool]:
    """What the auxiliaries and small words of a verb say: its status, if they tell it, and whether it is negated."""
    around = [*auxiliaries(scene, i)]
    words = {scene.lower[k] for k in around}
    bare = {word.removesuffix("n't") for word in words}
    negated = _negated(scene, i, words)
    return _status(scene, i, words | bare, voice), negated


def _status(scene: Scene, i: int, words: set[str], voice: Attribution | None) -> EventStatus | None:
    if _is_conditional(scene, i):
        return "hypothetical"
    if "would" in words or "'d" in words:
        unreal = "have" in words or (voice is None and scene.relation(i) not in ("ccomp", "acl", "conj"))
        return "hypothetical" if unreal or _asks(scene, i) else "planned"
    if words & FUTURE:
        return "hypothetical" if _asks(scene, i) and voice is None else "planned"
    whether = any(scene.lower[k] == "whether" for k in scene.dependents(i, "mark"))
    if words & MAY or words & OUGHT or whether:
        return "possible"
    then = voice is not None and scene.relation(i) == "ccomp" and words & {"was", "were"}  # *said it was investigating*
    if scene.lower[i].endswith("ing") and (then or words & PRESENT or ("been" in words and words & PERFECT)):
        return "ongoing"
    if scene.relation(i) in ("root", "conj") and _asks(scene, i) and scene.pos(scene.sentence(i).start) == "AUX":
        return "possible"
    return None


def _is_conditional(scene: Scene, i: int) -> bool:
    """Whether a verb stands in a condition, its own or that of the verb it is joined to."""
    marks = {scene.lower[k] for k in scene.dependents(i, "mark", "advmod")}
    if marks & {"if", "unless", "lest"} or _is_inverted(scene, i):
        return True
    head = scene.head(i)
    return (
        scene.relation(i) == "conj" and head is not None and scene.pos(head) in VERBAL and _is_conditional(scene, head)
    )


def _is_inverted(scene: Scene, i: int) -> bool:
    """*Had the army not attacked, …*: a condition without a conjunction."""
    first = [k for k in scene.dependents(i, "aux") if scene.lower[k] in ("had", "were", "should")]
    if not first or _asks(scene, i):
        return False
    opens = first[0] == scene.sentence(i).start or scene.lower[first[0] - 1] in (",", "“", '"')
    return opens and any(first[0] < k < i for k in scene.dependents(i, "nsubj"))


def _asks(scene: Scene, i: int) -> bool:
    """Whether a verb's sentence is a question."""
    here = scene.sentence(i)
    return any(scene.lower[k] == "?" for k in range(max(here.start, here.stop - 3), here.stop))


def _negated(scene: Scene, i: int, words: set[str]) -> bool:
    if any(word.endswith("n't") or word == "cannot" for word in words):
        return True
    for k in scene.dependents(i, "advmod", "cc", "det", "aux", "neg"):
        word = scene.lower[k]
        following = scene.lower[k + 1] if k + 1 < len(scene.lower) else ""
        if (word in NOT and k < i and following not in AFTER_NOT) or (word == "longer" and scene.lower[k - 1] == "no"):
            return True
    return any(
        scene.lower[k] in NOBODY or any(scene.lower[d] in ("no", "neither") for d in scene.dependents(k, "det"))
        for k in scene.dependents(i, "nsubj")
    )
