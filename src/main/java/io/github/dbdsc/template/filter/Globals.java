package io.github.dbdsc.template.filter;

import io.github.dbdsc.template.method.DictMethods;
import io.github.dbdsc.template.value.Arguments;
import io.github.dbdsc.template.value.Evaluation;
import io.github.dbdsc.template.value.FunctionTable;
import io.github.dbdsc.template.value.Namespace;
import io.github.dbdsc.template.value.Numbers;
import io.github.dbdsc.template.value.PyDict;
import io.github.dbdsc.template.value.PyRange;
import io.github.dbdsc.template.value.PyTuple;
import io.github.dbdsc.template.value.PythonError;
import io.github.dbdsc.template.value.Signature;
import io.github.dbdsc.template.value.Value.Absent;
import io.github.dbdsc.template.value.Value.Attributed;
import io.github.dbdsc.template.value.Value.Callable;
import io.github.dbdsc.template.value.Value.None;
import io.github.dbdsc.template.value.Value.Represented;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The functions every template can call without importing them. */
public final class Globals {

    private static final Signature JOINER = Signature.of("joiner", "sep?");

    private static final FunctionTable<Callable> ALL = new FunctionTable<>(List.of(Globals::named));

    private Globals() {}

    private static @Nullable Callable named(String name) {
        return switch (name) {
            case "range" -> new Type("<class 'range'>", Globals::range);
            case "dict" -> new DictType(new Type("<class 'dict'>", Globals::dict));
            case "namespace" -> new Type("<class 'jinja2.utils.Namespace'>", Globals::namespace);
            case "cycler" -> new Type("<class 'jinja2.utils.Cycler'>", Globals::cycler);
            case "joiner" -> new Type("<class 'jinja2.utils.Joiner'>", Globals::joiner);
            case "lipsum" -> Globals::lipsum;
            case "job_ref" -> ReferenceGlobals::jobRef;
            case "lookup" -> ReferenceGlobals::lookup;
            default -> null;
        };
    }

    /** The functions by name. */
    public static FunctionTable<Callable> all() {
        return ALL;
    }

    /** A Python class, which templates can only call. */
    private record Type(String repr, Callable constructor) implements Callable, Represented {
        @Override
        public Object call(Evaluation evaluation, Arguments arguments) {
            return constructor.call(evaluation, arguments);
        }
    }

    /** The class {@code dict}, of which templates can also call {@code fromkeys}. */
    private record DictType(Type type) implements Callable, Attributed, Represented {

        @Override
        public Object call(Evaluation evaluation, Arguments arguments) {
            return type.call(evaluation, arguments);
        }

        @Override
        public Object attribute(Evaluation evaluation, String name) {
            if (name.equals("fromkeys")) {
                return (Callable) (caller, arguments) -> DictMethods.fromKeys(arguments);
            }
            throw PythonError.unsupported("of Python's class dict, templates can only use dict() and dict.fromkeys()");
        }

        @Override
        public String typeName() {
            return "type";
        }

        @Override
        public String repr() {
            return type.repr();
        }
    }

    private static Object range(Evaluation evaluation, Arguments arguments) {
        arguments.refuseNamed("range");
        List<Object> bounds = arguments.positional();
        if (bounds.isEmpty() || bounds.size() > 3) {
            throw PythonError.type("range expected 1 to 3 arguments, got " + bounds.size());
        }
        for (Object bound : bounds) {
            if (bound instanceof BigInteger) {
                throw PythonError.unsupported("range() beyond 64 bits is not supported");
            }
        }
        long first = Numbers.index(bounds.get(0));
        if (bounds.size() == 1) {
            return new PyRange(0, first, 1);
        }
        long stop = Numbers.index(bounds.get(1));
        return new PyRange(first, stop, bounds.size() == 2 ? 1 : Numbers.index(bounds.get(2)));
    }

    private static Object dict(Evaluation evaluation, Arguments arguments) {
        PyDict dict = new PyDict();
        DictMethods.update(dict, arguments);
        return dict;
    }

    private static Object namespace(Evaluation evaluation, Arguments arguments) {
        PyDict attributes = new PyDict();
        DictMethods.update(attributes, arguments);
        return new Namespace(attributes);
    }

    private static Object joiner(Evaluation evaluation, Arguments arguments) {
        return new Joiner(JOINER.bind(arguments).get(0, ", "));
    }

    private static Object cycler(Evaluation evaluation, Arguments arguments) {
        arguments.refuseNamed("cycler");
        if (arguments.size() == 0) {
            throw new PythonError(PythonError.Kind.RUNTIME_ERROR, "at least one item has to be provided");
        }
        return new Cycler(arguments.positional());
    }

    private static Object lipsum(Evaluation evaluation, Arguments arguments) {
        throw PythonError.unsupported("lipsum() is not supported: it prints something else each time");
    }

    private static void refuse(Arguments arguments, String function) {
        if (arguments.size() > 0 || !arguments.named().isEmpty()) {
            throw PythonError.type(function + "() takes no arguments");
        }
    }

    /** Prints nothing the first time it is called, then its separator. */
    private static final class Joiner implements Callable, Attributed {
        private final Object separator;
        private boolean used;

        Joiner(Object separator) {
            this.separator = separator;
        }

        @Override
        public Object call(Evaluation evaluation, Arguments arguments) {
            refuse(arguments, "joiner");
            Object text = used ? separator : "";
            used = true;
            return text;
        }

        @Override
        public Object attribute(Evaluation evaluation, String name) {
            return switch (name) {
                case "sep" -> separator;
                case "used" -> used;
                default -> Absent.ABSENT;
            };
        }

        @Override
        public String typeName() {
            return "Joiner";
        }
    }

    /** Cycles through its items. */
    private static final class Cycler implements Attributed {
        private final List<Object> items;
        private int position;

        Cycler(List<Object> items) {
            this.items = items;
        }

        @Override
        public Object attribute(Evaluation evaluation, String name) {
            return switch (name) {
                case "current" -> items.get(position);
                case "items" -> new PyTuple(items);
                case "pos" -> (long) position;
                case "next" -> (Callable) (caller, arguments) -> next(arguments);
                case "reset" -> (Callable) (caller, arguments) -> reset(arguments);
                default -> Absent.ABSENT;
            };
        }

        private Object reset(Arguments arguments) {
            refuse(arguments, "reset");
            position = 0;
            return None.NONE;
        }

        private Object next(Arguments arguments) {
            refuse(arguments, "next");
            Object item = items.get(position);
            position = (position + 1) % items.size();
            return item;
        }

        @Override
        public String typeName() {
            return "Cycler";
        }
    }
}
