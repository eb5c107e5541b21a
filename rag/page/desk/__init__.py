"""The desk: pins as people see them, and what a writer takes along from them."""
