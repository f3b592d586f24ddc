-- A row is a table or view of the database that the user may read: whether the search path finds it by its bare name,
-- its columns with their types (a domain's is the type beneath it), whether its rows are also those of a table that it
-- is a part of, and the oids of the tables and views that it reads, if it is a view.
with recursive
readable as (
    select c.oid, n.nspname, c.relname, c.relkind,
        n.nspname = any(current_schemas(false)) and pg_table_is_visible(c.oid) as visible
    from pg_catalog.pg_class c
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'v', 'm', 'f')
        and n.nspname <> 'information_schema' and n.nspname not like 'pg\_%'
        and has_schema_privilege(n.oid, 'usage') and has_table_privilege(c.oid, 'select')
),
used (view, relation) as (
    select r.ev_class, d.refobjid
    from pg_catalog.pg_rewrite r
    join pg_catalog.pg_depend d on d.classid = 'pg_catalog.pg_rewrite'::regclass and d.objid = r.oid
    where d.refclassid = 'pg_catalog.pg_class'::regclass and d.refobjid <> r.ev_class
),
reads (view, relation) as (
    select view, relation from used
    union
    select reads.view, used.relation from reads join used on used.view = reads.relation
)
select
    one.oid::bigint as oid,
    one.nspname::text as schema,
    one.relname::text as name,
    one.visible,
    exists (
        select from pg_catalog.pg_inherits i join readable parent on parent.oid = i.inhparent
        where i.inhrelid = one.oid and parent.visible
    ) as part,
    array(select distinct reads.relation::bigint from reads where reads.view = one.oid) as reads,
    array(
        select a.attname::text from pg_catalog.pg_attribute a
        where a.attrelid = one.oid and a.attnum > 0 and not a.attisdropped order by a.attnum
    ) as columns,
    array(
        select coalesce(beneath.typname, t.typname)::text
        from pg_catalog.pg_attribute a
        join pg_catalog.pg_type t on t.oid = a.atttypid
        left join pg_catalog.pg_type beneath on t.typtype = 'd' and beneath.oid = t.typbasetype
        where a.attrelid = one.oid and a.attnum > 0 and not a.attisdropped order by a.attnum
    ) as types
from readable one
order by one.relname, one.nspname
