package io.github.dbdsc.template.value;

import io.github.dbdsc.template.value.Value.Absent;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The value of a name, attribute or item that does not exist. */
public final class Undefined {

    /** What may be done with an undefined value. */
    public enum Behaviour {
        /** Prints as nothing, is false and empty; everything else raises. */
        LENIENT,
        /** Like lenient, and its attributes and items are undefined again. */
        CHAINABLE,
        /** Prints what is missing. */
        DEBUG,
        /** Everything but the test {@code defined} raises. */
        STRICT
    }

    /**
     * Why there is no value.
     *
     * @param hint a sentence of its own, or null
     * @param owner what has no such member; absent when a name is not known
     * @param key the name, attribute or item
     */
    public record Cause(@Nullable String hint, Object owner, Object key) {

        public static Cause name(String name) {
            return new Cause(null, Absent.ABSENT, name);
        }

        public static Cause hint(String hint) {
            return new Cause(hint, Absent.ABSENT, "");
        }

        /** A missing item or attribute of an object. */
        public static Cause member(Object owner, Object key) {
            return new Cause(null, owner, key);
        }

        String message() {
            if (hint != null) {
                return hint;
            }
            if (owner == Absent.ABSENT) {
                return Repr.of(key) + " is undefined";
            }
            String type = TypeName.described(owner);
            return Strings.isString(key)
                    ? Repr.of(type) + " has no attribute " + Repr.of(key.toString())
                    : type + " has no element " + Repr.of(key);
        }

        /** What {@link Behaviour#DEBUG} prints between braces. */
        String label() {
            if (hint != null) {
                return "undefined value printed: " + hint;
            }
            return owner == Absent.ABSENT
                    ? key.toString()
                    : "no such element: " + TypeName.described(owner) + "[" + Repr.of(key) + "]";
        }
    }

    private final Cause cause;
    private final Behaviour behaviour;
    private final Consumer<Undefined> onUse;
    private @Nullable Position position;

    /** @param onUse called whenever the value is silently used as if it were empty */
    public Undefined(Cause cause, Behaviour behaviour, Consumer<Undefined> onUse) {
        this.cause = cause;
        this.behaviour = behaviour;
        this.onUse = onUse;
    }

    public Behaviour behaviour() {
        return behaviour;
    }

    public String message() {
        return cause.message();
    }

    public @Nullable Position position() {
        return position;
    }

    /** Records where the value came from, unless that is known already. */
    public Undefined at(Position place) {
        if (position == null) {
            position = place;
        }
        return this;
    }

    /** The error of an operation that no undefined value allows. */
    public PythonError failure() {
        return new PythonError(PythonError.Kind.UNDEFINED_ERROR, cause.message());
    }

    /** Looks up an attribute or item of it. */
    public Undefined member() {
        if (behaviour == Behaviour.CHAINABLE) {
            return this;
        }
        throw failure();
    }

    String text() {
        use();
        return behaviour == Behaviour.DEBUG ? "{{ " + cause.label() + " }}" : "";
    }

    /** Uses the value as false, empty or equal to others of its kind. */
    public void use() {
        if (behaviour == Behaviour.STRICT) {
            throw failure();
        }
        onUse.accept(this);
    }

    /** Raises on comparison and hashing where the options are strict; elsewhere neither deserves a warning. */
    void compare() {
        if (behaviour == Behaviour.STRICT) {
            throw failure();
        }
    }
}
