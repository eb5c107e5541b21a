"""One index: what is in a generation's folder, written once and then only read."""
