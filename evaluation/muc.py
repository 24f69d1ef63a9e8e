"""MUC-4 dev: who fills the roles in each document's attacks, against what the installed reader's events say.

The documents are in capitals: `sentence_case` writes them as sentences are written, character for character, by how
their words are written elsewhere in the shared data. Fillers come from events of type ASSAULT that are not denied:
actors that are named groups are organisations, other actors individuals; targets that are people are victims, other
targets things; the object is the weapon. Each filler counts once a document. It is right where its head word stands in
one of the mentions that MUC gives for a filler of that role, and the head word of that mention in it; several that
name the same filler count as one.
"""

import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from evaluation.nested import f1
from evaluation.reading import readings

ROLES = {
    "perp_individual_id": "perpetrator, individual",
    "perp_organization_id": "perpetrator, organisation",
    "phys_tgt_id": "target",
    "hum_tgt_name": "victim",
    "incident_instrument_id": "weapon",
}
PEOPLE = frozenset({"person", "people", "unnamed", "military", "armed_group"})
AFTER = frozenset(
    [
        "of",
        "in",
        "at",
        "on",
        "from",
        "to",
        "by",
        "with",
        "for",
        "against",
        "near",
        "under",
        "who",
        "which",
        "that",
        "--",
    ]
)
WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?|\d+(?:[A-Za-z]+)")
SMALL = frozenset({"of", "the", "and", "for", "in", "de", "a", "del", "la"})
OPENS = re.compile(r"(?:\A|(?<!\b[A-Z])[.?!][\"')]*\s+|\n\s*\n\s*|(?:[.?!:,]\s+|\n\s*\n\s*|\A)[\"(]+)\Z")
ENDS = ".?!:\"“”‘'([-–—*•"


def texts(path: Path) -> Iterator[str]:
    """The texts of a file of lines: of articles, of BASIL's, or of single sentences; or of CoNLL-U."""
    with gzip.open(path, "rt", encoding="utf8") as lines:
        if ".conllu" in path.name:
            yield from (line.removeprefix("# text = ") for line in lines if line.startswith("# text = "))
            return
        for item in map(json.loads, lines):
            if "article" in item:
                yield from (sentence for part in item["article"]["body-paragraphs"] for sentence in part)
            else:
                yield item.get("text") or item["sentence"]


@cache
def written(shared: Path) -> Mapping[str, str]:
    """How words in running text are mostly written, by their lower-case form; what opens a sentence does not count. By
    two words in lower case, a blank between, how the second is after the first, where that was seen three times."""
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    data = shared / "data"
    for path in (
        data / "attributions" / "polnear-train.jsonl.gz",
        data / "same-story" / "basil-2010-2016.jsonl.gz",
        data / "events" / "plover-train.jsonl.gz",
        data / "syntax" / "ewt-train.conllu.gz",
        data / "syntax" / "gum-train.conllu.gz",
    ):
        for text in texts(path):
            last, end = "", 0
            for match in WORD.finditer(text):
                low, gap = match.group().lower(), text[end : match.start()]
                before = gap.rstrip(" ")[-1:] or text[:end][-1:]
                if before and before not in ENDS and "\n" not in gap:
                    forms[low][match.group()] += 1
                    if gap == " ":
                        forms[f"{last} {low}"][match.group()] += 1
                last, end = low, match.end()
    return {word: usual(counts) for word, counts in forms.items() if " " not in word or counts.total() > 2}


def usual(counts: Counter[str]) -> str:
    """The form that counts most; lower case three times over, for news names more than it tells."""
    return max(sorted(counts), key=lambda form: counts[form] * (3 if form.islower() else 1))


def joined(text: str) -> str:
    """The text with the lines of a paragraph joined, as long as before."""
    return re.sub(r"(?<=\S)\n(?=\S)", " ", text)


def defined(text: str, known: Mapping[str, str]) -> tuple[set[str], set[int]]:
    """Short names in parentheses (lower case), and where the words begin that they are short for: *National Liberation
    Front (NLF)*. A word that is known counts only if its letters are the initials of words before it."""
    short: set[str] = set()
    long: set[int] = set()
    for match in re.finditer(r"\(([A-Z]{2,7})\)", text):
        letters = match.group(1)
        words = [word for word in WORD.finditer(text[: match.start()]) if word.group().lower() not in SMALL]
        for count in range(len(letters) - 1, len(letters) + 3):
            if not Counter(letters) - Counter(word.group()[0] for word in words[-count:]):
                short.add(letters.lower())
                long.update(word.start() for word in words[-count:])
                break
        if letters.lower() not in known:
            short.add(letters.lower())
    return short, long


def recased(text: str, capitals: Iterable[Sequence[int]]) -> str:
    """The text in lower case, lines joined, with capitals in the spans of `capitals`; as long as before."""
    out = list(joined(text).lower())
    for start, end in capitals:
        out[start:end] = [letter.upper() for letter in out[start:end]]
    return "".join(out)


def form_of(word: str, known: Mapping[str, str]) -> str:
    """How a word of a text in capitals is mostly written; a word that nobody writes is a name unless it has an ending
    of common words or is one with an ending."""
    low = word.lower()
    base, mark, end = low.partition("'")
    if low in known or base in known:
        return known.get(low) or known[base] + mark + end
    common = re.search("(ing|ed|ly|ist|ists|ation|ations|ism|ment|ments|ity|ness|able|ive|ary)$", base)
    stems = (base.removesuffix("s"), base.removesuffix("es"), base + "s", base.removesuffix("ied") + "y")
    return low if common or any(known.get(stem, "X").islower() for stem in stems) else base.capitalize() + mark + end


def sentence_case(text: str, known: Mapping[str, str]) -> str:
    """A text in capitals as sentences are written, as long as before. `known`: as `written` gives it."""
    short, long = defined(text, known)
    capitals: list[tuple[int, int]] = []
    last = ""
    for match in WORD.finditer(text):
        start, word = match.start(), match.group()
        form = known.get(f"{last} {word.lower()}") or form_of(word, known)
        if word.lower() in short:
            form = word
        if start in long or OPENS.search(text[max(0, start - 12) : start]):
            form = form[0].upper() + form[1:]
        capitals += [(start + i, start + i + 1) for i, letter in enumerate(form) if letter.isupper()]
        last = word.lower() if text[match.end() : match.end() + 1] in (" ", "\n") else ""
    return recased(text, capitals)


def head(words: str) -> str:
    """The head word of a noun phrase, lower case: the last before what comes after the noun."""
    found = [word.strip("\"'.,").removesuffix("'s") for word in words.lower().split()]
    end = next((i for i, word in enumerate(found) if i and word in AFTER), len(found))
    return found[end - 1] if found else ""


def same(words: str, other: str) -> bool:
    """Whether two noun phrases can mean the same: the head of each is among the other's words."""
    ours, theirs = re.findall(r"[\w-]+", words.lower()), re.findall(r"[\w-]+", other.lower())
    return head(words) in theirs and head(other) in ours


def fillers(reading: Mapping[str, Any]) -> dict[str, set[str]]:
    """By role the words of those who fill it, as the reader's events have them."""
    out: dict[str, set[str]] = {role: set() for role in ROLES}
    text = reading["document"]["text"]
    kinds = {actor["id"]: actor["kind"] for actor in reading["actors"]}
    mentions = {tuple(mention["span"]): mention for mention in reading["mentions"]}
    for event in reading["events"]:
        if event["type"] != "ASSAULT" or event["status"] == "denied":
            continue
        for side, role in (("actors", by), ("targets", to)):
            for party in event[side]:
                start, end = party["span"]
                mention = mentions.get((start, end), {})
                kind = kinds.get(party["actor"]) or mention.get("kind")
                if mention.get("form") != "pronoun":
                    out[role(kind, mention.get("form"))].add(text[start:end])
        out["incident_instrument_id"] |= {text[start:end] for start, end in event["object"]}
    return out


def by(kind: str | None, form: str | None) -> str:
    """The role of one who acts."""
    named = form == "name" and kind not in (None, "person", "unnamed", "people")
    return "perp_organization_id" if named else "perp_individual_id"


def to(kind: str | None, form: str | None) -> str:
    """The role of what is attacked."""
    return "hum_tgt_name" if kind in PEOPLE else "phys_tgt_id"


def count(wanted: Sequence[Sequence[str]], found: Iterable[str]) -> tuple[int, int, int]:
    """How many fillers are right, said and true: those of one role in one document, each a list of its mentions."""
    hits: set[int] = set()
    wrong = 0
    for words in sorted(found):
        fits = [k for k, mentions in enumerate(wanted) if any(same(words, mention) for mention in mentions)]
        hits |= set(fits[:1])
        wrong += not fits
    return len(hits), len(hits) + wrong, len(wanted)


def documents(shared: Path, part: str = "dev") -> dict[str, Any]:
    """MUC-4's documents by id: `doc`, the text in capitals, and `roles`."""
    with gzip.open(shared / "data" / "events" / f"muc4-{part}.json.gz", "rt", encoding="utf8") as file:
        out: dict[str, Any] = json.load(file)
    return out


def measure(shared: Path) -> dict[str, dict[str, float]]:
    """F1, precision and recall in percent for each role and for all of them together, over all of MUC-4 dev."""
    known = written(shared)
    items = documents(shared)
    read = readings({key: sentence_case(item["doc"], known) for key, item in items.items()})
    total: Counter[tuple[str, int]] = Counter()
    for key, item in items.items():
        found = fillers(read[key])
        for role in ROLES:
            for i, value in enumerate(count(item["roles"][role], found[role])):
                total[role, i] += value
    rows = {name: f1(*(total[role, i] for i in range(3))) for role, name in ROLES.items()}
    return rows | {"all": f1(*(sum(total[role, i] for role in ROLES) for i in range(3)))}
