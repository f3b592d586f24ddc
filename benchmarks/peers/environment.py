"""The peers' own environment: a virtual environment in build/, made anew when requirements.txt changes."""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

REQUIREMENTS = Path("benchmarks/peers/requirements.txt")
VENV = Path("build/peers/venv")
MADE_FROM = VENV / "made-from"


def python() -> Path:
    """The environment's interpreter; installs what is pinned when it isn't there yet."""
    interpreter = VENV / "bin" / "python"
    digest = hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()
    if not MADE_FROM.exists() or MADE_FROM.read_text() != digest:
        shutil.rmtree(VENV, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)
        pip = [str(interpreter), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "-r", str(REQUIREMENTS)], check=True)
        MADE_FROM.write_text(digest)
    return interpreter


def pinned() -> dict[str, str]:
    """Package and version of every line of requirements.txt."""
    lines = (line.partition("#")[0].strip() for line in REQUIREMENTS.read_text(encoding="utf-8").splitlines())
    return dict(line.split("==") for line in lines if line)
