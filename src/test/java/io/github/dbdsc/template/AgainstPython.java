package io.github.dbdsc.template;

import io.github.dbdsc.model.Problem;
import java.io.IOException;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What became of a template here, beside what Python's Jinja2 made of it.
 *
 * @param detail both results where they differ
 */
record AgainstPython(Verdict verdict, String detail) {

    /** Python prints where in memory an object lies. */
    private static final Pattern ADDRESS = Pattern.compile(" at 0x[0-9a-f]{6,}");

    /** How the two compare. */
    enum Verdict {
        SAME_TEXT,
        SAME_ERROR,
        /** Both print, but not the same. */
        SILENT,
        /** Python raises, we print. */
        QUIET,
        /** Python prints, we raise. */
        LOUD,
        /** Python prints, we say that we don't do that or that a limit is reached. */
        REFUSED,
        /** Python raises something else. */
        REFUSED_ERROR,
        WRONG_CLASS,
        WRONG_MESSAGE,
        WRONG_TEMPLATE,
        WRONG_LINE,
        /** Python's result can't be the same anywhere else. */
        UNPORTABLE
    }

    /**
     * Compares what becomes of a template.
     *
     * @param renderer has the templates, and maybe more
     */
    static AgainstPython compare(
            PythonJinja2 python, TemplateRenderer renderer, String template, Map<String, String> templates)
            throws IOException {
        python.send(template, templates, RandomTemplate.CONTEXT);
        Object ours = ours(renderer, template);
        PythonJinja2.Answer answer = python.answer();
        if (!isPortable(answer)) {
            return new AgainstPython(Verdict.UNPORTABLE, "");
        }
        String theirs = answer.error() == null ? String.valueOf(answer.output()) : error(answer);
        if (ours instanceof TemplateException failure) {
            Problem problem = failure.problems().get(0);
            String shown = failure.errorClass() + " in " + problem.file() + " line " + problem.line() + ": "
                    + problem.message();
            return new AgainstPython(verdict(answer, failure, problem), both(theirs, shown));
        }
        if (answer.error() != null) {
            return new AgainstPython(Verdict.QUIET, both(theirs, ours.toString()));
        }
        return ours.equals(answer.output())
                ? new AgainstPython(Verdict.SAME_TEXT, "")
                : new AgainstPython(Verdict.SILENT, both(theirs, ours.toString()));
    }

    /** The text that is rendered here, or the exception that says why there is none. */
    private static Object ours(TemplateRenderer renderer, String template) {
        try {
            return renderer.render(template, RandomTemplate.CONTEXT).text();
        } catch (TemplateException e) {
            return e;
        }
    }

    private static String both(String theirs, String ours) {
        return "python " + theirs + "\n  ours   " + ours;
    }

    /** Whether the answer does not depend on the machine: not an address, nor how deep or long Python can go there. */
    static boolean isPortable(PythonJinja2.Answer answer) {
        if (answer.error() == null) {
            return !ADDRESS.matcher(String.valueOf(answer.output())).find();
        }
        return !answer.error().equals("TooLong") && !answer.error().equals("RecursionError");
    }

    private static String error(PythonJinja2.Answer answer) {
        return answer.error() + " in " + answer.template() + " line " + answer.line() + ": " + answer.message();
    }

    private static Verdict verdict(PythonJinja2.Answer python, TemplateException ours, Problem problem) {
        boolean refused =
                ours.errorClass().equals("Unsupported") || ours.errorClass().equals("Limit");
        if (python.error() == null) {
            return refused ? Verdict.REFUSED : Verdict.LOUD;
        }
        if (refused) {
            return Verdict.REFUSED_ERROR;
        }
        if (!ours.errorClass().equals(python.error())) {
            return Verdict.WRONG_CLASS;
        }
        boolean ofSyntax =
                python.error().equals("TemplateSyntaxError") || python.error().equals("TemplateAssertionError");
        if (ofSyntax && !problem.message().contains(python.error() + ": " + python.message())) {
            return Verdict.WRONG_MESSAGE;
        }
        if (!problem.file().equals("templates/" + python.template())) {
            return python.template().isEmpty() ? Verdict.SAME_ERROR : Verdict.WRONG_TEMPLATE;
        }
        return problem.line() == python.line() ? Verdict.SAME_ERROR : Verdict.WRONG_LINE;
    }
}
