"""Whether what a word says is said to be so: negated, hedged, only planned, or not said at all (asked for, a question,
a condition)."""

from typing import Final

from msgspec import Struct

from sayso.extract.speaking.ground import BE, lemma_in, listed
from sayso.extract.standing.near import participle
from sayso.extract.standing.scene import Scene, sentence
from sayso.extract.standing.verbs import LIGHT, passively
from sayso.lexicon.hedges import hedges_at, hedges_from
from sayso.lexicon.small import AFTER_NOT, FAILING, NEGATOR
from sayso.records import Attribution, Span, Spans

MAYBE: Final = listed("could may might")
COMING: Final = listed("'ll can cannot must ought shall should will would")
# What stands over a verb with *to*: it is so, it looks so, it is said to be so, it is meant to be.
GOING: Final = listed("begin come continue get go happen have help keep manage proceed prove serve start tend use")
LOOKING: Final = listed("appear seem")
TOLD: Final = listed("allege believe claim consider know presume report rumor rumour say suspect think understand")
MEANT: Final = listed(
    "agree aim aspire attempt bid commit commitment decide decision desire determined eager effort hope intend"
    " intention keen mean move plan pledge plot prepare promise propose readiness ready resolve scheme seek strive"
    " swear threaten try vow want willing willingness wish"
)
ENDING: Final = listed("cease end halt quit stop")
DENYING: Final = frozenset({"deny"})
CONDITION: Final = frozenset({"if", "unless", "whether", "lest"})
ASKING: Final = frozenset({"ask", "demand", "request", "order", "propose"})
AIMING: Final = frozenset({"promise", "intend", "threaten"})
_BEFORE: Final = 4  # words before a verb that may belong to it
_DEEP: Final = 5


class Mood(Struct, frozen=True):
    """How a stance is said: `planned` tells that it is only to come."""

    negated: bool = False
    hedges: Spans = ()
    planned: bool = False


class _Told(Struct):
    """What is gathered on the way up from a verb."""

    negated: bool = False
    planned: bool = False
    unreal: bool = False


def mood(s: Scene, i: int) -> Mood | None:
    """The mood of the verb or noun i; None for what is not said to be so."""
    voice = _voice(s, i)
    if voice is not None and voice.negated:
        return None
    told, hedges = _Told(), _hedged(s, i)
    if s.parse.words[i].pos in ("VERB", "AUX", "ADJ"):
        if _asked(s, i) or _heads_wish(s, i, voice):
            return None
        hedges |= _upwards(s, i, told)
    else:
        _of_noun(s, i, told, hedges)
    if told.unreal:
        return None
    denied = voice is not None and voice.act == "deny"
    return Mood(told.negated != denied, tuple(sorted(hedges)), told.planned)


def _voice(s: Scene, i: int) -> Attribution | None:
    key = s.voices.of(s.parse.words[i].span)
    return None if key is None else s.said[key]


def _asked(s: Scene, i: int) -> bool:
    """Whether the sentence of a word is a question."""
    last = sentence(s, i)[-1]
    end = [s.words[k] for k in range(max(0, last - 1), last + 1)]
    return "?" in end


def _heads_wish(s: Scene, i: int, voice: Attribution | None) -> bool:
    """Whether a verb is what somebody asks for: the head of what is demanded, requested, ordered, proposed."""
    if voice is None or voice.act not in ASKING or s.words[i].endswith("ing"):
        return False
    head = s.parse.words[i].head
    start = None if head is None else s.parse.words[head].span[0]
    return start is None or not any(a <= start < b for a, b in voice.content)


def _of_noun(s: Scene, i: int, told: _Told, hedges: set[Span]) -> None:
    """A noun is denied by *no* before it, or by the verb that carries it."""
    syntax, word = s.ground.syntax, s.parse.words[i]
    own = [k for k in (*syntax.dependents(i, "det", "advmod", "cc"), i - 1) if 0 <= k < i]
    told.negated = any(s.words[k] in ("no", "neither", "without") for k in own)
    verb = word.head
    if syntax.dependents(i, "cop"):
        hedges |= _upwards(s, i, told)
    elif verb is not None and s.parse.words[verb].pos == "VERB" and _carried(s, i, verb):
        hedges |= _hedged(s, verb) | _upwards(s, verb, told)
        told.negated |= lemma_in(s.words[verb], ENDING) and word.relation == "obj"


def _carried(s: Scene, i: int, verb: int) -> bool:
    """Whether a verb's own mood is that of a noun: one that it has for its object, or of which it is said that it is
    held, given, made."""
    relation = s.parse.words[i].relation
    return relation in ("obj", "obl", "xcomp") or (
        relation == "nsubj" and lemma_in(s.words[verb], LIGHT) and passively(s, verb)
    )


def _upwards(s: Scene, i: int, told: _Told) -> set[Span]:
    """What stands at a verb and at those over it, as far as they bear on it. Gives the hedges."""
    hedges: set[Span] = set()
    verb = i
    for _ in range(_DEEP):
        _at(s, verb, told, hedges)
        word = s.parse.words[verb]
        head = _head(s, verb)
        if head is None or told.unreal:
            break
        if word.relation == "conj" and s.parse.words[head].pos == "VERB" and not _own_subject(s, verb):
            if _bare(s, verb) or _to(s, head):
                verb = head
                continue
            break
        if not (
            _to(s, verb) or (word.relation in ("xcomp", "obj", "ccomp", "advcl") and s.words[verb].endswith("ing"))
        ):
            break
        if not _over(s, verb, head, told, hedges):
            break
        verb = head
    return hedges


def _head(s: Scene, i: int) -> int | None:
    """The word over a verb: one that stands right before its *to*, whatever the relations say, if it is of those that
    bear on what follows."""
    marks = [k for k in range(max(0, i - 3), i) if s.words[k] == "to"]
    before = marks[-1] - 1 if marks and _to(s, i) else -1
    return (
        before
        if before >= 0 and lemma_in(s.words[before], LOOKING | GOING | FAILING | MEANT)
        else s.parse.words[i].head
    )


def _own_subject(s: Scene, i: int) -> bool:
    return bool(s.ground.syntax.dependents(i, "nsubj"))


def _bare(s: Scene, i: int) -> bool:
    """Whether a joined verb goes on with the *to* or the modal of the one before: *will arm and train*."""
    return not participle(s, i) and not s.words[i].endswith(("s", "ing"))


def _to(s: Scene, i: int) -> bool:
    """Whether *to* stands before a verb, an adverb or an auxiliary between them at the most."""
    near = [k for k in range(max(0, i - 3), i) if s.words[k] == "to"]
    return bool(near) and all(s.parse.words[k].pos in ("AUX", "ADV", "PART") for k in range(near[-1] + 1, i))


def _at(s: Scene, i: int, told: _Told, hedges: set[Span]) -> None:
    """What belongs to a verb itself: negation, modals, conditions."""
    syntax = s.ground.syntax
    kin = {*syntax.dependents(i, "aux", "advmod", "mark", "cc", "det", "cop"), *_before(s, i)}
    for k in kin:
        word = s.words[k]
        if k >= i + 1 and word not in ("not", "never"):
            continue
        if _negates(s, k):
            told.negated = not told.negated
        if word in MAYBE and s.parse.words[k].pos == "AUX":
            hedges.add(s.parse.words[k].span)
        elif word in COMING or word in ("won't", "wouldn't", "shouldn't", "can't", "couldn't"):
            told.planned = True
            told.unreal |= word in ("would", "should", "must", "ought", "wouldn't", "shouldn't") and _perfect(s, i)
        told.unreal |= word in CONDITION and s.parse.words[k].pos == "SCONJ"


def _negates(s: Scene, k: int) -> bool:
    word, following = s.words[k], s.words[k + 1] if k + 1 < len(s.words) else ""
    if word not in NEGATOR - {"no", "nothing", "none", "nor"} and not word.endswith("n't"):
        return word == "longer" and s.words[k - 1] == "no"
    return following not in AFTER_NOT


def _perfect(s: Scene, i: int) -> bool:
    """*would have backed* did not."""
    return any(s.words[k] == "have" for k in range(max(0, i - 3), i))


def _before(s: Scene, i: int) -> list[int]:
    """The auxiliaries, adverbs and negations right before a verb."""
    found: list[int] = []
    for k in range(i - 1, max(-1, i - 1 - _BEFORE), -1):
        if s.parse.words[k].pos not in ("AUX", "ADV", "PART") or s.parse.words[k].sentence != s.parse.words[i].sentence:
            break
        found.append(k)
    return found


def _over(s: Scene, verb: int, head: int, told: _Told, hedges: set[Span]) -> bool:
    """What the word over a verb makes of it; whether what stands over that one bears on it, too."""
    word, relation = s.words[head], s.parse.words[verb].relation
    if lemma_in(word, LOOKING) or (lemma_in(word, TOLD) and passively(s, head)):
        hedges.add(s.parse.words[head].span)
        return True
    if lemma_in(word, FAILING):
        told.negated = not told.negated
        return True
    if lemma_in(word, ENDING) and not _to(s, verb):
        wanted = _Told()
        _upwards(s, head, wanted)
        told.negated = not (told.negated or wanted.unreal or wanted.planned)
        return False
    if lemma_in(word, DENYING):
        voice = _voice(s, verb)  # the attribution of what is denied counts it already
        told.negated ^= voice is None or voice.act != "deny"
        return False
    if not _to(s, verb) or lemma_in(word, GOING):
        return True
    if lemma_in(word, MEANT):
        told.planned = True
    elif relation == "advcl":
        told.planned = True
        return False
    else:
        told.unreal = s.parse.words[head].pos != "ADJ" or word not in BE
    return True


def _hedged(s: Scene, i: int) -> set[Span]:
    """The words of the list of hedges that stand at a word: *allegedly*, *reportedly*, *alleged*."""
    found: set[Span] = set()
    near = {k for k in s.ground.syntax.dependents(i, "advmod", "amod", "aux") if abs(k - i) <= _BEFORE}
    for k in near | {i - 1} - {-1}:
        if s.parse.words[k].pos not in ("ADV", "ADJ", "VERB"):
            continue
        for hedge, _ in hedges_at(hedges_from(s.words[k]), s.words, k):
            if hedge.pattern in ("adverb", "adjective") and hedge.kind != "distancing":
                found.add(s.parse.words[k].span)
    return found
