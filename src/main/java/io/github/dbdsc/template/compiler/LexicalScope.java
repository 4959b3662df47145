package io.github.dbdsc.template.compiler;

import io.github.dbdsc.template.runtime.Frame;
import io.github.dbdsc.template.runtime.Variable;
import io.github.dbdsc.template.value.PythonError;
import io.github.dbdsc.template.value.Value.Absent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the compiler knows about the place it is compiling: its names, and what kind of place it is. */
final class LexicalScope {

    private final TemplateUnit unit;
    private final Symbols symbols;
    private final Place place;

    private LexicalScope(TemplateUnit unit, Symbols symbols, Place place) {
        this.unit = unit;
        this.symbols = symbols;
        this.place = place;
    }

    private record Place(
            boolean topLevel,
            boolean rootLevel,
            boolean conditional,
            int loopDepth,
            boolean outputCheck,
            Escaping escaping) {}

    /** Returns the outermost scope of a template; its output is dropped once the template extends another. */
    static LexicalScope root(TemplateUnit unit) {
        return new LexicalScope(
                unit,
                new Symbols(new Symbols.FunctionScope(null), null),
                new Place(true, true, false, 0, unit.hasExtends(), unit.escaping()));
    }

    /** Returns the scope of a block, which sees nothing of the template around it but the context. */
    static LexicalScope block(TemplateUnit unit) {
        return new LexicalScope(
                unit,
                new Symbols(new Symbols.FunctionScope(null), null),
                new Place(false, false, false, 0, false, unit.escaping()));
    }

    private LexicalScope nested(Symbols.FunctionScope function, int loopDepth, boolean outputCheck) {
        return new LexicalScope(
                unit,
                new Symbols(function, symbols),
                new Place(false, false, false, loopDepth, outputCheck, place.escaping));
    }

    /** Returns a nested scope in the same function. */
    LexicalScope inner() {
        return nested(symbols.function(), place.loopDepth, place.outputCheck);
    }

    /** Returns a nested scope in the same function, within a loop. */
    LexicalScope innerLoop() {
        return nested(symbols.function(), place.loopDepth + 1, place.outputCheck);
    }

    /** Returns a nested scope in a function of its own, within a loop. */
    LexicalScope recursiveLoop() {
        return nested(new Symbols.FunctionScope(symbols.function()), 1, place.outputCheck);
    }

    /** Returns the scope of a loop's else part: next to the loop's, in the same function. */
    LexicalScope elseOf(LexicalScope loop) {
        return nested(loop.symbols.function(), place.loopDepth, place.outputCheck);
    }

    /** Returns a nested scope in a function of its own, the output of which is always kept. */
    LexicalScope function() {
        return nested(new Symbols.FunctionScope(symbols.function()), 0, false);
    }

    /** Returns a nested scope in the same function, the output of which is always kept. */
    LexicalScope capture() {
        return nested(symbols.function(), place.loopDepth, false);
    }

    /** Returns the same scope, where a condition decides whether it runs. */
    LexicalScope conditional() {
        return new LexicalScope(
                unit,
                symbols,
                new Place(place.topLevel, false, true, place.loopDepth, place.outputCheck, place.escaping));
    }

    /** Returns the same scope with another way of escaping. */
    LexicalScope escaping(Escaping other) {
        return new LexicalScope(
                unit,
                symbols,
                new Place(
                        place.topLevel, place.rootLevel, place.conditional, place.loopDepth, place.outputCheck, other));
    }

    TemplateUnit unit() {
        return unit;
    }

    Symbols symbols() {
        return symbols;
    }

    Escaping escaping() {
        return place.escaping;
    }

    /** Returns whether names assigned here are seen by blocks and importing templates. */
    boolean isTopLevel() {
        return place.topLevel;
    }

    /** Returns whether this is certain to run whenever the template does. */
    boolean isRootLevel() {
        return place.rootLevel;
    }

    /** Returns whether unknown filters and tests are an error only once they are reached. */
    boolean isConditional() {
        return place.conditional;
    }

    /** Returns whether this is in a macro or recursive loop, which Jinja2 makes a function of its own. */
    boolean isInFunction() {
        return symbols.function().isNested();
    }

    /** Returns how many loops of the same function this is in. */
    int loopDepth() {
        return place.loopDepth;
    }

    boolean isInLoop() {
        return place.loopDepth > 0;
    }

    /** Returns whether output here is dropped when the template extends another. */
    boolean checksOutput() {
        return place.outputCheck;
    }

    /** Returns access to a name that was declared in this scope or further out. */
    Variable variable(String name) {
        Symbols.Slot slot = symbols.find(name);
        if (slot == null) {
            // a name that appears only in the filter of a block assignment; Jinja2 trips over it as well
            throw new PythonError(
                    PythonError.Kind.ASSERTION_ERROR,
                    "Tried to resolve a name that was unknown to the frame ('" + name + "')");
        }
        return variable(slot);
    }

    private Variable variable(Symbols.Slot slot) {
        return new Variable(symbols.function().distanceTo(slot), slot.index());
    }

    /** Declares a parameter and returns access to it. */
    Variable parameter(String name) {
        symbols.parameter(name);
        return variable(name);
    }

    /** Returns what makes the frames of the function this scope belongs to, once all of it is compiled. */
    Frame.Factory frames() {
        Symbols.FunctionScope function = symbols.function();
        return (outer, context) -> new Frame(function.slotCount(), outer, context);
    }

    /** Returns the steps to take whenever the scope is entered: its names get their first values. */
    Frame.Steps entry() {
        List<Frame.Step> steps = new ArrayList<>();
        symbols.loads().forEach((slot, load) -> {
            if (load instanceof Symbols.Load.Resolve resolve) {
                steps.add(Frame.Step.resolve(slot.index(), resolve.name()));
            } else if (load instanceof Symbols.Load.Alias alias) {
                steps.add(Frame.Step.copy(slot.index(), variable(alias.outer())));
            } else if (load instanceof Symbols.Load.Empty) {
                steps.add(Frame.Step.clear(slot.index()));
            }
        });
        return new Frame.Steps(steps);
    }

    /** Returns the steps to take when the scope is left: its names lose their values. */
    Frame.Steps exit() {
        return new Frame.Steps(symbols.loads().keySet().stream()
                .map(slot -> Frame.Step.clear(slot.index()))
                .toList());
    }

    /** Returns all names assigned in this scope or further out, for a template that is included from here. */
    LocalNames localNames() {
        Map<String, Variable> variables = new LinkedHashMap<>();
        symbols.visibleStores().forEach((name, slot) -> variables.put(name, variable(slot)));
        return new LocalNames(variables);
    }

    /** Names that a template has assigned itself. */
    record LocalNames(Map<String, Variable> variables) {

        /** Returns the values of those that have one. */
        Map<String, Object> values(Frame frame) {
            Map<String, Object> values = new HashMap<>();
            variables.forEach((name, variable) -> {
                Object value = variable.get(frame);
                if (value != Absent.ABSENT) {
                    values.put(name, value);
                }
            });
            return values;
        }
    }
}
