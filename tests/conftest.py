"""Worlds and reports that several tests look at; each is made once."""

from pathlib import Path

import pytest

import likewise
from likewise import world


@pytest.fixture(scope="session")
def small_world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A world of 3,000 accounts and 100,000 likes with every planted kind, with views, and its truth."""
    folder = tmp_path_factory.mktemp("worlds") / "small"
    world.write(folder, accounts=3000, likes=100_000, seed=11, grouped=0.12, views=True)
    return folder


@pytest.fixture(scope="session")
def small_report(small_world: Path, tmp_path_factory: pytest.TempPathFactory) -> likewise.Result:
    """The report on `small_world`."""
    return likewise.report(small_world, tmp_path_factory.mktemp("reports") / "small")
