package io.github.dbdsc.template.value;

import io.github.dbdsc.template.value.Value.Absent;
import io.github.dbdsc.template.value.Value.None;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameters of a built-in function, and how arguments are matched to them. */
public final class Signature {

    private final String function;
    private final List<String> names;
    private final int required;
    private final boolean positionalOnly;

    private Signature(String function, List<String> names, int required, boolean positionalOnly) {
        this.function = function;
        this.names = names;
        this.required = required;
        this.positionalOnly = positionalOnly;
    }

    /**
     * Reads a parameter list: names separated by blanks, with {@code ?} after an optional one; a final {@code /} makes
     * all of them positional only.
     */
    public static Signature of(String function, String parameters) {
        List<String> names = new ArrayList<>();
        int required = 0;
        boolean positionalOnly = false;
        int start = 0;
        while (start < parameters.length()) {
            int end = parameters.indexOf(' ', start);
            end = end < 0 ? parameters.length() : end;
            String name = parameters.substring(start, end);
            if (name.equals("/")) {
                positionalOnly = true;
            } else if (name.endsWith("?")) {
                names.add(name.substring(0, name.length() - 1));
            } else {
                names.add(name);
                required++;
            }
            start = end + 1;
        }
        return new Signature(function, names, required, positionalOnly);
    }

    /** Matches arguments to parameters; {@link Absent#ABSENT} where an optional one is not given. */
    public Bound bind(Arguments arguments) {
        return bind(null, arguments);
    }

    /** Like {@link #bind(Arguments)}, with the first argument given separately. */
    public Bound bind(@Nullable Object first, Arguments arguments) {
        Object[] values = new Object[names.size()];
        Arrays.fill(values, Absent.ABSENT);
        int next = 0;
        if (first != null) {
            values[next++] = first;
        }
        List<Object> positional = arguments.positional();
        if (next + positional.size() > values.length) {
            throw PythonError.type(function + "() takes " + values.length + " positional arguments but "
                    + (next + positional.size()) + " were given");
        }
        for (Object value : positional) {
            values[next++] = value;
        }
        arguments.named().forEach((name, value) -> bindNamed(values, name, value));
        for (int i = 0; i < required; i++) {
            if (values[i] == Absent.ABSENT) {
                throw PythonError.type(function + "() missing required argument: '" + names.get(i) + "'");
            }
        }
        return new Bound(values);
    }

    private void bindNamed(Object[] values, String name, Object value) {
        int index = positionalOnly ? -1 : names.indexOf(name);
        if (index < 0) {
            throw PythonError.type(function + "() got an unexpected keyword argument '" + name + "'");
        }
        if (values[index] != Absent.ABSENT) {
            throw PythonError.type(function + "() got multiple values for argument '" + name + "'");
        }
        values[index] = value;
    }

    /** Arguments in the order of their parameters. */
    public static final class Bound {
        private final Object[] values;

        private Bound(Object[] values) {
            this.values = values;
        }

        public boolean has(int index) {
            return values[index] != Absent.ABSENT;
        }

        public Object get(int index) {
            return values[index];
        }

        /** The argument, or a default where it was left out. */
        public Object get(int index, Object otherwise) {
            return has(index) ? values[index] : otherwise;
        }

        /** Whether the argument was left out or is None. */
        public boolean isNone(int index) {
            return !has(index) || values[index] == None.NONE;
        }

        public boolean isTrue(int index) {
            return has(index) && Truth.of(values[index]);
        }
    }

    @Override
    public String toString() {
        return function + Map.of("parameters", names);
    }
}
