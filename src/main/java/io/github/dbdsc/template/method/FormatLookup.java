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
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/**
 * Looks up the values for the fields of {@code str.format} and of its kin.
 *
 * @param positions finds those of fields with a number, or with none
 * @param names finds those of fields with a name
 * @param numbersUnnamed whether <code>{.name}</code> gets the next number
 */
record FormatLookup(
        Evaluation evaluation, IntFunction<Object> positions, UnaryOperator<Object> names, boolean numbersUnnamed)
        implements StringFormat.Lookup {

    /** For {@code str.format}. */
    static FormatLookup inArguments(Evaluation evaluation, Arguments arguments) {
        return inArguments(evaluation, arguments, true);
    }

    /** For {@code Markup.format}, which numbers only fields that are all empty. */
    static FormatLookup inArgumentsOfMarkup(Evaluation evaluation, Arguments arguments) {
        return inArguments(evaluation, arguments, false);
    }

    private static FormatLookup inArguments(Evaluation evaluation, Arguments arguments, boolean numbersUnnamed) {
        UnaryOperator<Object> names = name -> {
            Object value = arguments.named().get(name.toString());
            if (value == null) {
                throw PythonError.key(Repr.of(name));
            }
            return value;
        };
        return new FormatLookup(evaluation, index -> at(index, arguments), names, numbersUnnamed);
    }

    private static Object at(int index, Arguments arguments) {
        if (index >= arguments.size()) {
            throw PythonError.index("Replacement index " + index + " out of range for positional args tuple");
        }
        return arguments.get(index);
    }

    /** For {@code str.format_map}: all fields are items of one object. */
    static FormatLookup inMapping(Evaluation evaluation, Arguments arguments) {
        Object mapping = mapping(arguments);
        IntFunction<Object> positions = index -> {
            throw PythonError.value("Format string contains positional fields");
        };
        return new FormatLookup(evaluation, positions, name -> itemOf(mapping, name), true);
    }

    /** For {@code Markup.format_map}. */
    static FormatLookup inMappingOfMarkup(Evaluation evaluation, Arguments arguments) {
        Object mapping = mapping(arguments);
        return new FormatLookup(evaluation, index -> at(index, Arguments.NONE), name -> itemOf(mapping, name), false);
    }

    private static Object mapping(Arguments arguments) {
        return Signature.of("format_map", "mapping /").bind(arguments).get(0);
    }

    @Override
    public Object positional(int index) {
        return positions.apply(index);
    }

    @Override
    public Object named(String name) {
        return names.apply(name);
    }

    @Override
    public void checkUnnamed() {
        if (!numbersUnnamed) {
            throw PythonError.key("''");
        }
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
        return itemOf(value, key);
    }

    private static Object itemOf(Object value, Object key) {
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
