package io.github.dbdsc.template.scope;

import io.github.dbdsc.model.Reference;
import io.github.dbdsc.template.value.Arguments;
import io.github.dbdsc.template.value.BuiltIn;
import io.github.dbdsc.template.value.Evaluation;
import io.github.dbdsc.template.value.PyDict;
import io.github.dbdsc.template.value.PythonError;
import io.github.dbdsc.template.value.Repr;
import io.github.dbdsc.template.value.Strings;
import io.github.dbdsc.template.value.Undefined;
import io.github.dbdsc.template.value.Value.Absent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names a template was given and those it made itself, and the blocks of its line of inheritance. */
public final class RenderContext implements Evaluation {

    private final Rendering rendering;
    private final String templateName;
    private final Map<String, Object> given;
    private final Map<String, Object> own = new HashMap<>();
    private final Set<String> exported = new LinkedHashSet<>();
    private final Map<String, List<CompiledTemplate.Body>> blocks = new LinkedHashMap<>();
    private final EscapingState escaping;
    private @Nullable CompiledTemplate extended;

    private static final class EscapingState {
        private boolean on;
    }

    public RenderContext(Rendering rendering, CompiledTemplate template, Map<String, Object> given) {
        this(rendering, template.name(), given, new EscapingState());
        escaping.on = rendering.environment().autoescape();
        addBlocks(template);
    }

    private RenderContext(Rendering rendering, String templateName, Map<String, Object> given, EscapingState escaping) {
        this.rendering = rendering;
        this.templateName = templateName;
        this.given = given;
        this.escaping = escaping;
    }

    public Rendering rendering() {
        return rendering;
    }

    public String templateName() {
        return templateName;
    }

    /** The value of a name, or absent. */
    public Object resolve(String name) {
        Object value = own.get(name);
        if (value == null) {
            value = given.get(name);
        }
        if (value == null) {
            value = rendering.environment().globals().get(name);
        }
        return value == null ? Absent.ABSENT : value;
    }

    /** Everything the template was given and made. */
    public Map<String, Object> all() {
        Map<String, Object> all = new HashMap<>(given);
        all.putAll(own);
        return all;
    }

    public void assign(String name, Object value) {
        if (value == Absent.ABSENT) {
            own.remove(name);
        } else {
            own.put(name, value);
        }
    }

    public void export(String name) {
        if (!name.startsWith("_")) {
            exported.add(name);
        }
    }

    public void withdraw(String name) {
        exported.remove(name);
    }

    /** What another template can import. */
    public Map<String, Object> exports() {
        Map<String, Object> exports = new HashMap<>();
        exported.forEach(name -> exports.put(name, own.getOrDefault(name, Absent.ABSENT)));
        return exports;
    }

    public void addBlocks(CompiledTemplate template) {
        template.blocks().forEach((name, body) -> blocks.computeIfAbsent(name, key -> new ArrayList<>())
                .add(body));
    }

    /** The versions of a block, that of the template furthest down first. */
    public List<CompiledTemplate.Body> blocks(String name) {
        return blocks.getOrDefault(name, List.of());
    }

    /** A context of the same template that also sees some local names. */
    public RenderContext derived(Map<String, Object> locals) {
        Map<String, Object> names = all();
        names.putAll(locals);
        RenderContext derived = new RenderContext(rendering, templateName, names, escaping);
        blocks.forEach((name, bodies) -> derived.blocks.put(name, new ArrayList<>(bodies)));
        return derived;
    }

    public boolean isExtending() {
        return extended != null;
    }

    public void extend(CompiledTemplate parent) {
        extended = parent;
        addBlocks(parent);
    }

    /** Runs the template and then the one it extends, if it does. */
    public void run(CompiledTemplate template, Output out) {
        extended = null;
        rendering.budget().enter();
        template.root().run(this, out);
        CompiledTemplate parent = extended;
        if (parent != null) {
            run(parent, out);
        }
        rendering.budget().leave();
    }

    @Override
    public boolean autoescape() {
        return escaping.on;
    }

    public void autoescape(boolean on) {
        escaping.on = on;
    }

    @Override
    public Undefined undefined(Undefined.Cause cause) {
        return rendering.undefined(cause);
    }

    @Override
    public Object referTo(Reference reference) {
        return rendering.referTo(reference);
    }

    @Override
    public boolean hasFilter(Object name) {
        return find(rendering.environment().filters(), name) != null;
    }

    @Override
    public boolean hasTest(Object name) {
        return find(rendering.environment().tests(), name) != null;
    }

    @Override
    public Object callFilter(Object name, Object value, Arguments arguments) {
        return call(rendering.environment().filters(), "filter", name, value, arguments);
    }

    @Override
    public Object callTest(Object name, Object value, Arguments arguments) {
        return call(rendering.environment().tests(), "test", name, value, arguments);
    }

    private Object call(Map<String, BuiltIn> functions, String what, Object name, Object value, Arguments arguments) {
        BuiltIn function = find(functions, name);
        if (function == null) {
            throw unknown(what, name);
        }
        rendering.budget().step();
        rendering.budget().reading(value);
        return function.apply(this, value, arguments);
    }

    private static @Nullable BuiltIn find(Map<String, BuiltIn> functions, Object name) {
        PyDict.requireHashable(name);
        return Strings.isString(name) ? functions.get(name.toString()) : null;
    }

    private static PythonError unknown(String what, Object name) {
        String hint = name instanceof Undefined undefined
                ? " (" + undefined.message() + "; did you forget to quote the callable name?)"
                : "";
        return PythonError.runtime("No " + what + " named " + Repr.of(name) + "." + hint);
    }
}
