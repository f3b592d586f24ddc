-- A row is a row of the input that an earlier run has set aside. Of posts and accounts, which every run may be given
-- again, those that this run has set aside as well are left out.
select file, line, "table", reason, detail
from kept_rejected as earlier
where not exists (
    select 1
    from source_rejected as now
    where now."table" = earlier."table" and earlier."table" <> 'events' and now.file = earlier.file
        and now.line = earlier.line and now.reason = earlier.reason
)
