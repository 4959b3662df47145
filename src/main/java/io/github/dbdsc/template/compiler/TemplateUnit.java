package io.github.dbdsc.template.compiler;

import io.github.dbdsc.template.value.BuiltIn;
import io.github.dbdsc.template.value.FunctionTable;
import io.github.dbdsc.template.value.PythonError;
import org.jspecify.annotations.Nullable;

/** What the compiler knows about the whole template it is compiling. */
final class TemplateUnit {

    private final String name;
    private final boolean hasExtends;
    private final Escaping escaping;
    private final FunctionTable<BuiltIn> filters;
    private final FunctionTable<BuiltIn> tests;
    private @Nullable PythonError lateError;
    private int extendsSeen;
    private boolean alwaysExtends;

    TemplateUnit(
            String name,
            boolean hasExtends,
            Escaping escaping,
            FunctionTable<BuiltIn> filters,
            FunctionTable<BuiltIn> tests) {
        this.name = name;
        this.hasExtends = hasExtends;
        this.escaping = escaping;
        this.filters = filters;
        this.tests = tests;
    }

    /** Keeps an error that Python finds only in the code Jinja2 has generated, after all of Jinja2's own errors. */
    void addLateError(PythonError error) {
        if (lateError == null) {
            lateError = error;
        }
    }

    /**
     * Ends the compilation.
     *
     * @throws PythonError the late error, if there was one
     */
    void finish() {
        if (lateError != null) {
            throw lateError;
        }
    }

    String name() {
        return name;
    }

    boolean hasExtends() {
        return hasExtends;
    }

    Escaping escaping() {
        return escaping;
    }

    @Nullable
    BuiltIn filter(String filter) {
        return filters.find(filter);
    }

    @Nullable
    BuiltIn test(String test) {
        return tests.find(test);
    }

    /** Returns how many extends tags the compiler has met. */
    int extendsSeen() {
        return extendsSeen;
    }

    /** Returns whether the template has extended another, whatever happened, before the place the compiler has come to. */
    boolean alwaysExtends() {
        return alwaysExtends;
    }

    void sawExtends(boolean always) {
        extendsSeen++;
        alwaysExtends |= always;
    }
}
