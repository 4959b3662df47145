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
        WRONG_CLASS,
        WRONG_MESSAGE,
        WRONG_TEMPLATE,
        WRONG_LINE,
        /** Python's result can't be the same anywhere else. */
        UNPORTABLE
    }

    static AgainstPython compare(PythonJinja2 python, Map<String, String> templates, Map<String, Object> context)
            throws IOException {
        PythonJinja2.Answer answer = python.ask(templates, context);
        if (answer.error() == null) {
            if (ADDRESS.matcher(String.valueOf(answer.output())).find()) {
                return new AgainstPython(Verdict.UNPORTABLE, "");
            }
        } else if (answer.error().equals("TooLong") || answer.error().equals("RecursionError")) {
            return new AgainstPython(Verdict.UNPORTABLE, "");
        }
        try {
            String text = new TemplateRenderer(templates)
                    .render(ConformanceCase.MAIN, context)
                    .text();
            if (answer.error() != null) {
                return new AgainstPython(Verdict.QUIET, "python " + error(answer) + "\n  ours   " + text);
            }
            return text.equals(answer.output())
                    ? new AgainstPython(Verdict.SAME_TEXT, "")
                    : new AgainstPython(Verdict.SILENT, "python " + answer.output() + "\n  ours   " + text);
        } catch (TemplateException e) {
            Problem problem = e.problems().get(0);
            return new AgainstPython(
                    verdict(answer, e, problem),
                    "python " + (answer.error() == null ? answer.output() : error(answer)) + "\n  ours   "
                            + e.errorClass() + " " + problem);
        }
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
            return Verdict.SAME_ERROR;
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
