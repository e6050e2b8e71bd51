"""From the files of an author to what they mean: YAML with its places, shapes, and every rule a file must keep."""
