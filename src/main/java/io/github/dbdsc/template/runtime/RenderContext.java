package io.github.dbdsc.template.runtime;

import io.github.dbdsc.model.Reference;
import io.github.dbdsc.template.value.Arguments;
import io.github.dbdsc.template.value.BuiltIn;
import io.github.dbdsc.template.value.Evaluation;
import io.github.dbdsc.template.value.FunctionTable;
import io.github.dbdsc.template.value.PyDict;
import io.github.dbdsc.template.value.PythonError;
import io.github.dbdsc.template.value.ReferenceNumber;
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

/** The names a template was given and those it made itself, and the blocks of the templates it inherits from. */
public final class RenderContext implements Evaluation {

    private final RenderSession session;
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

    public RenderContext(RenderSession session, CompiledTemplate template, Map<String, Object> given) {
        this(session, template.name(), given, new EscapingState());
        escaping.on = session.environment().autoescape();
        addBlocks(template);
    }

    private RenderContext(
            RenderSession session, String templateName, Map<String, Object> given, EscapingState escaping) {
        this.session = session;
        this.templateName = templateName;
        this.given = given;
        this.escaping = escaping;
    }

    public RenderSession session() {
        return session;
    }

    String templateName() {
        return templateName;
    }

    /** Returns the value of a name, or absent. */
    public Object resolve(String name) {
        Object value = own.get(name);
        if (value == null) {
            value = given.get(name);
        }
        if (value == null) {
            value = session.environment().globals().find(name);
        }
        return value == null ? Absent.ABSENT : value;
    }

    /** Returns a copy of all names the template was given or made. */
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

    /** Lets other templates import a name, unless it starts with an underscore. */
    public void export(String name) {
        if (!name.startsWith("_")) {
            exported.add(name);
        }
    }

    /** Undoes {@link #export}. */
    public void withdraw(String name) {
        exported.remove(name);
    }

    /** Returns what another template can import. */
    Map<String, Object> exports() {
        Map<String, Object> exports = new HashMap<>();
        exported.forEach(name -> exports.put(name, own.getOrDefault(name, Absent.ABSENT)));
        return exports;
    }

    private void addBlocks(CompiledTemplate template) {
        template.blocks().forEach((name, body) -> blocks.computeIfAbsent(name, key -> new ArrayList<>())
                .add(body));
    }

    /** Returns the versions of a block, that of the template furthest down first. */
    public List<CompiledTemplate.Body> blocks(String name) {
        return blocks.getOrDefault(name, List.of());
    }

    /** Returns a context of the same template that also sees some local names. */
    public RenderContext derived(Map<String, Object> locals) {
        Map<String, Object> names = all();
        names.putAll(locals);
        RenderContext derived = new RenderContext(session, templateName, names, escaping);
        blocks.forEach((name, bodies) -> derived.blocks.put(name, new ArrayList<>(bodies)));
        return derived;
    }

    /** Returns whether the template that runs has extended another by now. */
    public boolean isExtending() {
        return extended != null;
    }

    public void extend(CompiledTemplate parent) {
        extended = parent;
        addBlocks(parent);
    }

    /** Runs a template and then the one it extends, if it does. */
    public void run(CompiledTemplate template, OutputBuffer out) {
        extended = null;
        session.budget().enter();
        template.root().run(this, out);
        CompiledTemplate parent = extended;
        if (parent != null) {
            run(parent, out);
        }
        session.budget().leave();
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
        return session.undefined(cause);
    }

    @Override
    public Object referTo(Reference reference) {
        return session.referTo(reference);
    }

    @Override
    public boolean hasFilter(Object name) {
        return find(session.environment().filters(), name) != null;
    }

    @Override
    public boolean hasTest(Object name) {
        return find(session.environment().tests(), name) != null;
    }

    @Override
    public Object callFilter(Object name, Object value, Arguments arguments) {
        ReferenceNumber.guard(session.budget(), name.toString(), value, arguments);
        return call(session.environment().filters(), "filter", name, value, arguments);
    }

    @Override
    public Object callTest(Object name, Object value, Arguments arguments) {
        return call(session.environment().tests(), "test", name, value, arguments);
    }

    private Object call(FunctionTable<BuiltIn> functions, String what, Object name, Object value, Arguments arguments) {
        BuiltIn function = find(functions, name);
        if (function == null) {
            throw unknown(what, name);
        }
        session.budget().step();
        return function.apply(this, value, arguments);
    }

    private static @Nullable BuiltIn find(FunctionTable<BuiltIn> functions, Object name) {
        PyDict.requireHashable(name);
        return Strings.isString(name) ? functions.find(name.toString()) : null;
    }

    private static PythonError unknown(String what, Object name) {
        String hint = name instanceof Undefined undefined
                ? " (" + undefined.message() + "; did you forget to quote the callable name?)"
                : "";
        return PythonError.runtime("No " + what + " named " + Repr.of(name) + "." + hint);
    }
}
