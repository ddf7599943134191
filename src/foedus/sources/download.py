"""Fetches a publisher's file, where the user asks for it: nothing else here opens a socket.

Only over HTTPS, from an address that stands in ``ADDRESSES``, up to a size, into a file that is
not there yet. A file that comes is read by the same importer as one that was brought by hand.
"""

from __future__ import annotations

import http.client
import ssl
import tempfile
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import IO, Protocol
from urllib.parse import urlsplit

from foedus._version import __version__
from foedus.errors import Finding, InputError

LIMIT = 200_000_000
"""Bytes; the largest workbook that is known has 12 million."""

TIMEOUT = 30.0
"""Seconds without an answer."""

BLOCK = 1 << 16

Progress = Callable[[int, int | None], None]
"""Is told how many bytes have come, and of how many, where the publisher says so."""


@dataclass(frozen=True)
class Address:
    """Where a publisher's file lies.

    Parameters
    ----------
    page : str
        Where the publisher, or whoever keeps the file, offers it.
    url : str
        Of the file that the importer reads; empty: not known, or another one with each release.
    """

    page: str
    url: str = ""

    @property
    def file(self) -> str:
        """The name of the file."""
        return self.url.rpartition("/")[2]


ADDRESSES: Mapping[str, Address] = MappingProxyType(
    {
        # The address of each release of the tracker has another identifier in it.
        "kiel": Address(
            "https://www.ifw-kiel.de/topics/war-against-ukraine/ukraine-support-tracker/"
        ),
        # The page of a release links its tables; NATO has moved its files more than once.
        "nato": Address("https://www.nato.int/cps/en/natohq/news_226465.htm"),
        "sipri": Address(
            "https://www.sipri.org/databases/milex",
            "https://www.sipri.org/sites/default/files/SIPRI-Milex-data-1949-2024_2.xlsx",
        ),
        # The World Bank's own download is an archive in another layout; this repository keeps the
        # indicator as the long table that is read.
        "worldbank": Address(
            "https://github.com/datasets/gdp",
            "https://raw.githubusercontent.com/datasets/gdp/main/data/gdp.csv",
        ),
        # Every organisation publishes its own file; the registry lists them.
        "iati": Address("https://iatiregistry.org/"),
    }
)
"""By publisher."""


class Answer(Protocol):
    """What a server answers."""

    headers: Mapping[str, str]

    def read(self, size: int, /) -> bytes:
        """Return the next bytes, none at the end."""
        ...


Open = Callable[[urllib.request.Request, float], AbstractContextManager[Answer]]


def address_of(publisher: str) -> Address:
    """Return where a publisher's file lies.

    Raises
    ------
    InputError
        ``download.no-address``, with the page on which to look for it.

    Examples
    --------
    >>> address_of("worldbank").file
    'gdp.csv'
    """
    known = ADDRESSES.get(publisher.lower(), Address(""))
    if not known.url:
        raise _fault("no-address", publisher, page=known.page or "-")
    return known


def download(
    address: Address,
    file: Path,
    *,
    progress: Progress | None = None,
    limit: int = LIMIT,
    opened: Open | None = None,
) -> Path:
    """Fetch a file; it stands in its place whole or not at all.

    Parameters
    ----------
    address : Address
    file : Path
        Must not be there yet.
    progress : callable, optional
    limit : int
        Bytes.
    opened : callable, optional
        Opens a request within so many seconds; by default over HTTPS alone.

    Raises
    ------
    InputError
        ``download.there``, ``download.not-https``, ``download.offline``, ``download.refused``,
        ``download.too-large``, ``download.cut-short``. No file is left then.
    """
    if file.exists():
        raise _fault("there", str(file))
    _refuse_other_schemes(address.url)
    request = urllib.request.Request(address.url, headers={"User-Agent": f"foedus/{__version__}"})
    with tempfile.TemporaryDirectory(prefix=".foedus-", dir=file.parent) as folder:
        part = Path(folder) / file.name
        try:
            with (opened or _over_https)(request, TIMEOUT) as answer, part.open("wb") as out:
                _copy(answer, out, address, limit, progress)
        except urllib.error.HTTPError as error:
            raise _fault("refused", address.url, code=str(error.code), page=address.page) from error
        except (http.client.HTTPException, OSError) as error:
            reason = str(getattr(error, "reason", None) or error) or type(error).__name__
            raise _fault("offline", address.url, reason=reason, page=address.page) from error
        part.replace(file)
    return file


def _copy(
    answer: Answer, out: IO[bytes], address: Address, limit: int, progress: Progress | None
) -> None:
    length = answer.headers.get("Content-Length", "")
    total = int(length) if length.isdecimal() else None
    if total is not None and total > limit:
        raise _too_large(address, limit)
    come = 0
    while block := answer.read(BLOCK):
        come += len(block)
        if come > limit:
            raise _too_large(address, limit)
        out.write(block)
        if progress is not None:
            progress(come, total)
    if total is not None and come != total:
        raise _fault("cut-short", address.url, come=f"{come}", total=f"{total}")


class _OnlyHttps(urllib.request.HTTPRedirectHandler):
    """Follows a redirection to another HTTPS address, and to no other."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        """Return the next request."""
        _refuse_other_schemes(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _over_https(request: urllib.request.Request, timeout: float) -> AbstractContextManager[Answer]:
    secure = urllib.request.HTTPSHandler(context=ssl.create_default_context())
    answer: AbstractContextManager[Answer] = urllib.request.build_opener(secure, _OnlyHttps()).open(
        request, timeout=timeout
    )
    return answer


def _refuse_other_schemes(url: str) -> None:
    if urlsplit(url).scheme != "https":
        raise _fault("not-https", url)


def _too_large(address: Address, limit: int) -> InputError:
    return _fault("too-large", address.url, limit=f"{limit // 1_000_000}", page=address.page)


def _fault(kind: str, name: str, **details: str) -> InputError:
    return InputError([Finding("fault", f"download.{kind}", name, details=details)])
