"""`make bench`: every measurement, one after the other."""

from bench import disclosure, population, tables, thread, worker

if __name__ == "__main__":
    population.main()
    disclosure.main()
    tables.main()
    thread.main()
    worker.main()
