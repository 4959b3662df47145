package io.github.dbdsc.template.reads;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A value of the definition that a template can look at, with the values inside it. */
public final class ValueRead {

    /** What a use says of the value. */
    public enum Kind {
        /** It has names. */
        OBJECT,
        /** It has names, or does without them. */
        OBJECT_IF_ANY,
        /** It has names that are the user's own. */
        MAP,
        /** It has elements. */
        LIST,
        /** It is a text. */
        STRING,
        /** It is one value that prints. */
        SCALAR,
        /** It may be anything. */
        ANY
    }

    /** One use of the value. */
    public record Use(Kind kind, Circumstances circumstances) {}

    private final @Nullable ValueRead owner;
    private final Map<String, ValueRead> members = new TreeMap<>();
    private final List<Use> uses = new ArrayList<>();
    private @Nullable ValueRead element;
    private @Nullable ValueRead entry;
    private boolean required;
    private boolean escaped;
    private boolean deciding;

    private ValueRead(@Nullable ValueRead owner) {
        this.owner = owner;
    }

    /** Returns the values of a definition as a whole. */
    public static ValueRead root() {
        return new ValueRead(null);
    }

    /** Returns the value that this one is in; empty for the whole definition. */
    public Optional<ValueRead> owner() {
        return Optional.ofNullable(owner);
    }

    /** Returns the value of a name inside it. */
    public ValueRead member(String name) {
        return members.computeIfAbsent(name, added -> new ValueRead(this));
    }

    /** Returns what stands for each element of a list. */
    public ValueRead element() {
        ValueRead known = element;
        if (known == null) {
            known = new ValueRead(this);
            element = known;
        }
        return known;
    }

    /** Returns what stands for the value of each of the user's own names. */
    public ValueRead entry() {
        ValueRead known = entry;
        if (known == null) {
            known = new ValueRead(this);
            entry = known;
        }
        return known;
    }

    /** Returns the values with names that are read, by name. */
    public Map<String, ValueRead> members() {
        return Collections.unmodifiableMap(members);
    }

    /** Returns all that is done with it, in the order of the template. */
    public List<Use> uses() {
        return Collections.unmodifiableList(uses);
    }

    public void use(Kind kind, Circumstances circumstances) {
        uses.add(new Use(kind, circumstances));
    }

    /** Notes that the template can't do without it. */
    public void require() {
        required = true;
    }

    /** Returns whether the template can't do without it. */
    public boolean isRequired() {
        return required;
    }

    /** Notes that the template may look at anything inside it. */
    public void escape() {
        escaped = true;
    }

    /** Returns whether the template may look at more inside it, or inside what it is in, than is known. */
    public boolean isEscaped() {
        return escaped || (owner != null && owner.isEscaped());
    }

    /** Notes that what it is decides about more than the branch right there, which can't be followed. */
    public void decide() {
        deciding = true;
    }

    /** Returns whether what it is may decide anywhere which of its uses count. */
    public boolean isDeciding() {
        return deciding;
    }

    /** Returns whether it is another value or inside that one. */
    public boolean isWithin(ValueRead other) {
        return this == other || (owner != null && owner.isWithin(other));
    }
}
