-- A row is a row of the input that was set aside.
select file, line, "table", reason, detail from source_rejected
