"""HTTP without the product: doors, visitors, pages or fragments, forms, headers, kept pages, failures.

A handler is a plain function `(visit, session, …path) -> Page`. The door in front of it names a permission, brings the
visitor's language, actor and form, and runs it in a reader's thread (GET, nothing is saved) or a writer's turn (POST).
The page is rendered before the transaction ends, and the first byte leaves after it has (architecture 7).
"""
