package io.github.dbdsc.template.value;

import io.github.dbdsc.template.value.Value.Attributed;
import io.github.dbdsc.template.value.Value.Represented;
import java.util.HashSet;
import java.util.Set;

/**
 * An object with attributes that inner scopes can set: {@code set ns.name = value}. Templates add to texts and lists in it,
 * over and over: so it knows which values it alone holds, and releases them when it gets others.
 */
public final class Namespace implements Attributed, Represented {

    private final PyDict attributes;

    /** The attributes whose values nothing else holds. */
    private final Set<String> owned = new HashSet<>();

    public Namespace(PyDict attributes) {
        this.attributes = attributes;
    }

    /** Who reads an attribute may keep it. */
    @Override
    public Object attribute(Evaluation evaluation, String name) {
        owned.remove(name);
        return attributes.get(name);
    }

    /** The attribute for somebody who does not keep it, or {@link Value.Absent#ABSENT}. */
    public Object look(String attribute) {
        return attributes.get(attribute);
    }

    public void assign(String attribute, Object value) {
        Budget budget = Budget.current();
        if (owned.remove(attribute)) {
            budget.living().release(attributes.get(attribute));
        }
        budget.items(2);
        attributes.put(attribute, value);
    }

    /** Assigns the result of an operator, which nothing else holds. */
    public void assignResult(String attribute, Object value) {
        assign(attribute, value);
        owned.add(attribute);
    }

    @Override
    public String typeName() {
        return "Namespace";
    }

    @Override
    public String repr() {
        return Repr.of(this);
    }

    @Override
    public void appendTo(Repr out) {
        out.appendText("<Namespace ");
        out.append(attributes);
        out.appendText(">");
    }
}
