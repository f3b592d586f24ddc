-- A row is a row that PostgreSQL has copied out, its columns c0, c1, … as texts: what is given is quoted, NULL isn't.
select *
from read_csv(
    $path,
    auto_detect = false, header = false, delim = ',', quote = '"', escape = '"', nullstr = '',
    allow_quoted_nulls = false, parallel = false, max_line_size = $max_line_bytes, columns = {/* columns */}
)
