"""The further heads: their shapes, what they may not do, and that the reader links mentions as they were trained to."""

import numpy as np
import pytest
from msgspec.structs import replace

from sayso.parse.labels import NAMES, POS, RELATIONS, SPOTTED, TYPES
from sayso.parse.pairs import Item, band, pairs
from sayso.parse.seen import Pairing, Seen, link_probabilities

torch = pytest.importorskip("torch", reason="training needs torch")

from training.heads import AWAY, Biaffine, Heads  # noqa: E402

WIDTH = 384


@pytest.fixture(scope="module")
def heads() -> Heads:
    torch.manual_seed(1)
    return Heads(WIDTH).eval()


def test_along_is_the_diagonal_of_all_pairs() -> None:
    torch.manual_seed(2)
    biaffine = Biaffine(12, 5, 3, 0.2).eval()
    rows, columns = torch.randn(2, 7, 12), torch.randn(2, 7, 12)
    every = biaffine(rows, columns)
    assert every.shape == (2, 3, 7, 7)
    along = biaffine.along(rows, columns)
    assert torch.allclose(along, every.diagonal(dim1=2, dim2=3).transpose(1, 2), atol=1e-6)


def test_words_look_for_heads_and_edges_in_their_sentence(heads: Heads) -> None:
    sentence = torch.tensor([[0, 0, 1, 1, 1], [4, 4, 4, -1, -1]])
    names, pos, spotted, arcs, edges = heads.scores(torch.randn(2, 5, WIDTH), torch.randn(2, 5, 3 * WIDTH), sentence)
    sizes = [tuple(x.shape) for x in (names, pos, spotted, arcs, edges)]
    assert sizes == [(2, 5, len(NAMES)), (2, 5, len(POS)), (2, 5, len(SPOTTED)), (2, 5, 6), (2, 2, 5, 5)]
    apart = sentence[:, :, None] != sentence[:, None, :]
    assert (arcs[..., 1:][apart] < AWAY / 2).all()
    itself = torch.eye(5, dtype=torch.bool).expand(2, 5, 5)
    assert (arcs[..., 1:][itself] < AWAY / 2).all(), "no word is its own head"
    assert (arcs[..., 1:][~apart & ~itself] > AWAY / 2).all()
    assert (arcs[..., 0] > AWAY / 2).all(), "the root is every sentence's"
    assert (edges.transpose(0, 1)[:, apart] < AWAY / 2).all()
    assert (edges.transpose(0, 1)[:, ~apart] > AWAY / 2).all()


def test_a_relation_rests_on_a_word_and_its_head(heads: Heads) -> None:
    words = torch.randn(1, 4, WIDTH)
    found = heads.related(words, torch.tensor([[2, 0, 2, 3]]))
    assert found.shape == (1, 4, len(RELATIONS))
    other = words.clone()
    other[0, 1] += 1  # the head of the first and the third word
    changed = (heads.related(other, torch.tensor([[2, 0, 2, 3]])) != found).any(-1)
    assert changed.tolist() == [[True, True, True, False]]


TEXT = "Ana Veld left. The woman said she won."


def _items() -> list[Item]:
    first = Item((0, 8), (4, 8), "person", "name", 0, True, False)
    second = replace(first, span=(15, 24), head=(19, 24), form="nominal", sentence=1)
    return [first, second, replace(second, span=(30, 33), head=(30, 33), form="pronoun")]


def _seen(heads: Heads, mentions: object) -> Seen:
    """What the reader has of three words that are heads of mentions."""
    with torch.no_grad():
        anaphors, antecedents, new = heads.anaphor(mentions), heads.antecedent(mentions), heads.new(mentions)[:, 0]
    zero = np.zeros(3, np.int64)
    return Seen(
        spans=tuple(item.head for item in _items()), blocks=zero, sentence=zero, quoted=zero > 0,
        names=np.zeros((3, len(NAMES)), np.float32), pos=zero, heads=zero - 1, relations=zero,
        spotted=np.zeros((3, len(SPOTTED)), np.float32), edges=np.zeros((2, 3), np.int64),
        anaphors=anaphors.numpy(), antecedents=antecedents.numpy(), new=new.numpy(),
        types=np.zeros((3, len(TYPES)), np.float32), loaded=np.zeros(3, np.float32),
            meant=np.zeros((3, 0), np.float16),
    )  # fmt: skip


def test_the_reader_links_as_the_model_does(heads: Heads) -> None:
    mentions = torch.randn(3, WIDTH)
    at, there = band(3)
    features = torch.from_numpy(pairs(_items(), TEXT))
    logits = heads.linked(mentions, features, torch.from_numpy(at), torch.from_numpy(there))
    theirs = torch.softmax(logits, -1)[:, 1:].detach().numpy()
    pair = {name: weight.numpy() for name, weight in heads.pair.state_dict().items()}
    weights = Pairing(pair["0.weight"], pair["0.bias"], pair["3.weight"][0], pair["3.bias"])
    ours = link_probabilities(_seen(heads, mentions), range(3), _items(), TEXT, weights, np.arange(3))
    assert ours == pytest.approx(theirs, abs=1e-5)
    assert (ours[there] > 0.01).all(), "there is something to compare"
    assert not ours[~there].any()
