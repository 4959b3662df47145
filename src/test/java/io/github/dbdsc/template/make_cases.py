#!/usr/bin/env python3
"""Writes what Python's Jinja2 makes of templates, as a case file for ConformanceRunner.

    pip install jinja2
    python3 make_cases.py TEMPLATES CONTEXT.json [-o cases.json] [--options OPTIONS.json] [--vars VARS.json]
                          [--extension jinja2.ext.do] [--match '*.jinja2']

TEMPLATES is a folder; every file in it that matches becomes a case, and all of them can be included, imported and
extended. CONTEXT.json holds the names the templates see, for instance {"job": {...}}; a folder in its place gives one
case for each template and each JSON file in it, which the template then sees as "job", beside "vars" from VARS.json
(default: vars.json beside the folder, if there is one). OPTIONS.json holds options of
jinja2.Environment, such as {"trim_blocks": true, "undefined": "StrictUndefined"}.
"""
import argparse
import fnmatch
import json
import pathlib

import jinja2


def environment(templates, options, extensions):
    options = dict(options)
    if "undefined" in options:
        options["undefined"] = getattr(jinja2, options["undefined"])
    made = jinja2.Environment(loader=jinja2.DictLoader(templates), extensions=extensions, **options)
    made.filters["jsonify"] = json.dumps
    return made


def expected(env, name, context):
    try:
        return {"output": env.get_template(name).render(json.loads(json.dumps(context)))}
    except Exception as error:  # whatever Python raises is the expected result
        return {"error": type(error).__name__, "message": str(error)}


def contexts(path, vars_file):
    if path.is_dir():
        vars_file = vars_file or path.parent / "vars.json"
        values = json.loads(vars_file.read_text("utf-8")) if vars_file.is_file() else {}
        return {
            file.relative_to(path).with_suffix("").as_posix(): {"job": json.loads(file.read_text("utf-8")), "vars": values}
            for file in sorted(path.rglob("*.json"))
        }
    return {path.stem: json.loads(path.read_text("utf-8"))}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("templates", type=pathlib.Path)
    parser.add_argument("context", type=pathlib.Path)
    parser.add_argument("-o", "--output", type=pathlib.Path, default=pathlib.Path("cases.json"))
    parser.add_argument("--options", type=pathlib.Path)
    parser.add_argument("--vars", type=pathlib.Path)
    parser.add_argument("--extension", action="append", default=[])
    parser.add_argument("--match", default="*")
    given = parser.parse_args()

    # read as bytes: the line ends are part of what is tested
    templates = {
        file.relative_to(given.templates).as_posix(): file.read_bytes().decode("utf-8")
        for file in sorted(given.templates.rglob("*"))
        if file.is_file()
    }
    options = json.loads(given.options.read_text("utf-8")) if given.options else {}
    env = environment(templates, options, given.extension)
    known = contexts(given.context, given.vars)
    cases = [
        {
            "id": f"{name} with {context}",
            "name": name,
            "source": templates[name],
            "templates": templates,
            "context": context,
            "options": options,
            "extensions": given.extension,
            "expected": expected(env, name, known[context]),
        }
        for name in templates
        if fnmatch.fnmatch(name, given.match)
        for context in known
    ]
    text = json.dumps({"contexts": known, "cases": cases}, ensure_ascii=False, indent=1)
    given.output.write_text(text + "\n", "utf-8")
    print(f"{given.output}: {len(cases)} cases, jinja2 {jinja2.__version__}")


if __name__ == "__main__":
    main()
