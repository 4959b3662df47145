package io.github.dbdsc.template.runtime;

import io.github.dbdsc.model.Reference;
import io.github.dbdsc.template.value.Budget;
import io.github.dbdsc.template.value.BuiltIn;
import io.github.dbdsc.template.value.Containers;
import io.github.dbdsc.template.value.FunctionTable;
import io.github.dbdsc.template.value.PyDict;
import io.github.dbdsc.template.value.PyList;
import io.github.dbdsc.template.value.PythonError;
import io.github.dbdsc.template.value.References;
import io.github.dbdsc.template.value.Strings;
import io.github.dbdsc.template.value.Truth;
import io.github.dbdsc.template.value.TypeName;
import io.github.dbdsc.template.value.Undefined;
import io.github.dbdsc.template.value.Value.Callable;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One rendering from start to end, over all the templates that take part. */
public final class RenderSession {

    /** What all renderings of a renderer share. */
    public interface Environment {

        /**
         * Finds a template by its path below {@code templates/}.
         *
         * @throws PythonError TemplateNotFound, or what is wrong with the template
         */
        CompiledTemplate load(String name);

        boolean autoescape();

        Undefined.Behaviour undefined();

        FunctionTable<Callable> globals();

        FunctionTable<BuiltIn> filters();

        FunctionTable<BuiltIn> tests();
    }

    /** As many items of a list take up about as much memory as an undefined value that is kept. */
    private static final int ITEMS_OF_A_WARNING = 16;

    private final Environment environment;
    private final Budget budget = Budget.current();
    private final Set<Undefined> used = new LinkedHashSet<>();
    private final References references = new References();
    private final Map<String, TemplateModule> modules = new HashMap<>();
    private final OutputLines lines = new OutputLines();
    private final Set<String> loaded = new LinkedHashSet<>();

    public RenderSession(Environment environment) {
        this.environment = environment;
    }

    Environment environment() {
        return environment;
    }

    public Budget budget() {
        return budget;
    }

    /** Returns where the parts of the rendered text come from. */
    public OutputLines lines() {
        return lines;
    }

    /** Returns the names of the templates that a tag has included, imported or extended so far. */
    public Set<String> loaded() {
        return loaded;
    }

    /** Returns what was referred to by name. */
    public References references() {
        return references;
    }

    Object referTo(Reference reference) {
        return references.numberFor(reference);
    }

    /** Returns the undefined values that were used as if they were empty. */
    public Set<Undefined> usedUndefined() {
        return used;
    }

    Undefined undefined(Undefined.Cause cause) {
        return new Undefined(cause, environment.undefined(), this::used);
    }

    /** Keeps what is to be warned of; counts it, since a loop can use millions of undefined values. */
    private void used(Undefined undefined) {
        if (used.add(undefined)) {
            budget.items(ITEMS_OF_A_WARNING);
        }
    }

    /** Imports a template that sees nothing but the global names; runs it once for each session. */
    public TemplateModule moduleWithoutContext(CompiledTemplate template) {
        TemplateModule known = modules.get(template.name());
        if (known == null) {
            known = TemplateModule.make(this, template, Map.of());
            modules.put(template.name(), known);
        }
        return known;
    }

    /**
     * Finds the template that a tag names.
     *
     * @param name what the tag's expression evaluates to
     */
    public CompiledTemplate template(Object name) {
        if (Strings.isString(name)) {
            CompiledTemplate template = environment.load(name.toString());
            loaded.add(template.name());
            return template;
        }
        if (name instanceof Undefined undefined) {
            throw undefined.failure();
        }
        if (name instanceof PyList || name instanceof PyDict) {
            throw PythonError.type("unhashable type: '" + TypeName.of(name) + "'");
        }
        throw new PythonError(
                PythonError.Kind.TEMPLATE_NOT_FOUND, "there is no template 'templates/" + Strings.of(name) + "'");
    }

    /** Finds the template that a tag names, or the first that exists of those it names. */
    public CompiledTemplate firstTemplate(Object names) {
        if (Strings.isString(names)) {
            return template(names);
        }
        if (names instanceof Undefined undefined) {
            throw undefined.failure();
        }
        List<Object> candidates = Truth.of(names) ? Containers.list(names) : List.of();
        if (candidates.isEmpty()) {
            throw new PythonError(
                    PythonError.Kind.TEMPLATES_NOT_FOUND, "Tried to select from an empty list of templates.");
        }
        for (Object candidate : candidates) {
            try {
                return template(candidate);
            } catch (PythonError e) {
                if (!isNotFound(e) && e.kind() != PythonError.Kind.UNDEFINED_ERROR) {
                    throw e;
                }
            }
        }
        throw new PythonError(
                PythonError.Kind.TEMPLATES_NOT_FOUND,
                "none of the templates given were found: "
                        + String.join(", ", candidates.stream().map(Strings::of).toList()));
    }

    /** Returns whether an error says that there is no such template. */
    public static boolean isNotFound(PythonError error) {
        return error.kind() == PythonError.Kind.TEMPLATE_NOT_FOUND
                || error.kind() == PythonError.Kind.TEMPLATES_NOT_FOUND;
    }
}
