"""`make bench`: every measurement, one after the other."""

from bench import population, thread

if __name__ == "__main__":
    population.main()
    thread.main()
