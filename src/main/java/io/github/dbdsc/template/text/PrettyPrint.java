package io.github.dbdsc.template.text;

import io.github.dbdsc.template.value.Budget;
import io.github.dbdsc.template.value.Containers;
import io.github.dbdsc.template.value.PyDict;
import io.github.dbdsc.template.value.PyList;
import io.github.dbdsc.template.value.PyTuple;
import io.github.dbdsc.template.value.PythonComparison;
import io.github.dbdsc.template.value.PythonError;
import io.github.dbdsc.template.value.Repr;
import io.github.dbdsc.template.value.Strings;
import io.github.dbdsc.template.value.TypeName;
import io.github.dbdsc.template.value.Value.Attributed;
import io.github.dbdsc.template.value.Value.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Prints values like Python's {@code pprint.pformat}: dicts sorted by key, and lines of at most 80 characters if possible. */
public final class PrettyPrint {

    private static final int WIDTH = 80;
    private static final Pattern WORD = Pattern.compile("\\S*\\s*", Pattern.UNICODE_CHARACTER_CLASS);

    private final StringBuilder out = new StringBuilder();
    private final Budget budget = Budget.current();

    private PrettyPrint() {}

    public static String format(Object value) {
        PrettyPrint print = new PrettyPrint();
        print.append(sorted(value, 0), 0, 0, 0);
        print.budget.size(print.out.length());
        return print.out.toString();
    }

    /** Returns a copy with the keys of all dicts in order. */
    private static Object sorted(Object value, int depth) {
        Budget budget = Budget.current();
        budget.step();
        if (depth > budget.limits().callDepth()) {
            throw new PythonError(PythonError.Kind.LIMIT, "lists and dicts are nested too deep to be printed");
        }
        if (value instanceof PyDict dict) {
            List<Object> keys = Containers.list(dict);
            keys.sort(PrettyPrint::order);
            PyDict copy = new PyDict();
            keys.forEach(key -> copy.put(key, sorted(dict.get(key), depth + 1)));
            return copy;
        }
        if (value instanceof PyList || isPlainTuple(value)) {
            List<Object> items = Containers.list(value);
            items.replaceAll(item -> sorted(item, depth + 1));
            return value instanceof PyList ? new PyList(items) : new PyTuple(items);
        }
        return value;
    }

    /** A group of the filter groupby is printed as it is, with its dicts not sorted. */
    private static boolean isPlainTuple(Object value) {
        return value instanceof PyTuple && !(value instanceof Attributed);
    }

    private static int order(Object left, Object right) {
        try {
            return PythonComparison.order(left, right);
        } catch (PythonError e) {
            if (e.kind() != PythonError.Kind.TYPE_ERROR) {
                throw e;
            }
            return TypeName.of(left).compareTo(TypeName.of(right));
        }
    }

    private void append(Object value, int indent, int allowance, int level) {
        String line = Repr.of(value);
        budget.output(out.length());
        if (Strings.length(line) <= WIDTH - indent - allowance) {
            out.append(line);
        } else if (value instanceof PyDict dict) {
            appendDict(dict, indent, allowance, level + 1);
        } else if (value instanceof PyList list) {
            appendItems(list, "[", "]", indent, allowance, level + 1);
        } else if (isPlainTuple(value) && value instanceof PyTuple tuple) {
            appendItems(tuple, "(", tuple.size() == 1 ? ",)" : ")", indent, allowance, level + 1);
        } else if (value instanceof String text) {
            appendText(text, indent, allowance, level + 1);
        } else {
            out.append(line);
        }
    }

    private void newLine(int indent) {
        out.append('\n').append(" ".repeat(indent));
    }

    private void appendDict(PyDict dict, int indent, int allowance, int level) {
        out.append('{');
        List<Object> keys = Containers.list(dict);
        for (int i = 0; i < keys.size(); i++) {
            boolean last = i == keys.size() - 1;
            String key = Repr.of(keys.get(i));
            out.append(key).append(": ");
            append(dict.get(keys.get(i)), indent + Strings.length(key) + 3, last ? allowance + 1 : 1, level);
            if (!last) {
                out.append(',');
                newLine(indent + 1);
            }
        }
        out.append('}');
    }

    private void appendItems(Sequence items, String start, String end, int indent, int allowance, int level) {
        out.append(start);
        for (int i = 0; i < items.size(); i++) {
            boolean last = i == items.size() - 1;
            append(items.get(i), indent + 1, last ? allowance + end.length() : 1, level);
            if (!last) {
                out.append(',');
                newLine(indent + 1);
            }
        }
        out.append(end);
    }

    private void appendText(String text, int indent, int allowance, int level) {
        boolean parentheses = level == 1;
        int inner = parentheses ? indent + 1 : indent;
        List<String> chunks = chunks(text, WIDTH - inner, parentheses ? allowance + 1 : allowance);
        if (chunks.size() == 1) {
            out.append(chunks.get(0));
            return;
        }
        out.append(parentheses ? "(" : "");
        for (int i = 0; i < chunks.size(); i++) {
            if (i > 0) {
                newLine(inner);
            }
            out.append(chunks.get(i));
        }
        out.append(parentheses ? ")" : "");
    }

    private static List<String> chunks(String text, int width, int allowance) {
        List<String> chunks = new ArrayList<>();
        List<String> lines = Whitespace.lines(text, true);
        for (int i = 0; i < lines.size(); i++) {
            boolean lastLine = i == lines.size() - 1;
            String line = Repr.of(lines.get(i));
            if (Strings.length(line) <= width - (lastLine ? allowance : 0)) {
                chunks.add(line);
            } else {
                addWords(lines.get(i), width, lastLine ? allowance : 0, chunks);
            }
        }
        return chunks;
    }

    private static void addWords(String line, int width, int allowance, List<String> chunks) {
        Matcher words = WORD.matcher(line);
        String current = "";
        while (words.find() && !words.group().isEmpty()) {
            String longer = current + words.group();
            boolean last = words.end() == line.length();
            if (Strings.length(Repr.of(longer)) > width - (last ? allowance : 0)) {
                if (!current.isEmpty()) {
                    chunks.add(Repr.of(current));
                }
                current = words.group();
            } else {
                current = longer;
            }
        }
        if (!current.isEmpty()) {
            chunks.add(Repr.of(current));
        }
    }
}
