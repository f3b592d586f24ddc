-- A row is a value of the map at a path of an object, with its key.
    select
        outer_place, outer_line, generate_subscripts(keys, 1) as place, unnest(keys) as key,
        unnest(elements) as element
    from (
        select outer_place, outer_line, json_keys(inside) as keys, json_extract(inside, '$.*') as elements
        from (select outer_place, outer_line, json_extract(doc, $at) as inside from outer_row)
        where json_type(inside) = 'OBJECT'
    )
