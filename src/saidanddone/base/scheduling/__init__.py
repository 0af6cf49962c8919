"""Work that is done by the clock: jobs, their periods, the lease, the worker."""
