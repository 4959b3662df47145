package io.github.dbdsc.fields;

import java.util.ArrayList;
import java.util.List;

/**
 * A step of a path as people read and write it: {@code tasks[main].new_cluster.spark_conf["spark.speculation"]}. A name
 * that would read as several steps is quoted, so that no two places have the same path.
 *
 * @param name the name of a field or of a list's element
 * @param isElement whether it can only be an element: a quoted name may be either
 */
public record PathStep(String name, boolean isElement) {

    private static final String QUOTE = "[\"";

    /** Returns the name of a field as it stands in a path, without the dot before it. */
    static String field(String name) {
        return !name.isEmpty() && isPlain(name, false) ? name : quoted(name);
    }

    /** Returns the name of a list's element as it stands in a path. */
    public static String element(String name) {
        return isPlain(name, true) ? "[" + name + "]" : quoted(name);
    }

    /** Returns a path with the name of a field at its end. */
    public static String join(String path, String name) {
        String step = field(name);
        boolean needsDot = !path.isEmpty() && step.charAt(0) != '[';
        return needsDot ? path + "." + step : path + step;
    }

    /** Returns the steps of a path. What is no path has the steps that can be read. */
    public static List<PathStep> of(String path) {
        List<PathStep> steps = new ArrayList<>();
        int at = 0;
        while (at < path.length()) {
            int end;
            if (path.startsWith(QUOTE, at)) {
                StringBuilder name = new StringBuilder();
                end = readQuoted(path, at + QUOTE.length(), name);
                steps.add(new PathStep(name.toString(), false));
            } else if (path.charAt(at) == '[') {
                end = endOr(path, path.indexOf(']', at));
                steps.add(new PathStep(path.substring(at + 1, end), true));
                end++;
            } else {
                int start = path.charAt(at) == '.' ? at + 1 : at;
                end = Math.min(endOr(path, path.indexOf('.', start)), endOr(path, path.indexOf('[', start)));
                steps.add(new PathStep(path.substring(start, end), false));
            }
            at = end;
        }
        return steps;
    }

    /** Reads a name up to its closing quote, and returns where the step after it begins. */
    private static int readQuoted(String path, int start, StringBuilder name) {
        int at = start;
        while (at < path.length() && path.charAt(at) != '"') {
            at += path.charAt(at) == '\\' && at + 1 < path.length() ? 1 : 0;
            name.append(path.charAt(at));
            at++;
        }
        return at + "\"]".length();
    }

    private static int endOr(String path, int found) {
        return found < 0 ? path.length() : found;
    }

    /** Reports whether a name can be told from what is around it in a path. Many are asked for, and nearly all can. */
    private static boolean isPlain(String name, boolean mayHaveDots) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '[' || c == ']' || c == '"' || (c == '.' && !mayHaveDots)) {
                return false;
            }
        }
        return true;
    }

    private static String quoted(String name) {
        return QUOTE + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\"]";
    }
}
