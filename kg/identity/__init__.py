"""Whether two names mean one thing: normal forms, a profile of each name, scores that can be explained, clusters that agree.

`forms` makes the normal form that is a name's key, `profiles` what documents say of a name, `blocking` which names are compared at
all, `comparing` how alike two are and why, `clusters` which become one. Nothing here knows RDF or a store.
"""
