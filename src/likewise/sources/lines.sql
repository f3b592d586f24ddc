-- A row is one physical line of a text file, with its number counted from 1.
-- The delimiter is a sequence that stands in no text, so that the whole line is one column.
select row_number() over () as line, coalesce(text, '') as text
from read_csv(
    $path,
    auto_detect = false, header = false, columns = {'text': 'VARCHAR'}, delim = $no_delimiter, compression = 'none',
    hive_partitioning = false, quote = '', escape = '', comment = '', strict_mode = false, max_line_size = $max_line_bytes
)
