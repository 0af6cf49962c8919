"""`make bench`: every measurement, one after the other."""

from bench import thread

if __name__ == "__main__":
    thread.main()
