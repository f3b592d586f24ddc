-- One row: a file that is a single JSON object, however large.
select 1 as line, ltrim(content, chr(65279)) as text from read_text($path)
