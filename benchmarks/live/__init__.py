"""How many events of a live stream one core takes in: `python -m benchmarks.live`."""
