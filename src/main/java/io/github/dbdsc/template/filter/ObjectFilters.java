package io.github.dbdsc.template.filter;

import io.github.dbdsc.template.method.Attributes;
import io.github.dbdsc.template.text.PrettyPrint;
import io.github.dbdsc.template.value.BuiltIn;
import io.github.dbdsc.template.value.Containers;
import io.github.dbdsc.template.value.Evaluation;
import io.github.dbdsc.template.value.PyDict;
import io.github.dbdsc.template.value.PyIterator;
import io.github.dbdsc.template.value.PythonError;
import io.github.dbdsc.template.value.Signature;
import io.github.dbdsc.template.value.Strings;
import io.github.dbdsc.template.value.Truth;
import io.github.dbdsc.template.value.TypeName;
import io.github.dbdsc.template.value.Undefined;
import io.github.dbdsc.template.value.Value.Absent;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/** Filters for values of any type. */
final class ObjectFilters {

    private ObjectFilters() {}

    static @Nullable BuiltIn named(String name) {
        return switch (name) {
            case "default", "d" ->
                BuiltIn.of("default", "value default_value? boolean?", (evaluation, args) -> otherwise(args));
            case "attr" -> BuiltIn.of(name, "obj name", ObjectFilters::attribute);
            case "items" -> BuiltIn.of(name, "value", (evaluation, args) -> items(args.get(0)));
            case "pprint" -> BuiltIn.of(name, "value", (evaluation, args) -> PrettyPrint.format(args.get(0)));
            default -> null;
        };
    }

    private static Object otherwise(Signature.Bound args) {
        Object value = args.get(0);
        boolean missing = value instanceof Undefined || (args.isTrue(2) && !Truth.of(value));
        return missing ? args.get(1, "") : value;
    }

    private static Object attribute(Evaluation evaluation, Signature.Bound args) {
        Object value = args.get(0);
        Object name = args.get(1);
        if (!Strings.isString(name)) {
            throw PythonError.type("attribute name must be string, not '" + TypeName.of(name) + "'");
        }
        Object found = Attributes.attribute(evaluation, value, name.toString());
        return found == Absent.ABSENT ? evaluation.undefined(Undefined.Cause.member(value, name)) : found;
    }

    private static Object items(Object value) {
        return PyIterator.generator(() -> {
            if (value instanceof Undefined) {
                return Collections.emptyIterator();
            }
            if (!(value instanceof PyDict dict)) {
                throw PythonError.type("Can only get item pairs from a mapping.");
            }
            return Containers.iterator(dict.items());
        });
    }
}
