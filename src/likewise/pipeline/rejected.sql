-- A row is a row of the input that was set aside, and why.
select file, line, "table", reason, detail from source_rejected
