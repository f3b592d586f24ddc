-- A row is a record of a delimited file as the engine's own reader finds it, in the file's order, beside the line on
-- which the record at that place starts. Where one has more rows than the other, the other's columns are missing.
-- What the reader refuses is noted in source_refused, at the byte where it starts.
select file, line, cast(null as varchar) as problem, cast(null as varchar) as excerpt, $fields
from (
    select $shown as file, *
    from read_csv(
        $path,
        auto_detect = false, header = false, skip = $above, columns = $columns, hive_partitioning = false,
        delim = $delimiter, quote = '"', escape = '"', comment = '', nullstr = '', compression = 'none',
        strict_mode = true, null_padding = false, store_rejects = true,
        rejects_table = 'source_refused', rejects_scan = 'source_refused_scan', rejects_limit = $most
    )
) positional join source_start
