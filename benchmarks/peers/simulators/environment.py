"""The simulator's own environment: a virtual environment in build/, made anew when what is pinned changes."""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

REQUIREMENTS = Path("benchmarks/peers/simulators/requirements.txt")
# It asks for exactly pandas 1.0.5, which no Python of today can install; a newer one serves. Hence no dependencies.
SIMULATOR = "trecs==0.2.1"
VENV = Path("build/peers/simulators")
MADE_FROM = VENV / "made-from"


def python() -> Path:
    """The environment's interpreter; installs what is pinned when it isn't there yet."""
    interpreter = VENV / "bin" / "python"
    digest = hashlib.sha256(REQUIREMENTS.read_bytes() + SIMULATOR.encode()).hexdigest()
    if not MADE_FROM.exists() or MADE_FROM.read_text() != digest:
        shutil.rmtree(VENV, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)
        pip = [str(interpreter), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "-r", str(REQUIREMENTS)], check=True)
        subprocess.run([*pip, "--no-deps", SIMULATOR], check=True)
        MADE_FROM.write_text(digest)
    return interpreter
