"""A document as text: one module a format, each of which says where its pages and blocks begin."""
