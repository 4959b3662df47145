package io.github.dbdsc.template.scope;

import io.github.dbdsc.template.value.BuiltIn;
import io.github.dbdsc.template.value.PythonError;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the compiler knows about the whole template it is compiling. */
public final class TemplateUnit {

    private final String name;
    private final boolean hasExtends;
    private final Escaping escaping;
    private final Map<String, BuiltIn> filters;
    private final Map<String, BuiltIn> tests;
    private @Nullable PythonError lateError;
    private int extendsSeen;
    private boolean alwaysExtends;

    public TemplateUnit(
            String name,
            boolean hasExtends,
            Escaping escaping,
            Map<String, BuiltIn> filters,
            Map<String, BuiltIn> tests) {
        this.name = name;
        this.hasExtends = hasExtends;
        this.escaping = escaping;
        this.filters = filters;
        this.tests = tests;
    }

    /** Keeps an error that Python only finds in the code Jinja2 has generated, after all of Jinja2's own errors. */
    public void addLateError(PythonError error) {
        if (lateError == null) {
            lateError = error;
        }
    }

    /**
     * Ends the compilation.
     *
     * @throws PythonError the late error, if there was one
     */
    public void finish() {
        if (lateError != null) {
            throw lateError;
        }
    }

    public String name() {
        return name;
    }

    public boolean hasExtends() {
        return hasExtends;
    }

    public Escaping escaping() {
        return escaping;
    }

    public @Nullable BuiltIn filter(String filter) {
        return filters.get(filter);
    }

    public @Nullable BuiltIn test(String test) {
        return tests.get(test);
    }

    /** How many extends tags the compiler has met. */
    public int extendsSeen() {
        return extendsSeen;
    }

    /** Whether the template has extended another for certain by the place the compiler has come to. */
    public boolean alwaysExtends() {
        return alwaysExtends;
    }

    public void sawExtends(boolean always) {
        extendsSeen++;
        alwaysExtends |= always;
    }
}
