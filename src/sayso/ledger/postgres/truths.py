"""Truths and numbers kept apart in a statement: SQLite takes one for the other, PostgreSQL does not."""

from typing import Final

from sqlglot import exp

_TRUTHS: Final = (
    exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE, exp.And, exp.Or, exp.Not, exp.Is, exp.In, exp.Exists,
    exp.Between, exp.Like, exp.Glob, exp.Match, exp.NullSafeEQ, exp.NullSafeNEQ, exp.RegexpLike, exp.Boolean,
)  # fmt: skip
# Where a truth is asked for: in which argument of what.
_ASKING: Final = {
    exp.Where: ("this",), exp.Having: ("this",), exp.Join: ("on",), exp.And: ("this", "expression"),
    exp.Or: ("this", "expression"), exp.Not: ("this",), exp.If: ("this",),
}  # fmt: skip


def truthful(tree: exp.Expr) -> exp.Expr:
    """The statement, changed, with a truth wherever one is asked for, and nowhere else."""
    for node in list(tree.walk()):
        if node is tree or not isinstance(node, exp.Condition | exp.Subquery) or isinstance(node, exp.Paren):
            continue
        asked, is_truth = _is_asked(node), isinstance(node, _TRUTHS)
        if asked and not is_truth:
            _put(node, exp.NEQ, expression=exp.Literal.number(0))
        elif is_truth and not asked and not _is_assignment(node):
            _put(node, exp.Cast, to=exp.DataType.build("int"))
    return tree


def _is_asked(node: exp.Expr) -> bool:
    inner = node
    while isinstance(inner.parent, exp.Paren):
        inner = inner.parent
    above = inner.parent
    if isinstance(above, exp.If) and isinstance(above.parent, exp.Case) and above.parent.this is not None:
        return False  # of a value that is held against others, one by one
    return any(isinstance(above, kind) and inner.arg_key in arguments for kind, arguments in _ASKING.items())


def _is_assignment(node: exp.Expr) -> bool:
    return isinstance(node.parent, exp.Update | exp.OnConflict) and node.arg_key == "expressions"


def _put(node: exp.Expr, around: type[exp.Expr], **others: exp.Expr) -> None:
    """Put something around a node, in its place."""
    above, argument, index = node.parent, node.arg_key, node.index
    assert above is not None
    assert argument is not None
    above.set(argument, around(this=exp.Paren(this=node), **others), index)
