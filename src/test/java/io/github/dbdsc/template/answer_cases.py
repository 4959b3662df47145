#!/usr/bin/env python3
"""Answers, for each case on a line of standard input, what Python's Jinja2 makes of its template named as main.

A case is {"main": name, "templates": {name: source}, "context": names}; an answer {"output": text}, or {"error": class, "message": text,
"template": name, "line": number} with the innermost place in a template.
"""
import json
import signal
import sys
import warnings

import jinja2

SECONDS = 10


class TooLong(BaseException):
    pass


def stop(signum, frame):
    raise TooLong()


def place(error, names):
    if isinstance(error, jinja2.TemplateSyntaxError):
        return error.name, error.lineno
    found = None
    trace = error.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file in names or file == "<template>":
            name = trace.tb_frame.f_globals.get("name", file)
            found = (name if file == "<template>" else file, trace.tb_lineno)
        trace = trace.tb_next
    return found or ("", 0)


def answer(case):
    templates = case["templates"]
    loader = jinja2.FunctionLoader(lambda name: (templates[name], name, None) if name in templates else None)
    env = jinja2.Environment(loader=loader, cache_size=0 if len(templates) < 2 else 50)
    env.filters["jsonify"] = json.dumps
    signal.alarm(SECONDS)
    try:
        return {"output": env.get_template(case["main"]).render(case["context"])}
    except (Exception, TooLong) as error:  # whatever Python raises is the answer
        name, line = place(error, templates)
        return {"error": type(error).__name__, "message": str(error), "template": name, "line": line}
    finally:
        signal.alarm(0)


def main():
    warnings.simplefilter("ignore")
    signal.signal(signal.SIGALRM, stop)
    for line in sys.stdin:
        sys.stdout.write(json.dumps(answer(json.loads(line))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
