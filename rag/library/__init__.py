"""Originals and generations on disk, and the folders and addresses they come from."""
