"""Measurements that compare side by side; each module is one command."""
