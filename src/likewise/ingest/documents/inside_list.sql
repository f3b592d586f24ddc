-- A row is an element of the list at a path of an object.
    select
        outer_place, outer_line, generate_subscripts(elements, 1) as place, null as key, unnest(elements) as element
    from (
        select outer_place, outer_line, cast(json_extract(doc, $at) as json[]) as elements
        from outer_row
        where json_type(doc, $at) = 'ARRAY'
    )
