-- A row is a line with an odd number of quotation marks: a text that runs over several lines
-- starts or ends on it. `opens` says whether, read on its own, it ends inside an open quote.
select line, regexp_matches(text, $opening) as opens
from source_line
where line > $above and (length(text) - length(replace(text, '"', ''))) % 2 = 1
