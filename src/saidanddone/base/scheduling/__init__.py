"""Scheduled jobs: their periods, the queue, the lease and the worker."""
