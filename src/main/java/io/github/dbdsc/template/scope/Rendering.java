package io.github.dbdsc.template.scope;

import io.github.dbdsc.model.Reference;
import io.github.dbdsc.template.value.Budget;
import io.github.dbdsc.template.value.BuiltIn;
import io.github.dbdsc.template.value.References;
import io.github.dbdsc.template.value.Undefined;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One rendering from start to end, over all the templates that take part. */
public final class Rendering {

    /** What the whole renderer shares between renderings. */
    public interface Environment {

        CompiledTemplate load(String name);

        boolean autoescape();

        Undefined.Behaviour undefined();

        Map<String, Object> globals();

        Map<String, BuiltIn> filters();

        Map<String, BuiltIn> tests();
    }

    private final Environment environment;
    private final Budget budget = Budget.current();
    private final Set<Undefined> used = new LinkedHashSet<>();
    private final References references = new References();
    private final Map<String, Object> modules = new HashMap<>();
    private final OutputLines lines = new OutputLines();

    public Rendering(Environment environment) {
        this.environment = environment;
    }

    public Environment environment() {
        return environment;
    }

    public Budget budget() {
        return budget;
    }

    /** Where the parts of the rendered text come from. */
    public OutputLines lines() {
        return lines;
    }

    Undefined undefined(Undefined.Cause cause) {
        return new Undefined(cause, environment.undefined(), used::add);
    }

    Object referTo(Reference reference) {
        return references.numberOf(reference);
    }

    /** What was referred to by name. */
    public References references() {
        return references;
    }

    /** The undefined values that were used as if they were empty. */
    public Set<Undefined> usedUndefined() {
        return used;
    }

    /** The imported form of a template that sees no context: made once in a rendering. */
    public Object module(String name, Function<String, Object> make) {
        @Nullable Object known = modules.get(name);
        if (known == null) {
            known = make.apply(name);
            modules.put(name, known);
        }
        return known;
    }
}
