package io.github.dbdsc.template.method;

import io.github.dbdsc.template.value.Arguments;
import io.github.dbdsc.template.value.Budget;
import io.github.dbdsc.template.value.BuiltIn;
import io.github.dbdsc.template.value.DictView;
import io.github.dbdsc.template.value.Evaluation;
import io.github.dbdsc.template.value.FunctionTable;
import io.github.dbdsc.template.value.Markup;
import io.github.dbdsc.template.value.Numbers;
import io.github.dbdsc.template.value.PyBytes;
import io.github.dbdsc.template.value.PyDict;
import io.github.dbdsc.template.value.PyList;
import io.github.dbdsc.template.value.PyRange;
import io.github.dbdsc.template.value.PyTuple;
import io.github.dbdsc.template.value.PythonError;
import io.github.dbdsc.template.value.ReferenceNumber;
import io.github.dbdsc.template.value.Repr;
import io.github.dbdsc.template.value.Strings;
import io.github.dbdsc.template.value.Subscript;
import io.github.dbdsc.template.value.TypeName;
import io.github.dbdsc.template.value.Undefined;
import io.github.dbdsc.template.value.Value.Absent;
import io.github.dbdsc.template.value.Value.Attributed;
import io.github.dbdsc.template.value.Value.Callable;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Jinja2's attribute and item access. */
public final class Attributes {

    private static final FunctionTable<BuiltIn> NONE = new FunctionTable<>(List.of());

    /** Methods that Python has and this renderer does not. */
    private static final Set<String> UNSUPPORTED_OF_STR = Set.of("maketrans", "translate");

    private static final Set<String> UNSUPPORTED_OF_INT = Set.of("to_bytes", "from_bytes");
    private static final Set<String> UNSUPPORTED_OF_FLOAT = Set.of("fromhex");
    private static final Set<String> UNSUPPORTED_OF_VIEW = Set.of("isdisjoint", "mapping");

    private static final BuiltIn DECODE = BuiltIn.method("decode", "encoding?", (self, args) -> {
        if (!StringMethods.isUtf8(args.get(0, "utf-8"))) {
            throw PythonError.unsupported("only UTF-8 is supported as encoding");
        }
        return ((PyBytes) self).text();
    });

    private Attributes() {}

    /** {@code value.name}: the attribute, else the item, else undefined. */
    public static Object attributeOrItem(Evaluation evaluation, Object value, String name) {
        Object found = attribute(evaluation, value, name);
        if (found == Absent.ABSENT) {
            found = Subscript.find(value, name);
        }
        return found == Absent.ABSENT ? evaluation.undefined(Undefined.Cause.member(value, name)) : found;
    }

    /** {@code value[key]}: the item, else the attribute, else undefined. */
    public static Object itemOrAttribute(Evaluation evaluation, Object value, Object key) {
        Object found = Subscript.find(value, key);
        if (found == Absent.ABSENT && (Strings.isString(key) || value instanceof Attributed)) {
            found = attribute(evaluation, value, Strings.of(key));
        }
        return found == Absent.ABSENT ? evaluation.undefined(Undefined.Cause.member(value, key)) : found;
    }

    /** Python's {@code getattr}: the attribute, or absent. */
    public static Object attribute(Evaluation evaluation, Object value, String name) {
        boolean special = isSpecial(name);
        if (value instanceof Undefined undefined) {
            if (name.startsWith("_undefined_") || name.startsWith("_fail_with")) {
                throw PythonError.unsupported("the insides of undefined values are not supported");
            }
            return special ? Absent.ABSENT : undefined.member();
        }
        if (value instanceof ReferenceNumber) {
            throw ReferenceNumber.refusal();
        }
        if (value instanceof PyBytes && !special) {
            if (!name.equals("decode")) {
                throw PythonError.unsupported(
                        "of Python's bytes only the method decode is supported, not '" + name + "'");
            }
            return new BoundMethod(value, name, DECODE);
        }
        if (value instanceof Attributed attributed) {
            Object found = attributed.attribute(evaluation, name);
            if (found != Absent.ABSENT) {
                return found;
            }
        }
        if (special && name.equals("__class__") && !(value instanceof Attributed)) {
            return new SpecialMethods.PythonType(TypeName.of(value));
        }
        BuiltIn method = (special ? SpecialMethods.of(value) : methods(value)).find(name);
        if (method != null) {
            return new BoundMethod(value, name, method);
        }
        Object property = NumberMethods.property(value, name);
        if (property == Absent.ABSENT && value instanceof PyRange range) {
            property = rangeProperty(range, name);
        }
        if (property == Absent.ABSENT && (special || isUnsupported(value, name))) {
            throw PythonError.unsupported("the attribute " + Repr.of(name) + " of Python's '" + TypeName.of(value)
                    + "' objects is not supported");
        }
        return property;
    }

    private static FunctionTable<BuiltIn> methods(Object value) {
        if (value instanceof PyDict) {
            return DictMethods.ALL;
        }
        if (value instanceof String) {
            return StringMethods.ALL;
        }
        if (value instanceof PyList) {
            return ListMethods.OF_LISTS;
        }
        if (value instanceof PyTuple || value instanceof PyRange) {
            return ListMethods.OF_TUPLES;
        }
        if (value instanceof Markup) {
            return MarkupMethods.ALL;
        }
        if (Numbers.isNumber(value)) {
            return value instanceof Double ? NumberMethods.OF_FLOATS : NumberMethods.OF_INTEGERS;
        }
        return NONE;
    }

    /** A method taken off its object. */
    private record BoundMethod(Object self, String name, BuiltIn method) implements Callable {

        /** As in Python, a method is the same when it is that of the same object. */
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof BoundMethod that && self == that.self && name.equals(that.name);
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(self) * 31 + name.hashCode();
        }

        @Override
        public Object call(Evaluation evaluation, Arguments arguments) {
            ReferenceNumber.guard(Budget.current(), name, self, arguments);
            return method.apply(evaluation, self, arguments);
        }
    }

    private static boolean isSpecial(String name) {
        return name.startsWith("__") && name.endsWith("__") && name.length() > 4;
    }

    private static Object rangeProperty(PyRange range, String name) {
        return switch (name) {
            case "start" -> range.start();
            case "stop" -> range.stop();
            case "step" -> range.step();
            default -> Absent.ABSENT;
        };
    }

    private static boolean isUnsupported(Object value, String name) {
        if (Strings.isString(value)) {
            return UNSUPPORTED_OF_STR.contains(name);
        }
        if (Numbers.isInteger(value)) {
            return UNSUPPORTED_OF_INT.contains(name);
        }
        if (value instanceof Double) {
            return UNSUPPORTED_OF_FLOAT.contains(name);
        }
        return value instanceof DictView && UNSUPPORTED_OF_VIEW.contains(name);
    }
}
