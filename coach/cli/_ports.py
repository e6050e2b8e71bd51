"""A port on the command line."""

from __future__ import annotations

from argparse import ArgumentTypeError

HIGHEST = 65535


def port(text: str) -> int:
    """Read a port: 0 (any free one) to 65535; said in words when it is something else."""
    if not (text.isascii() and text.isdigit() and int(text) <= HIGHEST):
        raise ArgumentTypeError(f"a port is a number up to {HIGHEST}, and {text!r} is none")
    return int(text)
