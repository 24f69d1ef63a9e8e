"""What leads to what, who breaks what, and the aims that are imputed."""

import pytest

from tests.extract.standing.stood import page_of, row, said, told

BREACHES = [
    row(
        "{hamas Hamas} violated the ceasefire.",
        "Hamas>violated:nsubj ceasefire>violated:obj",
        "violates hamas >",
        "a verb",
        "Hamas/PROPN",
    ),
    row(
        "{russia Russia} is in breach of the treaty.",
        "Russia>breach:nsubj is>breach:cop in>breach:case treaty>breach:nmod",
        "violates russia >",
        "a noun after in",
        "Russia/PROPN breach/NOUN",
    ),
    row(
        "The violation of the truce by {hamas Hamas} went on.",
        "violation>went:nsubj truce>violation:nmod Hamas>violation:nmod on>went:advmod",
        "violates hamas >",
        "a noun with by",
        "on/ADV",
    ),
    row(
        "{hamas Hamas} broke the window.",
        "Hamas>broke:nsubj window>broke:obj",
        "",
        "no agreement",
        "Hamas/PROPN",
    ),
]

CAUSES = [
    row(
        "{us The US} strike, which allowed {isis ISIS} to advance, failed.",
        "strike>failed:nsubj which>allowed:nsubj allowed>strike:acl ISIS>allowed:iobj to>advance:mark"
        " advance>allowed:xcomp",
        "causes us > isis",
        "what which takes up",
        "to/PART",
    ),
    row(
        "{uganda Uganda} sent troops, which led to clashes with {m23 the M23}.",
        "Uganda>sent:nsubj troops>sent:obj which>led:nsubj led>sent:advcl clashes>led:obl M23>clashes:nmod",
        "causes uganda >",
        "a clause as the cause",
        "Uganda/PROPN",
    ),
    row(
        "{us US} roads lead to {place Homs}.",
        "roads>lead:nsubj Homs>lead:obl",
        "",
        "a lead of nothing",
        "US/PROPN",
    ),
]

AIMS = [
    row(
        "{israel Israel} struck in order to weaken {hamas Hamas}.",
        "Israel>struck:nsubj order>in:fixed to>weaken:mark weaken>struck:advcl Hamas>weaken:obj",
        "motive israel > hamas",
        "in order to",
        "Israel/PROPN to/PART",
    ),
    row(
        "{israel Israel} struck in an apparent attempt to kill {hamas Hamas} fighters.",
        "Israel>struck:nsubj apparent>attempt:amod attempt>struck:obl to>kill:mark kill>attempt:acl fighters>kill:obj",
        "motive ~ israel > hamas",
        "hedged within the sign",
        "Israel/PROPN to/PART",
    ),
    row(
        "{russia Russia} warned {us the US} in a move designed to stop a clash.",
        "Russia>warned:nsubj US>warned:iobj move>designed:obl designed>move:acl to>stop:mark stop>move:acl"
        " clash>stop:obj",
        "motive russia >",
        "of a move, that of the verb",
        "Russia/PROPN to/PART",
    ),
    row(
        "The {israel Israeli} strike was aimed at weakening {hamas Hamas}.",
        "Israeli>strike:amod strike>aimed:nsubj was>aimed:aux at>weakening:mark weakening>aimed:advcl"
        " Hamas>weakening:obj",
        "motive israel > hamas",
        "the aim of a deed",
        "at/SCONJ",
    ),
    row(
        "{us US} plans to divide {syria Syria} failed.",
        "US>plans:nsubj plans>failed:nsubj to>divide:mark divide>plans:xcomp Syria>divide:obj",
        "motive us > syria",
        "a noun",
        "US/PROPN to/PART",
    ),
    row(
        "{russia Moscow} appears to be seeking to divide {nato NATO}.",
        "Moscow>appears:nsubj to>seeking:mark be>seeking:cop seeking>appears:xcomp to#2>divide:mark"
        " divide>seeking:xcomp NATO>divide:obj",
        "motive ~ russia > nato",
        "seeming",
        "Moscow/PROPN to/PART to#2/PART",
    ),
    row(
        "{us The US} wants {isis ISIS} to win.",
        "US>wants:nsubj ISIS>wants:obj to>win:mark win>wants:xcomp",
        "motive us > isis",
        "wants another to do something",
        "to/PART",
    ),
    row(
        "{russia Russia} accused {us the US} of arming {isis ISIS} in order to topple {syria Damascus}.",
        "Russia>accused:nsubj US>arming:obj of>arming:mark arming>US:acl ISIS>arming:obj order>in:fixed"
        " to>topple:mark topple>arming:advcl Damascus>topple:obj",
        "supports us > isis; motive us > syria",
        "the aim of whom one accuses",
        "Russia/PROPN of/SCONJ to/PART",
    ),
]


@pytest.mark.parametrize(("marked", "arcs", "tags", "expected"), [*BREACHES, *CAUSES, *AIMS])
def test_effects(marked: str, arcs: str, tags: str, expected: list[str]) -> None:
    assert sorted(told(one) for one in said(page_of(marked, arcs, tags))) == expected
