"""The domain as read from a graph: lives, succession, existence, advice, posts, contracts."""
