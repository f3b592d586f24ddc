-- A row is a table or view of an attached database, those of its main schema first.
select schema_name, table_name, base
from (
    select database_name, schema_name, table_name, true as base from duckdb_tables()
    union all
    select database_name, schema_name, view_name, false from duckdb_views() where not internal
)
where database_name = $attached
order by schema_name <> 'main', schema_name, table_name
