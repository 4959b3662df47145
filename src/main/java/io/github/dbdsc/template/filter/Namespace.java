package io.github.dbdsc.template.filter;

import io.github.dbdsc.template.value.Budget;
import io.github.dbdsc.template.value.Evaluation;
import io.github.dbdsc.template.value.PyDict;
import io.github.dbdsc.template.value.Repr;
import io.github.dbdsc.template.value.Value.Assignable;
import io.github.dbdsc.template.value.Value.Attributed;
import io.github.dbdsc.template.value.Value.Represented;

/** An object with attributes that inner scopes can set: {@code set ns.name = value}. */
record Namespace(PyDict attributes) implements Attributed, Assignable, Represented {

    @Override
    public Object attribute(Evaluation evaluation, String name) {
        return attributes.get(name);
    }

    @Override
    public void assign(String attribute, Object value) {
        Budget.current().items(2);
        attributes.put(attribute, value);
    }

    @Override
    public String typeName() {
        return "Namespace";
    }

    @Override
    public String repr() {
        return "<Namespace " + Repr.of(attributes) + ">";
    }
}
