"""The API against its own schema: whatever is asked, no mistake of the program, and answers as the schema says."""

from typing import Any, Final

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from msgspec import Struct
from pydantic import BaseModel
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from sayso import records
from sayso.compare.keeping import bring
from sayso.ledger import Ledger, happenings
from sayso.web import api_format, api_models
from sayso.web.api import ROUTES
from sayso.web.api_asking import Asking
from tests.ledger.casting import attribution, judgement
from tests.web.acting import KERR
from tests.web.asking import API, BOMBED, HERE, LOHM, TOKEN, client_of, made

CHECKS: Final = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    negative_data_rejection,
    unsupported_method,
]
HEADERS: Final = {"authorization": f"Bearer {TOKEN}", "host": "127.0.0.1"}
# What is there, for paths would hardly be guessed.
THERE: Final = {
    "document": LOHM[1].document.id,
    "attribution": attribution(BOMBED[1], "claimed").id,
    "actor": KERR.id,
    "judgement": 1,
}
OPERATIONS: Final = [(path.replace(":path", ""), "get") for path in ROUTES] + [("/judgements", "post")]
PLAIN: Final = ("/overview", "/publishers")  # they take nothing that could be wrong
TRIED: Final = [
    (path, method, mode)
    for path, method in OPERATIONS
    for mode in GenerationMode
    if mode is GenerationMode.POSITIVE or path not in PLAIN
]
RUN: Final = settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = made(tmp_path_factory.mktemp("schema") / "ledger")
    bring(folder)
    with Ledger(folder) as ledger:
        ledger.judge(judgement("right", LOHM[1], "accused"))
        ledger.judge(judgement("wrong", BOMBED[1], "claimed"))
    app = client_of(folder, TOKEN).app
    return schemathesis.openapi.from_asgi(f"{API}/openapi.json", app, headers=HEADERS)


# Records and the models under which they go out; what a model has beyond, and what a record keeps to itself.
PAIRS: Final[list[tuple[type[Struct], type[BaseModel], set[str]]]] = [
    (records.Accusing, api_models.Accusing, set()),
    (records.Actor, api_format.Actor, set()),
    (records.ActorEntry, api_models.Actor, set()),
    (records.ActorLife, api_models.Life, set()),
    (records.ActorTie, api_models.Tie, set()),
    (records.Alias, api_format.Alias, set()),
    (records.Attribution, api_format.Attribution, set()),
    (records.Bar, api_models.Bar, set()),
    (records.Block, api_format.Block, set()),
    (records.CalledBy, api_models.CalledBy, set()),
    (records.Chart, api_models.Places, set()),
    (records.Counts, api_models.Counts, set()),
    (records.Date, api_format.Date, set()),
    (records.Document, api_format.Document, set()),
    (records.Entry, api_models.Entry, set()),
    (records.Event, api_format.Event, {"cameo"}),
    (records.EventPlace, api_format.EventPlace, set()),
    (records.Facet, api_models.Facet, set()),
    (records.FacetValue, api_models.FacetValue, set()),
    (records.Facets, api_models.Facets, set()),
    (records.Failure, api_models.Failure, set()),
    (records.Figure, api_format.Figure, set()),
    (records.Hit, api_models.Hit, set()),
    (records.Judgement, api_models.Judgement, set()),
    (records.Lane, api_models.Lane, set()),
    (records.Link, api_format.Link, set()),
    (records.Mention, api_format.Mention, set()),
    (records.Overview, api_models.Overview, set()),
    (records.Party, api_format.Party, set()),
    (records.Place, api_format.Place, set()),
    (records.Problem, api_format.Problem, set()),
    (records.Ranked, api_models.Ranked, set()),
    (records.Reading, api_format.Reading, {"sayso"}),
    (records.Reference, api_format.Reference, set()),
    (records.Selection, Asking, set()),
    (records.Sighting, api_format.Sighting, set()),
    (records.Spot, api_models.Spot, set()),
    (records.Stance, api_format.Stance, set()),
    (records.Timeline, api_models.Timeline, set()),
    (records.Wording, api_format.Wording, set()),
    (happenings.EventHit, api_models.EventHit, set()),
    (happenings.SaySo, api_models.SaySo, set()),
    (happenings.Side, api_models.Side, set()),
    (happenings.Where, api_models.Where, set()),
]


# What is no part of the ledger format.
UNTOLD: Final[dict[type[Struct], set[str]]] = {records.Reading: {"vectors"}}


@pytest.mark.parametrize(("record", "model", "beyond"), PAIRS, ids=lambda each: getattr(each, "__name__", ""))
def test_nothing_of_a_record_is_kept_back(record: type[Struct], model: type[BaseModel], beyond: set[str]) -> None:
    assert set(model.model_fields) == {*record.__struct_fields__, *beyond} - UNTOLD.get(record, set())


def test_every_operation_of_the_schema_is_tried(schema: Any) -> None:
    told = {(found.ok().path, found.ok().method) for found in schema.get_all_operations()}
    assert told == set(OPERATIONS)


@pytest.mark.parametrize(("path", "method", "mode"), TRIED)
def test_every_answer_is_as_the_schema_says(schema: Any, path: str, method: str, mode: GenerationMode) -> None:
    @RUN
    @given(schema[path][method].as_strategy(generation_mode=mode))
    def run(case: Any) -> None:
        case.call_and_validate(base_url=HERE + API, headers=HEADERS, checks=CHECKS)

    run()


@pytest.mark.parametrize("path", [path for path, _ in OPERATIONS if "{" in path])
def test_what_there_is_is_told_as_the_schema_says(schema: Any, path: str) -> None:
    operation = schema[path]["get"]
    case = operation.Case(path_parameters={name: value for name, value in THERE.items() if f"{{{name}}}" in path})
    assert case.call_and_validate(base_url=HERE + API, headers=HEADERS, checks=CHECKS).status_code == 200
