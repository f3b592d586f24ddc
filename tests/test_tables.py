"""The declared tables hang together."""

import pyarrow as pa

from likewise.tables import (
    EVENTS,
    GROUP_FACTS,
    KINDS,
    KINDS_ON_A_POST,
    KINDS_ON_AN_ACCOUNT,
    OUTPUTS,
    PAIR_FACTS,
    SQL_TYPES,
    TABLES,
)


def test_each_table_names_its_columns_once() -> None:
    for table in TABLES.values():
        assert len(set(table.names)) == len(table.names)
        assert set(table.required) <= set(table.names)
        assert table.key is None or table.key in table.required
        assert all(column.meaning and column.sql_type in SQL_TYPES.values() for column in table.columns)


def test_a_column_is_found_by_its_name() -> None:
    assert EVENTS.column("completion").role == "share"
    assert EVENTS.required == ("actor", "time")


def test_a_kind_is_on_a_post_or_on_an_account() -> None:
    assert set(KINDS) == set(KINDS_ON_A_POST) | set(KINDS_ON_AN_ACCOUNT)
    assert not set(KINDS_ON_A_POST) & set(KINDS_ON_AN_ACCOUNT)


def test_groups_have_every_fact_of_pairs_and_more() -> None:
    assert GROUP_FACTS[: len(PAIR_FACTS)] == PAIR_FACTS
    assert {"density", "inward", "evenness"} <= set(GROUP_FACTS) - set(PAIR_FACTS)
    assert {f"bits_{fact}" for fact in PAIR_FACTS} <= set(OUTPUTS["pairs"].names)
    assert {*GROUP_FACTS, *(f"bits_{fact}" for fact in GROUP_FACTS)} <= set(OUTPUTS["groups"].names)


def test_results_are_ids_as_text_and_times_in_utc() -> None:
    for name, schema in OUTPUTS.items():
        assert len(set(schema.names)) == len(schema.names), name
        assert all(field.type.tz == "UTC" for field in schema if pa.types.is_timestamp(field.type))
