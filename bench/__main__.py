"""`make bench`: every measurement, one after the other."""

from bench import coding, disclosure, documents, population, tables, thread, worker

if __name__ == "__main__":
    population.main()
    disclosure.main()
    tables.main()
    documents.main()
    thread.main()
    worker.main()
    coding.main()
