"""Side-by-side measurements, each runnable by hand: `python -m bench.thread`."""
