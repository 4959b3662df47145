package io.github.dbdsc.template.value;

import java.math.BigInteger;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a template computes with: Python's values as Java objects.
 *
 * <table>
 * <caption>Which Java type stands for which of Python's</caption>
 * <tr><td>{@code None}</td><td>{@link None}</td></tr>
 * <tr><td>{@code bool}</td><td>{@code Boolean}</td></tr>
 * <tr><td>{@code int}</td><td>{@code Long}, or {@code BigInteger} only where a long is too small</td></tr>
 * <tr><td>{@code float}</td><td>{@code Double}</td></tr>
 * <tr><td>{@code str}</td><td>{@code String}, or {@link Markup} where it is safe HTML</td></tr>
 * <tr><td>{@code bytes}</td><td>{@link PyBytes}</td></tr>
 * <tr><td>{@code list}, {@code tuple}</td><td>{@link PyList}, {@link PyTuple}</td></tr>
 * <tr><td>{@code dict} and its views</td><td>{@link PyDict}, {@link DictView}</td></tr>
 * <tr><td>{@code range}</td><td>{@link PyRange}</td></tr>
 * <tr><td>iterators and generators</td><td>{@link PyIterator}</td></tr>
 * <tr><td>Jinja2's undefined values</td><td>{@link Undefined}</td></tr>
 * <tr><td>everything else</td><td>a class of this program that implements some of the roles below</td></tr>
 * </table>
 */
public final class Value {

    private Value() {}

    /** Python's {@code None}. */
    public enum None {
        NONE
    }

    /** Stands where a lookup found nothing or a variable holds nothing; never seen by a template. */
    public enum Absent {
        ABSENT
    }

    /** A value that a template can call: a macro, a method, a global function. */
    public interface Callable {
        Object call(Evaluation evaluation, Arguments arguments);
    }

    /** A value with attributes of its own, such as {@code loop} or an imported template. */
    public interface Attributed {

        /** The attribute, or {@link Absent#ABSENT}. */
        Object attribute(Evaluation evaluation, String name);

        /** The name of its class, as error messages print it. */
        String typeName();
    }

    /** A list or tuple. */
    public interface Sequence {

        int size();

        Object get(int index);

        List<Object> asList();
    }

    /** A value other than Python's containers that can be iterated. */
    public interface IterableValue {
        Iterator<Object> iterator();
    }

    /** A value other than Python's containers that has a length. */
    public interface Sized {
        long length();
    }

    /** A value that prints in a way of its own: Python's {@code __repr__}. */
    public interface Represented {
        String repr();

        /** Prints it as part of something that is being printed. */
        default void appendTo(Repr out) {
            out.appendText(repr());
        }
    }

    /** A value that knows its own HTML: Python's {@code __html__}. */
    public interface SafeText {
        String html();
    }

    /**
     * Makes a value of what a JSON parser returns. A template can't change its input: objects and arrays are copied,
     * each when the template first looks into it.
     *
     * @throws IllegalArgumentException for an object that no JSON parser returns
     */
    public static Object ofJson(@Nullable Object json) {
        if (json == null) {
            return None.NONE;
        }
        if (json instanceof String || json instanceof Boolean || json instanceof Long || json instanceof Double) {
            return json;
        }
        if (json instanceof Integer number) { // before the interfaces, which are slow to deny
            return number.longValue();
        }
        if (json instanceof Map<?, ?> map) {
            return PyDict.ofJson(map);
        }
        if (json instanceof Collection<?> items) {
            return PyList.ofJson(items);
        }
        if (json instanceof Number number) {
            return ofNumber(number);
        }
        throw new IllegalArgumentException("not a JSON value: " + json.getClass());
    }

    private static Object ofNumber(Number number) {
        if (number instanceof BigInteger big) {
            return Numbers.integer(big);
        }
        if (number instanceof Short || number instanceof Byte) {
            return number.longValue();
        }
        return number.doubleValue();
    }
}
