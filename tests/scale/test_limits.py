"""What a child may not do: tried in a process of its own, for what is taken away never comes back."""

import os
import subprocess
import sys
import time

import pytest

CUT_OFF = "from sayso.scale import limits; limits.limit(2_000_000_000); limits.cut_off()\n"
TIED = "import sys, time; from sayso.scale import limits; limits.tie(int(sys.argv[1])); print('tied', flush=True)\n"


def told(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", CUT_OFF + code], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return done.stdout.decode()


@pytest.mark.parametrize(
    ("code", "error"),
    [
        pytest.param("import socket; socket.socket()", "PermissionError", id="a socket"),
        pytest.param("import socket; socket.getaddrinfo('example.org', 80)", "PermissionError", id="a name"),
        pytest.param("import subprocess; subprocess.run(['true'])", "PermissionError", id="a program"),
        pytest.param("import os; os.system('true')", "PermissionError", id="a shell"),
        pytest.param("import os; os.fork()", "PermissionError", id="a copy of itself"),
        pytest.param("open('written', 'w')", "PermissionError", id="a file"),
        pytest.param("open('written', 'r+b')", "PermissionError", id="a file that is there"),
        pytest.param("import os; os.open('written', os.O_CREAT | os.O_WRONLY)", "PermissionError", id="a handle"),
        pytest.param("import os; os.remove('written')", "PermissionError", id="a removal"),
        pytest.param("import os; os.rename('a', 'b')", "PermissionError", id="another name"),
        pytest.param("bytearray(3_000_000_000)", "MemoryError", id="more memory than there is for it"),
    ],
)
def test_what_is_not_let_through(code: str, error: str) -> None:
    assert error in told(code)


@pytest.mark.parametrize(
    "code",
    [
        pytest.param("open(limits.__file__).read(); print('done')", id="reading files"),
        pytest.param("bytearray(500_000_000); print('done')", id="as much memory as it needs"),
        pytest.param(
            "import tempfile; f = tempfile.TemporaryFile(suffix='.x'); f.write(b'done'); f.seek(0); print(f.read())",
            id="temporary files, which stay in memory",
        ),
        pytest.param("import os; os.cpu_count(); print('done')", id="asking the system"),
    ],
)
def test_what_reading_needs(code: str) -> None:
    assert "done" in told(code)


def test_a_file_that_is_open_does_not_grow(tmp_path: object) -> None:
    code = "import os; os.write(int(sys.argv[1]), b'x')"
    with open(f"{tmp_path}/open", "wb") as file:  # noqa: PTH123
        line = [sys.executable, "-c", f"import sys\n{CUT_OFF}{code}", str(file.fileno())]
        done = subprocess.run(line, pass_fds=[file.fileno()], capture_output=True)
    assert b"File too large" in done.stderr


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="only root may always leave the network")
def test_no_network_is_left() -> None:
    assert "lo" in told("print(open('/proc/net/dev').read())")
    assert "eth" not in told("print(open('/proc/net/dev').read())")


@pytest.mark.parametrize(
    "code",
    [
        pytest.param("time.sleep(60)", id="asleep"),
        pytest.param("while True: pass", id="at work"),
        pytest.param("(10 ** 10) ** (10 ** 7)", id="in a library that holds the interpreter"),
        pytest.param("import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)", id="deaf"),
    ],
)
def test_a_child_ends_with_its_parent(code: str) -> None:
    life, ours = os.pipe()
    with subprocess.Popen(
        [sys.executable, "-c", TIED + code, str(life)], pass_fds=[life], stdout=subprocess.PIPE
    ) as child:
        os.close(life)
        assert child.stdout is not None
        assert child.stdout.readline() == b"tied\n"
        time.sleep(0.2)
        assert child.poll() is None
        os.close(ours)
        child.wait(5)
    assert child.returncode != 0


def test_a_child_whose_parent_is_gone_already_ends() -> None:
    life, ours = os.pipe()
    os.close(ours)
    done = subprocess.run([sys.executable, "-c", TIED, str(life)], pass_fds=[life], stdout=subprocess.PIPE)
    os.close(life)
    assert (done.returncode, done.stdout) == (1, b"")
