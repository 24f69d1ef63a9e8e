"""SQLite's SQL, in which a ledger is asked, in PostgreSQL's words.

What the two mean differently is made plain. Truth is a number in SQLite: a number is compared with 0 where PostgreSQL
asks for a truth, and a truth is made a number where it is a value. Nothing (NULL) comes first. A list comes in as one
value. An index of words is a table with a column of its tokens. Where values come in the statement is cut: what stands
there depends on the value (`binding.py`).
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any, ClassVar, Final

import sqlglot
from sqlglot import exp
from sqlglot.dialects.postgres import Postgres
from sqlglot.generators.postgres import PostgresGenerator

from sayso.ledger.postgres.pieces import SIZE, VECTOR, Marking, Piece, Slot, Translated, Use
from sayso.ledger.postgres.shape import Kind, shape
from sayso.ledger.postgres.truths import truthful

_VALUE: Final = re.compile(r"'(?:[^']|'')*'|\?(\d*)")
_SLOT: Final = re.compile("\x01(\\d+)\x01")
_ROW: Final = "\x02"
_LIST: Final = "json_each"
_LISTED: Final = "value"


class _Told(exp.Expression):
    """Something in PostgreSQL's words already."""

    arg_types = {"this": True}  # noqa: RUF012, a class of sqlglot


class _Generator(PostgresGenerator):
    TRANSFORMS: ClassVar = {**PostgresGenerator.TRANSFORMS, _Told: lambda _, each: each.this}


@lru_cache(4096)
def translated(sql: str) -> Translated | None:
    """A statement in PostgreSQL's words; None where there is nothing to do in PostgreSQL."""
    tree = parsed(sql)
    return None if _is_upkeep(tree) else _Translation(tree).made()


def parsed(sql: str) -> exp.Expr:
    """A statement in which values, however they are told, go by the names p0, p1 …"""
    count = iter(range(len(sql)))

    def named(found: re.Match[str]) -> str:
        if found[1] is None:
            return found[0]
        return f":p{int(found[1]) - 1 if found[1] else next(count)}"

    return sqlglot.parse_one(_VALUE.sub(named, sql), read="sqlite")


def told(tree: exp.Expr) -> str:
    """A statement without values, as it was parsed, in PostgreSQL's words."""
    (text,) = _Translation(tree).made().head.texts
    return text


def _is_upkeep(tree: exp.Expr) -> bool:
    """Whether an index of words is told to tidy itself up: `INSERT INTO words (words) …`."""
    if not isinstance(tree, exp.Insert) or not isinstance(tree.this, exp.Schema):
        return False
    return [column.name for column in tree.this.expressions] == [tree.this.this.name]


class _Translation:
    """The translation of one statement, which is changed on the way."""

    def __init__(self, tree: exp.Expr) -> None:
        self._tree = tree
        self._tables = shape().tables
        self._slots: list[Slot] = []
        self._markings: list[Marking] = []
        self._matched: dict[tuple[int, str], int] = {}  # by SELECT and table: the number of the query

    def made(self) -> Translated:
        numbered = self._numbered()
        self._tree = truthful(self._tree)
        self._mark()
        for kind, rewrite in _REWRITES.items():
            for each in reversed(list(self._tree.find_all(kind))):  # what is inside first
                rewrite(self, each)
        if isinstance(self._tree, exp.Insert):
            self._insert(self._tree, numbered)
        for each in list(self._tree.find_all(exp.Placeholder)):
            each.replace(self._slot(each))
        text = _Generator(dialect=Postgres(), comments=False).generate(self._tree)
        pieces = [self._piece(part) for part in text.split(_ROW)]
        head, row, tail = (*pieces, None, None)[:3]
        assert head is not None
        return Translated(head, row, tail, numbered is not None, tuple(self._markings))

    def _piece(self, text: str) -> Piece:
        parts = _SLOT.split(text)
        return Piece(tuple(parts[::2]), tuple(self._slots[int(number)] for number in parts[1::2]))

    def _slot(self, value: exp.Expr, use: Use = "value", table: str = "") -> _Told:
        return self._cut((_number(value),), use, table)

    def _cut(self, numbers: tuple[int, ...], use: Use, table: str = "") -> _Told:
        self._slots.append(Slot(numbers, use, table))
        return _Told(this=f"\x01{len(self._slots) - 1}\x01")

    # Words.

    def _mark(self) -> None:
        if not isinstance(self._tree, exp.Select):
            return
        for place, column in enumerate(self._tree.expressions):
            if not (isinstance(column, exp.Anonymous) and column.name == "highlight"):
                continue
            table, number, before, behind = column.expressions
            (match,) = self._tree.find_all(exp.Match)
            name = int(number.name)
            self._markings.append(
                Marking(place, table.name, name, _number(before), _number(behind), _number(match.expression))
            )
            column.replace(exp.column([*self._tables[table.name].columns][name]))

    def _match(self, match: exp.Match) -> None:
        table = match.this.name
        words = self._slot(match.expression, "words", table)
        self._matched[id(match.find_ancestor(exp.Select)), table] = _number(match.expression)
        match.replace(exp.Paren(this=_Told(this=f"{table}.{VECTOR} @@ {words.this}")))

    # Lists.

    def _list(self, table: exp.Table) -> None:
        if not (isinstance(table.this, exp.Anonymous) and table.this.name == _LIST):
            return
        (listed,) = table.this.expressions
        name = table.alias or _LIST
        if isinstance(listed, exp.Placeholder):
            slot = self._slot(listed, self._listing(table))
            source = f"unnest({slot.this}) AS {name}({_LISTED})"
        else:
            items = f"jsonb_array_elements_text(({_sql(listed)})::jsonb)"
            source = f"{items} WITH ORDINALITY AS {name}({_LISTED}, key)"
        table.set("this", _Told(this=source))
        table.set("alias", None)

    def _listing(self, table: exp.Table) -> Use:
        """What a list is one of, by what is done with its items: lists, or as what these are compared with."""
        select = table.find_ancestor(exp.Select)
        assert select is not None
        if any(_is_item(each.this, table.alias) for each in select.find_all(exp.JSONExtractScalar)):
            return "lists"
        for column in select.find_all(exp.Column):
            if _is_item(column, table.alias):
                for other in _compared(column, select):
                    if isinstance(other, exp.Column) and (kind := self._kind(other)) is not None:
                        return "numbers" if kind == "INTEGER" else "texts"
        return "numbers"

    # Columns.

    def _kind(self, column: exp.Column) -> Kind | None:
        """What a column holds; None where that is not known."""
        for name in self._sources(column):
            if (kind := self._tables[name].columns.get(column.name)) is not None:
                return kind
        return None

    def _sources(self, column: exp.Column) -> Iterator[str]:
        """The tables that a column may be of."""
        scope = column.find_ancestor(exp.Select, exp.Delete, exp.Update, exp.Insert)
        while scope is not None:
            for table in scope.find_all(exp.Table):
                named = column.table in ("", table.alias, table.name) and table.name in self._tables
                if named and table.find_ancestor(type(scope)) in (scope, None):
                    yield table.name
            scope = scope.find_ancestor(exp.Select, exp.Delete, exp.Update, exp.Insert)

    def _column(self, column: exp.Column) -> None:
        if column.name == "rowid":
            table = next(self._sources(column), None)
            if table is not None and not self._tables[table].searched:
                column.set("this", exp.to_identifier(self._tables[table].key[0]))
        elif column.name == "rank" and column.table in self._tables and self._tables[column.table].searched:
            number = self._matched[id(column.find_ancestor(exp.Select)), column.table]
            column.replace(self._cut((number,), "rank", column.table))

    def _ordered(self, ordered: exp.Ordered) -> None:
        """What is never nothing needs no word of where that would come: so an index is of use to it."""
        column = ordered.this
        if isinstance(column, exp.Column) and any(
            column.name in self._tables[name].filled for name in self._sources(column)
        ):
            ordered.set("nulls_first", bool(ordered.args.get("desc")))

    # Functions, joins, limits.

    def _glob(self, glob: exp.Glob) -> None:
        pattern = "".join(_GLOB.get(each, each) for each in glob.expression.name)
        glob.replace(exp.RegexpLike(this=glob.this, expression=exp.Literal.string(f"^{pattern}$")))

    def _concatenated(self, group: exp.GroupConcat) -> None:
        select = group.find_ancestor(exp.Select)
        assert select is not None
        source = select.args["from_"].this
        table = self._tables.get(source.name) if isinstance(source, exp.Table) else None
        order = "" if table is None else f" ORDER BY {_listed(source.alias_or_name, table.key)}"
        inner = _sql(group.this)
        separator = group.args.get("separator")
        between = separator.sql("postgres") if separator is not None else "','"
        group.replace(_Told(this=f"string_agg(({inner})::text, {between}{order})"))

    def _join(self, join: exp.Join) -> None:
        if join.kind == "CROSS" and join.args.get("on") is not None:
            join.set("kind", None)

    def _part(self, part: exp.Subquery) -> None:
        if isinstance(part.parent, exp.From | exp.Join) and not part.alias:
            part.set("alias", exp.TableAlias(this=exp.to_identifier("part")))

    def _limit(self, limit: exp.Limit) -> None:
        if isinstance(limit.expression, exp.Placeholder):
            limit.set("expression", self._slot(limit.expression, "limit"))

    def _float(self, number: exp.Literal) -> None:
        if number.is_number and not number.is_int:
            number.replace(_Told(this=f"'{number.this}'::float8"))

    def _remainder(self, mod: exp.Mod) -> None:
        """What remains of a division by nothing is nothing."""
        if not mod.expression.is_int:
            mod.set("expression", exp.func("nullif", mod.expression.copy(), exp.Literal.number(0)))

    def _hex(self, lower: exp.LowerHex) -> None:
        lower.replace(exp.func("encode", lower.this.copy(), exp.Literal.string("hex")))

    def _format(self, format: exp.Format) -> None:
        """The number in full, by which it can be read again."""
        format.replace(exp.cast(format.expressions[0].copy(), "text"))

    def _item(self, extract: exp.JSONExtractScalar) -> None:
        """An item of a list that is an item of one: as what it is compared or reckoned with, or as it is."""
        (place,) = extract.find_all(exp.JSONPathSubscript)
        above, value = extract.parent, f"{extract.this.sql('postgres')} {{}} {place.this}"
        if isinstance(above, exp.EQ):
            other = above.expression if above.this is extract else above.this
            kind = self._kind(other) if isinstance(other, exp.Column) else None
            told = f"({value.format('->>')}){'::bigint' if kind == 'INTEGER' else ''}"
        elif isinstance(above, exp.Binary):
            told = f"({value.format('->>')})::bigint"
        else:
            told = f"({value.format('->')})"
        extract.replace(_Told(this=told))

    def _function(self, function: exp.Anonymous) -> None:
        if function.name == "json_array":
            function.replace(exp.cast(exp.func("json_build_array", *function.expressions), "text"))

    # Additions.

    def _numbered(self) -> str | None:
        """The column that tells the number of a new row."""
        if not (isinstance(self._tree, exp.Insert) and isinstance(self._tree.this, exp.Schema)):
            return None
        return None if self._tree.args.get("returning") else self._tables[self._tree.this.this.name].numbered

    def _insert(self, insert: exp.Insert, numbered: str | None) -> None:
        name = (insert.this.this if isinstance(insert.this, exp.Schema) else insert.this).name
        self._on_conflict(insert, name)
        if numbered:
            insert.set("returning", exp.Returning(expressions=[exp.column(numbered)]))
        values = insert.expression
        if isinstance(values, exp.Values) and len(values.expressions) == 1:
            (row,) = values.expressions
            if self._tables[name].searched:
                self._index_words(insert, row, name)
            marks = [
                self._slot(each).this if isinstance(each, exp.Placeholder) else _sql(each) for each in row.expressions
            ]
            # Rows of one statement may not change the same row one after the other, as those of several may.
            row_mark = "" if _changes(insert) else _ROW
            insert.set("expression", _Told(this=f"VALUES {row_mark}({', '.join(marks)}){row_mark}"))

    def _index_words(self, insert: exp.Insert, row: exp.Tuple, name: str) -> None:
        columns = [column.name for column in insert.this.expressions]
        numbers = tuple(
            _number(row.expressions[columns.index(each)]) for each in self._tables[name].columns if each in columns
        )
        for column in (VECTOR, SIZE):
            insert.this.append("expressions", exp.to_identifier(column))
            row.append("expressions", self._cut(numbers, column, name))

    def _on_conflict(self, insert: exp.Insert, name: str) -> None:
        key = [exp.to_identifier(column) for column in self._tables[name].key]
        how, conflict = insert.args.get("alternative"), insert.args.get("conflict")
        insert.set("alternative", None)
        if how == "IGNORE":
            insert.set("conflict", exp.OnConflict(action=exp.var("DO NOTHING")))
        elif how == "REPLACE":
            columns = [column for column in self._tables[name].columns if column not in self._tables[name].key]
            news = [exp.EQ(this=exp.column(each), expression=exp.column(each, "excluded")) for each in columns]
            action = exp.var("DO UPDATE")
            insert.set("conflict", exp.OnConflict(conflict_keys=key, action=action, expressions=news))
        elif conflict is not None and conflict.expressions:
            told = [
                each.this if isinstance(each, exp.Ordered) else each
                for each in conflict.args.get("conflict_keys") or key
            ]
            conflict.set("conflict_keys", told)
            news = [each.expression for each in conflict.expressions]
            for column in (each for part in (*news, conflict.args.get("where")) if part for each in _columns(part)):
                column.set("table", column.args.get("table") or exp.to_identifier(name))


_GLOB: Final = {"*": ".*", "?": ".", ".": r"\."}
# In this order: what is found of words is known before what ranks it, and columns are looked at before their tables are
# written in other words.
_REWRITES: Final[dict[type[exp.Expr], Callable[[_Translation, Any], None]]] = {
    exp.Match: _Translation._match,
    exp.Ordered: _Translation._ordered,
    exp.Column: _Translation._column,
    exp.Glob: _Translation._glob,
    exp.Format: _Translation._format,
    exp.LowerHex: _Translation._hex,
    exp.Literal: _Translation._float,
    exp.Mod: _Translation._remainder,
    exp.Anonymous: _Translation._function,
    exp.Join: _Translation._join,
    exp.Limit: _Translation._limit,
    exp.Subquery: _Translation._part,
    exp.Table: _Translation._list,
    exp.JSONExtractScalar: _Translation._item,
    exp.GroupConcat: _Translation._concatenated,
}


def _compared(column: exp.Column, select: exp.Select) -> Iterator[exp.Expr]:
    """What a column is held against: beside it, or from outside of the list that it makes."""
    if isinstance(column.parent, exp.EQ):
        yield column.parent.this
        yield column.parent.expression
    elif column.parent is select and select.parent is not None:
        outside = select.find_ancestor(exp.In)
        if outside is not None:
            yield outside.this


def _is_item(value: exp.Expr, table: str) -> bool:
    """Whether this is the column of the items of a list that comes under this name."""
    return isinstance(value, exp.Column) and value.name == _LISTED and value.table in ("", table)


def _changes(insert: exp.Insert) -> bool:
    """Whether rows that are there may be changed."""
    conflict = insert.args.get("conflict")
    return conflict is not None and bool(conflict.expressions)


def _listed(table: str, columns: Iterable[str]) -> str:
    return ", ".join(f"{table}.{column}" for column in columns)


def _columns(tree: exp.Expr) -> Iterable[exp.Column]:
    return list(tree.find_all(exp.Column))


def _number(value: exp.Expr) -> int:
    return int(value.name.removeprefix("p"))


def _sql(tree: exp.Expr) -> str:
    return _Generator(dialect=Postgres()).generate(tree)
