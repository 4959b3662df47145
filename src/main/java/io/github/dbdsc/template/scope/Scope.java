package io.github.dbdsc.template.scope;

import io.github.dbdsc.template.value.PythonError;
import io.github.dbdsc.template.value.Value.Absent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the compiler knows about the place it is compiling: its names, and what kind of place it is. */
public final class Scope {

    private final TemplateUnit unit;
    private final Symbols symbols;
    private final boolean topLevel;
    private final boolean rootLevel;
    private final boolean conditional;
    private final boolean inLoop;
    private final boolean outputCheck;
    private final Escaping escaping;

    private Scope(TemplateUnit unit, Symbols symbols, Place place) {
        this.unit = unit;
        this.symbols = symbols;
        this.topLevel = place.topLevel;
        this.rootLevel = place.rootLevel;
        this.conditional = place.conditional;
        this.inLoop = place.inLoop;
        this.outputCheck = place.outputCheck;
        this.escaping = place.escaping;
    }

    private record Place(
            boolean topLevel,
            boolean rootLevel,
            boolean conditional,
            boolean inLoop,
            boolean outputCheck,
            Escaping escaping) {}

    /** The outermost scope of a template; its output is dropped once the template extends another. */
    public static Scope root(TemplateUnit unit) {
        return new Scope(
                unit,
                new Symbols(new FunctionScope(null), null),
                new Place(true, true, false, false, unit.hasExtends(), unit.escaping()));
    }

    /** The scope of a block, which sees nothing of the template around it but the context. */
    public static Scope block(TemplateUnit unit) {
        return new Scope(
                unit,
                new Symbols(new FunctionScope(null), null),
                new Place(false, false, false, false, false, unit.escaping()));
    }

    private Scope with(Symbols inner, Place place) {
        return new Scope(unit, inner, place);
    }

    /** A nested scope in the same function. */
    public Scope inner() {
        return with(
                new Symbols(symbols.function(), symbols),
                new Place(false, false, false, inLoop, outputCheck, escaping));
    }

    /** A nested scope in the same function, within a loop. */
    public Scope innerLoop() {
        return with(
                new Symbols(symbols.function(), symbols), new Place(false, false, false, true, outputCheck, escaping));
    }

    /** A nested scope in a function of its own, within a loop. */
    public Scope recursiveLoop() {
        Symbols own = new Symbols(new FunctionScope(symbols.function()), symbols);
        return with(own, new Place(false, false, false, true, outputCheck, escaping));
    }

    /** The scope of a loop's else part: next to the loop's, in the same function. */
    public Scope elseOf(Scope loop) {
        Symbols own = new Symbols(loop.symbols.function(), symbols);
        return with(own, new Place(false, false, false, inLoop, outputCheck, escaping));
    }

    /** A nested scope in a function of its own, the output of which is always kept. */
    public Scope function() {
        Symbols own = new Symbols(new FunctionScope(symbols.function()), symbols);
        return with(own, new Place(false, false, false, false, false, escaping));
    }

    /** A nested scope in the same function, the output of which is always kept. */
    public Scope capture() {
        return with(new Symbols(symbols.function(), symbols), new Place(false, false, false, inLoop, false, escaping));
    }

    /** The same scope, where a condition decides whether it runs. */
    public Scope conditional() {
        return with(symbols, new Place(topLevel, false, true, inLoop, outputCheck, escaping));
    }

    /** The same scope with another way of escaping. */
    public Scope escaping(Escaping other) {
        return with(symbols, new Place(topLevel, rootLevel, conditional, inLoop, outputCheck, other));
    }

    public TemplateUnit unit() {
        return unit;
    }

    public Symbols symbols() {
        return symbols;
    }

    public Escaping escaping() {
        return escaping;
    }

    public boolean isTopLevel() {
        return topLevel;
    }

    public boolean isRootLevel() {
        return rootLevel;
    }

    /** Whether unknown filters and tests are only an error once they are reached. */
    public boolean isConditional() {
        return conditional;
    }

    public boolean isInLoop() {
        return inLoop;
    }

    /** Whether output here is dropped when the template extends another. */
    public boolean checksOutput() {
        return outputCheck;
    }

    /** Access to a name that was declared in this scope or further out. */
    public Variable variable(String name) {
        Slot slot = symbols.find(name);
        if (slot == null) {
            // a name that only stands in the filter of a block assignment: Jinja2 trips over it, too
            throw new PythonError(
                    PythonError.Kind.ASSERTION_ERROR,
                    "Tried to resolve a name that was unknown to the frame ('" + name + "')");
        }
        return variable(slot);
    }

    private Variable variable(Slot slot) {
        return new Variable(symbols.function().distanceTo(slot), slot.index());
    }

    public boolean isDeclared(String name) {
        return symbols.find(name) != null;
    }

    /** A new frame for the function this scope belongs to. */
    public FrameFactory frames() {
        FunctionScope function = symbols.function();
        return (outer, context) -> new Frame(function.slotCount(), outer, context);
    }

    /** Makes frames once everything in the function is compiled. */
    public interface FrameFactory {

        Frame create(@Nullable Frame outer, RenderContext context);
    }

    /** The steps to take whenever the scope is entered. */
    public ScopeEntry entry() {
        List<ScopeEntry.Step> steps = new ArrayList<>();
        symbols.loads().forEach((slot, load) -> {
            int index = slot.index();
            if (load instanceof Symbols.Load.Resolve resolve) {
                String name = resolve.name();
                steps.add(frame -> frame.set(index, frame.context().resolve(name)));
            } else if (load instanceof Symbols.Load.Alias alias) {
                Variable outer = variable(alias.outer());
                steps.add(frame -> frame.set(index, outer.get(frame)));
            } else if (load instanceof Symbols.Load.Empty) {
                steps.add(frame -> frame.set(index, Absent.ABSENT));
            }
        });
        return new ScopeEntry(steps.toArray(new ScopeEntry.Step[0]));
    }

    /** The steps to take when the scope is left: its names lose their values. */
    public ScopeEntry exit() {
        return new ScopeEntry(symbols.loads().keySet().stream()
                .map(slot -> (ScopeEntry.Step) frame -> frame.set(slot.index(), Absent.ABSENT))
                .toArray(ScopeEntry.Step[]::new));
    }

    /** The values of all names assigned in this scope or further out, for a template that is included from here. */
    public LocalNames localNames() {
        Map<String, Variable> variables = new LinkedHashMap<>();
        symbols.visibleStores().forEach((name, slot) -> variables.put(name, variable(slot)));
        return new LocalNames(variables);
    }
}
