"""The query language: what people type to choose articles and claims, read to a tree. Pure.

`read.parse` makes a `tree.Query` of a text; `Query.text` writes it back. What a query finds is not
decided here: `library.choose` turns the tree into SQL, `claims.filter` into a predicate. Both fold
words by `words`, and read days by `dates`, so that they agree.
"""
