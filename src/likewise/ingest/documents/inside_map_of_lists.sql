-- A row is an element of a list that is a value of the map at a path of an object, with the list's key.
    select
        outer_place, outer_line, row_number() over (partition by outer_place order by place, inner_place) as place,
        key, element
    from (
        select
            outer_place, outer_line, place, key,
            generate_subscripts(elements, 1) as inner_place, unnest(elements) as element
        from (
            select outer_place, outer_line, place, key, cast(element as json[]) as elements
            from (
                select
                    outer_place, outer_line, generate_subscripts(keys, 1) as place, unnest(keys) as key,
                    unnest(elements) as element
                from (
                    select outer_place, outer_line, json_keys(inside) as keys, json_extract(inside, '$.*') as elements
                    from (select outer_place, outer_line, json_extract(doc, $at) as inside from outer_row)
                    where json_type(inside) = 'OBJECT'
                )
            )
            where json_type(element) = 'ARRAY'
        )
    )
