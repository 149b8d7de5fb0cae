"""The takedown drill: an article that is marked in every part goes up, and must be gone everywhere.

Nothing is pretended: the acts are those of the desk, the surfaces those of the portal.
"""
