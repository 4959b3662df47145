package io.github.dbdsc.template.runtime;

import io.github.dbdsc.template.value.Arguments;
import io.github.dbdsc.template.value.Containers;
import io.github.dbdsc.template.value.Evaluation;
import io.github.dbdsc.template.value.PyIterator;
import io.github.dbdsc.template.value.PyList;
import io.github.dbdsc.template.value.PyTuple;
import io.github.dbdsc.template.value.PythonComparison;
import io.github.dbdsc.template.value.PythonError;
import io.github.dbdsc.template.value.Undefined;
import io.github.dbdsc.template.value.Value.Absent;
import io.github.dbdsc.template.value.Value.Attributed;
import io.github.dbdsc.template.value.Value.Callable;
import io.github.dbdsc.template.value.Value.IterableValue;
import io.github.dbdsc.template.value.Value.Represented;
import io.github.dbdsc.template.value.Value.Sized;
import java.util.Iterator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The variable {@code loop}. Walks the items itself, because it may have to look one ahead. */
public final class LoopContext implements Iterator<Object>, Attributed, Callable, Sized, IterableValue, Represented {

    private final Evaluation evaluation;
    private final Object source;
    private final int depth0;
    private final @Nullable UnaryOperator<Object> recurse;
    private Iterator<Object> items;
    private long index0 = -1;
    private long length = -1;
    private Object previous = Absent.ABSENT;
    private Object current = Absent.ABSENT;
    private Object ahead = Absent.ABSENT;
    private Object lastChanged = Absent.ABSENT;

    /** @param source says how many items there are, if it is sized */
    public LoopContext(Evaluation evaluation, Object source, Iterator<Object> items) {
        this(evaluation, source, items, 0, null);
    }

    /**
     * Makes the variable of a loop that its own body can call.
     *
     * @param depth0 how many calls it is inside of
     * @param recurse runs the loop with other items
     */
    public LoopContext(
            Evaluation evaluation,
            Object source,
            Iterator<Object> items,
            int depth0,
            @Nullable UnaryOperator<Object> recurse) {
        this.evaluation = evaluation;
        this.source = source;
        this.items = items;
        this.depth0 = depth0;
        this.recurse = recurse;
    }

    @Override
    public boolean hasNext() {
        return ahead != Absent.ABSENT || items.hasNext();
    }

    @Override
    public Object next() {
        Object item = ahead == Absent.ABSENT ? items.next() : ahead;
        ahead = Absent.ABSENT;
        index0++;
        previous = current;
        current = item;
        return item;
    }

    /** Each item comes with the variable itself, as Jinja2's generated code takes them. */
    @Override
    public Iterator<Object> iterator() {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return LoopContext.this.hasNext();
            }

            @Override
            public Object next() {
                return PyTuple.of(LoopContext.this.next(), LoopContext.this);
            }
        };
    }

    private Object peek() {
        if (ahead == Absent.ABSENT && items.hasNext()) {
            ahead = items.next();
        }
        return ahead;
    }

    @Override
    public long length() {
        if (length < 0) {
            if (Containers.isSized(source)) {
                length = Containers.length(source);
            } else {
                PyList rest = new PyList(Containers.list(new PyIterator("iterator", items)));
                items = Containers.iterator(rest);
                length = rest.size() + index0 + 1 + (ahead == Absent.ABSENT ? 0 : 1);
            }
        }
        return length;
    }

    @Override
    public Object attribute(Evaluation caller, String name) {
        return switch (name) {
            case "index" -> index0 + 1;
            case "index0" -> index0;
            case "revindex" -> length() - index0;
            case "revindex0" -> length() - index0 - 1;
            case "first" -> index0 == 0;
            case "last" -> peek() == Absent.ABSENT;
            case "length" -> length();
            case "depth" -> depth0 + 1L;
            case "depth0" -> (long) depth0;
            case "previtem" -> index0 == 0 ? none("there is no previous item") : previous;
            case "nextitem" -> peek() == Absent.ABSENT ? none("there is no next item") : peek();
            case "cycle" -> (Callable) (context, arguments) -> cycle(arguments);
            case "changed" -> (Callable) (context, arguments) -> changed(arguments);
            default -> Absent.ABSENT;
        };
    }

    private Undefined none(String hint) {
        return evaluation.undefined(Undefined.Cause.hint(hint));
    }

    private Object cycle(Arguments arguments) {
        arguments.refuseNamed("cycle");
        if (arguments.size() == 0) {
            throw PythonError.type("no items for cycling given");
        }
        return arguments.get((int) Math.floorMod(index0, (long) arguments.size()));
    }

    private Object changed(Arguments arguments) {
        arguments.refuseNamed("changed");
        PyTuple values = new PyTuple(arguments.positional());
        if (lastChanged != Absent.ABSENT && PythonComparison.equal(lastChanged, values)) {
            return false;
        }
        lastChanged = values;
        return true;
    }

    @Override
    public Object call(Evaluation caller, Arguments arguments) {
        if (arguments.size() != 1 || !arguments.named().isEmpty()) {
            throw PythonError.type("loop() takes exactly one argument, the items to go on with");
        }
        if (recurse == null) {
            throw PythonError.type("The loop must have the 'recursive' marker to be called recursively.");
        }
        return recurse.apply(arguments.get(0));
    }

    @Override
    public String typeName() {
        return "LoopContext";
    }

    @Override
    public String repr() {
        return "<LoopContext " + (index0 + 1) + "/" + length() + ">";
    }
}
