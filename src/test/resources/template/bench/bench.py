"""Renders a second of Python's Jinja2. Arguments: the small template, the large one, and the context as JSON."""
import json
import sys
import time

try:
    from jinja2 import Environment, __version__
except ImportError:
    sys.exit("python3 has no jinja2, so there is nothing to compare with")

env = Environment()
env.filters["jsonify"] = json.dumps
context = json.loads(sys.argv[3])
for name, source in (("small", sys.argv[1]), ("large", sys.argv[2])):
    template = env.from_string(source)
    for seconds in (1, 5):  # the first is the warm-up
        count = 0
        start = time.perf_counter()
        while time.perf_counter() - start < seconds:
            template.render(context)
            count += 1
    print(f"Python jinja2 {__version__}  {name}  {count / seconds:.0f} renders a second")
