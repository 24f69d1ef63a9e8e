"""The server's own files, compressed once for every browser that takes them so."""

import gzip
import os
from functools import lru_cache
from pathlib import Path
from typing import Final

from fastapi.staticfiles import StaticFiles
from starlette.datastructures import Headers
from starlette.responses import FileResponse, Response
from starlette.staticfiles import NotModifiedResponse
from starlette.types import Scope

TEXTS: Final = frozenset({".css", ".js", ".json", ".svg", ".txt"})
LEAST: Final = 1000  # bytes
PathLike = str | os.PathLike[str]


class PackedFiles(StaticFiles):
    """Files of a folder that are text are sent compressed."""

    def file_response(
        self, full_path: PathLike, stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        path, asked = Path(full_path), Headers(scope=scope)
        taken = "gzip" in asked.get("accept-encoding", "")
        if not taken or path.suffix not in TEXTS or stat_result.st_size < LEAST:
            return super().file_response(full_path, stat_result, scope, status_code)
        plain = FileResponse(full_path, status_code=status_code, stat_result=stat_result)
        headers = {name: plain.headers[name] for name in ("content-type", "last-modified")}
        etag = plain.headers["etag"].removesuffix('"') + '-gz"'
        headers |= {"etag": etag, "vary": "accept-encoding", "content-encoding": "gzip"}
        if self.is_not_modified(Headers(headers), asked):
            return NotModifiedResponse(Headers(headers))
        return Response(packed(path, stat_result.st_mtime_ns), status_code, headers)


@lru_cache(maxsize=64)
def packed(path: Path, changed: int) -> bytes:
    """The bytes of a file, compressed; `changed` tells one state of it from another."""
    return gzip.compress(path.read_bytes(), 9, mtime=0)
