package io.github.dbdsc.template.value;

import io.github.dbdsc.template.value.Value.Attributed;
import io.github.dbdsc.template.value.Value.None;
import java.math.BigInteger;

/** The names of Python's types, for messages. */
public final class TypeName {

    private TypeName() {}

    /** {@code type(value).__name__}. */
    public static String of(Object value) {
        if (value instanceof String) {
            return "str";
        }
        if (value instanceof Long || value instanceof BigInteger) {
            return "int";
        }
        if (value instanceof Boolean) {
            return "bool";
        }
        if (value instanceof Double) {
            return "float";
        }
        if (value == None.NONE) {
            return "NoneType";
        }
        if (value instanceof PyList) {
            return "list";
        }
        if (value instanceof PyTuple) {
            return "tuple";
        }
        if (value instanceof PyDict) {
            return "dict";
        }
        return ofRareType(value);
    }

    private static String ofRareType(Object value) {
        if (value instanceof Markup) {
            return "Markup";
        }
        if (value instanceof PyRange) {
            return "range";
        }
        if (value instanceof DictView view) {
            return view.kind().typeName();
        }
        if (value instanceof PyIterator iterator) {
            return iterator.typeName();
        }
        if (value instanceof ReferenceNumber) {
            return "reference";
        }
        if (value instanceof PyBytes) {
            return "bytes";
        }
        if (value instanceof Undefined) {
            return "Undefined";
        }
        if (value instanceof Attributed attributed) {
            return attributed.typeName();
        }
        return "builtin_function_or_method";
    }

    /** How Jinja2 describes a value in its messages about undefined members. */
    static String described(Object value) {
        if (value == None.NONE) {
            return "None";
        }
        String module = value instanceof Markup ? "markupsafe." : value instanceof Attributed ? "jinja2.runtime." : "";
        return module + of(value) + " object";
    }
}
