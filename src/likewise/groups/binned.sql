-- A row is an edge and the bin that its component goes into; components are spread by a hash of their label.
select edge.a, edge.b, edge.weight, cast((label.label * 2654435761) % 4294967296 % $bins as integer) as bin
from edge join label on label.account = edge.a
