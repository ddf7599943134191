"""What a Rich renderable looks like on a terminal without colours."""

from __future__ import annotations

from io import StringIO

from rich.console import Console, RenderableType


def shown(renderable: RenderableType, width: int) -> str:
    """Return the text as it is printed."""
    file = StringIO()
    Console(file=file, width=width, color_system=None).print(renderable)
    return file.getvalue()
