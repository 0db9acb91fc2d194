"""Passwords are hashed one at a time, at the lowest priority."""

import os
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher

from events.accounts import hashing
from events.accounts.hashing import QueuedPBKDF2PasswordHasher, TooManyHashings

PASSWORD, SALT = "correct horse battery", "saltsaltsalt"


def test_hash_is_that_of_django():
    encoded = QueuedPBKDF2PasswordHasher().encode(PASSWORD, SALT, 1000)
    assert encoded == PBKDF2PasswordHasher().encode(PASSWORD, SALT, 1000)
    assert QueuedPBKDF2PasswordHasher().verify(PASSWORD, encoded)
    assert not QueuedPBKDF2PasswordHasher().verify("wrong", encoded)


def test_more_than_may_wait_are_refused_and_those_who_wait_are_served():
    begin = threading.Event()
    busy = hashing._executor.submit(begin.wait, 20)
    with ThreadPoolExecutor(3) as pool:
        waiting = [
            pool.submit(QueuedPBKDF2PasswordHasher().encode, PASSWORD, SALT, 1000)
            for _n in range(1 + hashing.WAITING)
        ]
        while hashing._slots._value:
            threading.Event().wait(0.01)
        with pytest.raises(TooManyHashings):
            QueuedPBKDF2PasswordHasher().encode(PASSWORD, SALT, 1000)
        begin.set()
        assert len({one.result(20) for one in waiting}) == 1
    assert busy.result()
    assert QueuedPBKDF2PasswordHasher().encode(PASSWORD, SALT, 1000)


def test_readers_go_first():
    def priority() -> int:
        return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())

    assert (hashing._executor.submit(priority).result(), priority()) == (19, priority())
    assert priority() < 19
