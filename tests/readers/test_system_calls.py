"""The list of system calls, as the kernel reads it: on both processors it knows."""

import ctypes
import os
import platform
import struct
import sys
from typing import Any

import pytest

from rag.readers.apart import system_calls
from rag.readers.apart.system_calls import allow_only_reading, can_allow_only_reading
from tests.alone import run_python

X86, ARM = 0xC000003E, 0xC00000B7
ALLOWED, REFUSED = 0x7FFF0000, 0x0005000D  # 13 is EACCES
READING, WRITING = os.O_RDONLY | os.O_CLOEXEC, (os.O_WRONLY, os.O_RDWR, os.O_CREAT)


def verdict(processor: str, arch: int, number: int, *arguments: int) -> int:
    """Run a processor's filter on a call, as `linux/bpf_common.h` defines its steps."""
    code = system_calls._filter(system_calls._MACHINES[processor])
    steps = list(struct.iter_unpack("HBBI", code))
    call = struct.pack("<IIQ6Q", number, arch, 0, *(*arguments, *[0] * 6)[:6])
    at = word = 0
    while True:
        kind, if_true, if_false, value = steps[at]
        at += 1
        if kind == 0x20:
            (word,) = struct.unpack_from("<I", call, value)
        elif kind == 0x06:
            return value
        else:
            holds = word == value if kind == 0x15 else bool(word & value)
            at += if_true if holds else if_false


@pytest.mark.parametrize(
    ("processor", "arch", "numbers"),
    # read, write, mmap, exit_group, newfstatat
    [("x86_64", X86, (0, 1, 9, 231, 262)), ("aarch64", ARM, (63, 64, 222, 94, 79))],
)
def test_what_a_reader_needs_is_allowed(processor, arch, numbers) -> None:
    """Reading, printing, memory and the end."""
    assert {verdict(processor, arch, number) for number in numbers} == {ALLOWED}


# By the kernel's `asm/unistd_64.h` and `asm-generic/unistd.h`, where 79 is `fstatat`.
EXACTLY_X86 = """
    0 1 2 3 4 5 6 8 9 10 11 12 13 14 15 17 19 20 21 24 25 28 32 35 39 60 63 79 89 96 98
    99 102 104 107 108 131 186 201 202 204 217 219 221 228 229 230 231 257 262 267 269
    309 318 332 439
"""
EXACTLY_ARM = """
    17 23 48 56 57 61 62 63 64 65 66 67 78 79 80 93 94 98 101 113 114 115 123 124 128
    132 134 135 139 160 165 168 169 172 174 175 176 177 178 179 214 215 216 222 223 226
    233 278 291 439
"""


@pytest.mark.parametrize(
    ("processor", "arch", "numbers"),
    [("x86_64", X86, EXACTLY_X86), ("aarch64", ARM, EXACTLY_ARM)],
)
def test_nothing_else_is_allowed(processor, arch, numbers) -> None:
    """Of the 1,024 first numbers, more than any kernel has, only those of the list."""
    allowed = [n for n in range(1024) if verdict(processor, arch, n) == ALLOWED]
    assert allowed == list(map(int, numbers.split()))


BEYOND_X86 = [41, 42, 59, 322, 56, 435, 101, 425, 437, 62, 16, 263, 316, 258, 319]
BEYOND_ARM = [198, 203, 221, 281, 220, 435, 117, 425, 437, 129, 29, 35, 276, 34, 279]
"""socket, connect, execve, execveat, clone, clone3, ptrace, io_uring_setup, openat2,
kill, ioctl, unlinkat, renameat2, mkdirat, memfd_create"""
FORK, CREAT = 57, 85


@pytest.mark.attack
@pytest.mark.parametrize(
    ("processor", "arch", "numbers"),
    [("x86_64", X86, [*BEYOND_X86, FORK, CREAT]), ("aarch64", ARM, BEYOND_ARM)],
)
def test_what_reaches_beyond_is_refused(processor, arch, numbers) -> None:
    """Connections, programs, processes, other processes, and changes to files."""
    assert {verdict(processor, arch, number) for number in numbers} == {REFUSED}


@pytest.mark.parametrize(
    ("processor", "arch", "number", "before"),
    [("x86_64", X86, 2, 1), ("x86_64", X86, 257, 2), ("aarch64", ARM, 56, 2)],
)
def test_files_are_opened_for_reading_only(processor, arch, number, before) -> None:
    """`open` has its flags after one argument, `openat` after two."""

    def opened(flags: int) -> int:
        return verdict(processor, arch, number, *[0] * before, flags)

    assert opened(READING) == ALLOWED
    assert {opened(READING | flag) for flag in WRITING} == {REFUSED}


def test_calls_of_another_processor_are_refused() -> None:
    """A call of 32 bits has other numbers, and an x32 one a bit more: none is read."""
    assert verdict("x86_64", 0x40000003, 0) == REFUSED
    assert verdict("x86_64", X86, 0x40000000) == REFUSED


def test_a_processor_that_is_not_known_is_said(monkeypatch) -> None:
    """There it changes nothing, and says that it doesn't hold."""
    monkeypatch.setattr(platform, "machine", lambda: "riscv64")
    assert not allow_only_reading()
    assert not can_allow_only_reading()


def test_what_is_said_is_what_is_done() -> None:
    """Whether this kernel has seccomp or not: asked in a process that ends with it."""
    done = run_python(
        "from rag.readers.apart import system_calls as calls\n"
        "print(calls.can_allow_only_reading(), calls.allow_only_reading())"
    )
    said, held = done.stdout.split()
    assert said == held


@pytest.mark.parametrize("held", [0, -1])
def test_it_is_said_whether_the_kernel_holds(
    monkeypatch: pytest.MonkeyPatch, held: int
) -> None:
    """It answers 0 where it does, and wants to hear first that it is for good."""
    asked: list[tuple[int, int, int]] = []

    class Kernel:
        has_renounced = False

        def syscall(self, *call: Any) -> int:
            asked.append(call[:3])
            return held if self.has_renounced else -1

        def prctl(self, *call: int) -> int:
            self.has_renounced = call == (38, 1, 0, 0, 0)  # as `prctl(2)` has it
            return 0 if self.has_renounced else -1

    monkeypatch.setattr(platform, "machine", lambda: "aarch64")
    monkeypatch.setattr(ctypes, "CDLL", lambda _: Kernel())
    assert allow_only_reading() is (held == 0)
    assert asked == [(277, 1, 1)]  # seccomp on ARM64, a filter, of all threads


def test_other_systems_and_pythons_of_32_bits_are_not_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Their calls have other numbers."""
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: pytest.fail("asked"))
    for name, value in (
        ("platform", "darwin"),
        ("platform", "win32"),
        ("maxsize", 2**31 - 1),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(sys, name, value)
            assert not allow_only_reading()
            assert not can_allow_only_reading()
