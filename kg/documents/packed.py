"""Files packed with gzip or Zstandard, unpacked as they are read; one that is cut off is told, never taken for a short one."""

import gzip
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias, cast

from kg.documents.finding import PACKINGS
from kg.errors import BadInput

Stream: TypeAlias = "io.BufferedReader[Any]"
_BUFFER = 1 << 20
_PACKED_PIECE = 1024  # bytes: what they unpack to is a matter of some megabytes at the worst


def unpacked(raw: BinaryIO, path: str) -> Stream:
    """The bytes of a file, out of the packing that its name tells."""
    packing = PACKINGS.get(Path(path).suffix.lower())
    if packing == "gzip":
        return io.BufferedReader(cast(Any, gzip.GzipFile(fileobj=raw)), _BUFFER)
    return io.BufferedReader(cast(Any, _Zstandard(raw) if packing == "zstd" else raw), _BUFFER)


@contextmanager
def told(path: str) -> Iterator[None]:
    """Troubles of the disk and of the packing come out as BadInput."""
    try:
        yield
    except (OSError, EOFError, ValueError) as error:
        raise BadInput(f"cannot be read to its end: {error}", where=path) from error


class _Zstandard(io.RawIOBase):
    """The frames of a file (RFC 8878, section 3.1) as one stream of bytes."""

    def __init__(self, raw: BinaryIO) -> None:
        import zstandard

        super().__init__()
        self._library, self._raw = zstandard, raw
        self._frame = zstandard.ZstdDecompressor().decompressobj()
        self._packed, self._ready, self._inside = b"", b"", False

    def readable(self) -> bool:
        """It is there to be read."""
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - any writable bytes
        """The number of bytes that were put into the buffer, 0 at the end; EOFError where a frame has none."""
        while not self._ready:
            if not self._packed:
                self._packed = self._raw.read(_PACKED_PIECE)
            if not self._packed:
                if self._inside:
                    raise EOFError("the packed file ends in the middle")
                return 0
            self._unpack()
        size = min(len(buffer), len(self._ready))
        buffer[:size], self._ready = self._ready[:size], self._ready[size:]
        return size

    def _unpack(self) -> None:
        """Some more bytes are ready, or a frame has come to its end."""
        try:
            self._ready, self._inside = self._frame.decompress(self._packed), True
        except self._library.ZstdError as error:
            raise ValueError(str(error)) from error
        self._packed = b""
        if self._frame.eof:
            self._packed, self._inside = self._frame.unused_data, False
            self._frame = self._library.ZstdDecompressor().decompressobj()
