package io.github.dbdsc.template.filter;

import io.github.dbdsc.template.method.Attributes;
import io.github.dbdsc.template.text.CaseMapping;
import io.github.dbdsc.template.value.Budget;
import io.github.dbdsc.template.value.Evaluation;
import io.github.dbdsc.template.value.Markup;
import io.github.dbdsc.template.value.NumberText;
import io.github.dbdsc.template.value.PyList;
import io.github.dbdsc.template.value.Strings;
import io.github.dbdsc.template.value.Undefined;
import io.github.dbdsc.template.value.Value.None;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Looks up what an argument such as {@code attribute="owner.name"} names. */
final class AttributeGetter {

    private static final Pattern DOT = Pattern.compile("\\.");
    private static final Pattern COMMA = Pattern.compile(",");

    private AttributeGetter() {}

    /**
     * A function from an item to its attribute.
     *
     * @param attribute a dotted path, an index, or None for the item itself
     * @param otherwise what an undefined step becomes; None leaves it undefined
     */
    static UnaryOperator<Object> of(Evaluation evaluation, Object attribute, Object otherwise) {
        List<Object> path = path(attribute);
        return item -> {
            Object value = item;
            for (Object part : path) {
                value = Attributes.itemOrAttribute(evaluation, value, part);
                if (otherwise != None.NONE && value instanceof Undefined) {
                    value = otherwise;
                }
            }
            return value;
        };
    }

    static UnaryOperator<Object> of(Evaluation evaluation, Object attribute) {
        return of(evaluation, attribute, None.NONE);
    }

    /** A function from an item to the list of several attributes, which are separated by commas. */
    static UnaryOperator<Object> severalOf(Evaluation evaluation, Object attributes, boolean ignoreCase) {
        List<UnaryOperator<Object>> getters = new ArrayList<>();
        if (Strings.isString(attributes)) {
            for (String attribute : COMMA.split(attributes.toString(), -1)) {
                getters.add(of(evaluation, attribute));
            }
        } else {
            getters.add(of(evaluation, attributes));
        }
        return item -> {
            PyList values = new PyList();
            getters.forEach(getter -> {
                Object value = getter.apply(item);
                values.add(ignoreCase ? withoutCase(value) : value);
            });
            return values;
        };
    }

    /** Strings in lower case, everything else as it is. */
    static Object withoutCase(Object value) {
        if (value instanceof String text) {
            return lower(text);
        }
        return value instanceof Markup markup ? new Markup(lower(markup.text())) : value;
    }

    private static String lower(String text) {
        String lower = CaseMapping.lower(text);
        Budget.current().text(lower);
        return lower;
    }

    private static List<Object> path(Object attribute) {
        if (attribute == None.NONE) {
            return List.of();
        }
        if (!Strings.isString(attribute)) {
            return List.of(attribute);
        }
        List<Object> path = new ArrayList<>();
        for (String part : DOT.split(attribute.toString(), -1)) {
            boolean index = !part.isEmpty() && part.chars().allMatch(c -> c >= '0' && c <= '9');
            path.add(index ? Objects.requireNonNull(NumberText.parseInteger(part, 10)) : part);
        }
        return path;
    }
}
