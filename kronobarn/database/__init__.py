"""PostgreSQL under the product: where it comes from, its roles, its schema and its health."""
