package io.github.dbdsc.template.filter;

import io.github.dbdsc.template.value.Budget;
import io.github.dbdsc.template.value.Evaluation;
import io.github.dbdsc.template.value.PyDict;
import io.github.dbdsc.template.value.Repr;
import io.github.dbdsc.template.value.Value.Assignable;
import io.github.dbdsc.template.value.Value.Attributed;
import io.github.dbdsc.template.value.Value.Represented;
import java.util.HashSet;
import java.util.Set;

/**
 * An object with attributes that inner scopes can set: {@code set ns.name = value}. Templates add to texts and lists in it,
 * over and over: so it knows which values it alone holds, and releases them when it gets others.
 */
final class Namespace implements Attributed, Assignable, Represented {

    private final PyDict attributes;

    /** The attributes whose values nothing else holds. */
    private final Set<String> owned = new HashSet<>();

    Namespace(PyDict attributes) {
        this.attributes = attributes;
    }

    /** Who reads an attribute may keep it. */
    @Override
    public Object attribute(Evaluation evaluation, String name) {
        owned.remove(name);
        return attributes.get(name);
    }

    @Override
    public Object look(String attribute) {
        return attributes.get(attribute);
    }

    @Override
    public void assign(String attribute, Object value) {
        Budget budget = Budget.current();
        if (owned.remove(attribute)) {
            budget.living().release(attributes.get(attribute));
        }
        budget.items(2);
        attributes.put(attribute, value);
    }

    @Override
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
