-- A row is the object at a path of another.
    select outer_place, outer_line, 1 as place, null as key, json_extract(doc, $at) as element
    from outer_row
    where json_type(doc, $at) = 'OBJECT'
