"""Whoever is told to stop stops, whichever thread the signal reaches and whenever it comes."""

from __future__ import annotations

import gc
import os
import signal
import threading

from coach.cli._quick import quick_start
from coach.cli._stopping import told_to_stop


def test_told_before_the_wait_it_ends_at_once() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with told_to_stop() as wait:
        os.kill(os.getpid(), signal.SIGTERM)
        wait()
    assert signal.getsignal(signal.SIGTERM) is before


def test_told_while_it_waits_even_when_another_thread_takes_the_signal() -> None:
    def tell() -> None:
        signal.pthread_kill(threading.get_ident(), signal.SIGINT)

    with told_to_stop() as wait:
        teller = threading.Timer(0.05, tell)
        teller.start()
        wait()
    teller.join()


def test_a_quick_start_leaves_collecting_on() -> None:
    with quick_start():
        assert not gc.isenabled()
    assert gc.isenabled()
    gc.unfreeze()
