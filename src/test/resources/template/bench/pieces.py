"""Renders in a second of processor time, of Python's Jinja2. Reads templates by name and their context as JSON."""
import json
import sys
import time

try:
    from jinja2 import Environment, __version__
except ImportError:
    sys.exit("python3 has no jinja2, so there is nothing to compare with")

env = Environment()
env.filters["jsonify"] = json.dumps
given = json.load(open(sys.argv[1], encoding="utf-8"))
for name, source in given["templates"].items():
    template = env.from_string(source)
    for seconds in (0.5, 2):  # the first is the warm-up
        count = 0
        start = time.process_time()
        while time.process_time() - start < seconds:
            template.render(given["context"])
            count += 1
    print(f"{name}\t{count / seconds:.0f}")
