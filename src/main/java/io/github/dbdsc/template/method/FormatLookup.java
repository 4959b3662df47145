package io.github.dbdsc.template.method;

import io.github.dbdsc.template.text.StringFormat;
import io.github.dbdsc.template.value.Arguments;
import io.github.dbdsc.template.value.Containers;
import io.github.dbdsc.template.value.Evaluation;
import io.github.dbdsc.template.value.PyDict;
import io.github.dbdsc.template.value.PythonError;
import io.github.dbdsc.template.value.Repr;
import io.github.dbdsc.template.value.Signature;
import io.github.dbdsc.template.value.Subscript;
import io.github.dbdsc.template.value.TypeName;
import io.github.dbdsc.template.value.Value.Absent;

/** Looks up the values for the fields of {@code str.format}. */
record FormatLookup(Evaluation evaluation, Arguments arguments) implements StringFormat.Lookup {

    /** Looks up those for {@code str.format_map}: all fields are items of one object. */
    static StringFormat.Lookup inMapping(Evaluation evaluation, Arguments arguments) {
        FormatLookup parts = new FormatLookup(evaluation, Arguments.NONE);
        Object mapping = Signature.of("format_map", "mapping /").bind(arguments).get(0);
        return new StringFormat.Lookup() {
            @Override
            public Object positional(int index) {
                throw PythonError.value("Format string contains positional fields");
            }

            @Override
            public Object named(String name) {
                return parts.item(mapping, name);
            }

            @Override
            public Object attribute(Object value, String name) {
                return parts.attribute(value, name);
            }

            @Override
            public Object item(Object value, Object key) {
                return parts.item(value, key);
            }
        };
    }

    /** Returns the same lookup for {@code Markup.format}, which numbers only fields that are all empty. */
    StringFormat.Lookup unnumbered() {
        return new StringFormat.Lookup() {
            @Override
            public Object positional(int index) {
                return FormatLookup.this.positional(index);
            }

            @Override
            public Object named(String name) {
                return FormatLookup.this.named(name);
            }

            @Override
            public Object attribute(Object value, String name) {
                return FormatLookup.this.attribute(value, name);
            }

            @Override
            public Object item(Object value, Object key) {
                return FormatLookup.this.item(value, key);
            }

            @Override
            public void checkUnnamed() {
                throw PythonError.key("''");
            }
        };
    }

    @Override
    public Object positional(int index) {
        if (index >= arguments.size()) {
            throw PythonError.index("Replacement index " + index + " out of range for positional args tuple");
        }
        return arguments.get(index);
    }

    @Override
    public Object named(String name) {
        Object value = arguments.named().get(name);
        if (value == null) {
            throw PythonError.key(Repr.of(name));
        }
        return value;
    }

    @Override
    public Object attribute(Object value, String name) {
        Object found = Attributes.attribute(evaluation, value, name);
        if (found == Absent.ABSENT) {
            throw PythonError.attribute("'" + TypeName.of(value) + "' object has no attribute '" + name + "'");
        }
        return found;
    }

    @Override
    public Object item(Object value, Object key) {
        Object found = Subscript.find(value, key);
        if (found != Absent.ABSENT) {
            return found;
        }
        if (value instanceof PyDict) {
            throw PythonError.key(Repr.of(key));
        }
        if (!Containers.isSized(value)) {
            throw PythonError.type("'" + TypeName.of(value) + "' object is not subscriptable");
        }
        throw key instanceof Long
                ? PythonError.index(TypeName.of(value) + " index out of range")
                : PythonError.type(TypeName.of(value) + " indices must be integers or slices, not str");
    }
}
