package io.github.dbdsc.template.compiler;

import io.github.dbdsc.template.runtime.Frame;
import io.github.dbdsc.template.runtime.Variable;
import io.github.dbdsc.template.value.Budget;
import io.github.dbdsc.template.value.Containers;
import io.github.dbdsc.template.value.Namespace;
import io.github.dbdsc.template.value.Position;
import io.github.dbdsc.template.value.PyDict;
import io.github.dbdsc.template.value.PythonError;
import io.github.dbdsc.template.value.TypeName;
import io.github.dbdsc.template.value.Value.Absent;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** What values are assigned to: a name, an attribute of a namespace, or several of them. */
sealed interface AssignmentTarget extends Node {

    /** Declares the names as parameters of their scope, which is a loop's or a {@code with} tag's. */
    void declareParameters(Symbols symbols);

    Assignment compile(LexicalScope scope);

    /** Returns the names it assigns. */
    List<String> names();

    /** A compiled target. */
    interface Assignment {

        void assign(Frame frame, Object value);

        /** Assigns the result of an operator, which nothing else holds. */
        default void assignResult(Frame frame, Object value) {
            assign(frame, value);
        }

        /** Fails before the value is evaluated when an attribute belongs to no namespace. */
        default void check(Frame frame) {}
    }

    /** A plain name. */
    record Name(String name, Position position) implements AssignmentTarget {

        @Override
        public List<Node> children() {
            return List.of();
        }

        @Override
        public List<String> names() {
            return List.of(name);
        }

        @Override
        public void declare(Symbols symbols) {
            symbols.store(name);
        }

        @Override
        public void declareParameters(Symbols symbols) {
            symbols.parameter(name);
        }

        @Override
        public Assignment compile(LexicalScope scope) {
            Variable variable = scope.variable(name);
            return variable::set;
        }
    }

    /** An attribute of a namespace object. */
    record Attribute(String name, String attribute, Position position) implements AssignmentTarget {

        @Override
        public List<Node> children() {
            return List.of();
        }

        @Override
        public List<String> names() {
            return List.of();
        }

        @Override
        public void declare(Symbols symbols) {
            symbols.load(name);
        }

        @Override
        public void declareParameters(Symbols symbols) {
            symbols.load(name);
        }

        @Override
        public Assignment compile(LexicalScope scope) {
            Variable variable = scope.variable(name);
            return new Assignment() {
                @Override
                public void check(Frame frame) {
                    Object value = variable.get(frame);
                    if (value == Absent.ABSENT || !(value instanceof Namespace)) {
                        throw PythonError.runtime("cannot assign attribute on non-namespace object")
                                .at(position);
                    }
                }

                @Override
                public void assignResult(Frame frame, Object value) {
                    if (variable.get(frame) instanceof Namespace namespace) {
                        namespace.assignResult(attribute, value);
                    } else {
                        assign(frame, value);
                    }
                }

                /** As in Jinja2, a set block only finds out here, and takes a dict as well. */
                @Override
                public void assign(Frame frame, Object value) {
                    Object owner = variable.get(frame);
                    if (owner instanceof PyDict dict) {
                        Budget.current().items(2);
                        dict.put(attribute, value);
                    } else if (owner instanceof Namespace namespace) {
                        namespace.assign(attribute, value);
                    } else {
                        String type = owner == Absent.ABSENT ? "_MissingType" : TypeName.of(owner);
                        throw PythonError.type("'" + type + "' object does not support item assignment")
                                .at(position);
                    }
                }
            };
        }
    }

    /** Several targets, each of which gets one item of a value. */
    record Tuple(List<AssignmentTarget> items, Position position) implements AssignmentTarget {

        @Override
        public List<AssignmentTarget> children() {
            return items;
        }

        @Override
        public List<String> names() {
            List<String> names = new ArrayList<>();
            items.forEach(item -> names.addAll(item.names()));
            return names;
        }

        @Override
        public void declareParameters(Symbols symbols) {
            items.forEach(item -> item.declareParameters(symbols));
        }

        @Override
        public Assignment compile(LexicalScope scope) {
            Assignment[] assignments =
                    items.stream().map(item -> item.compile(scope)).toArray(Assignment[]::new);
            return new Assignment() {
                @Override
                public void check(Frame frame) {
                    for (Assignment assignment : assignments) {
                        assignment.check(frame);
                    }
                }

                @Override
                public void assign(Frame frame, Object value) {
                    Object[] values = unpack(value, assignments.length);
                    for (int i = 0; i < values.length; i++) {
                        assignments[i].assign(frame, values[i]);
                    }
                }
            };
        }

        private Object[] unpack(Object value, int count) {
            if (!Containers.isIterable(value)) {
                throw PythonError.type("cannot unpack non-iterable " + TypeName.of(value) + " object")
                        .at(position);
            }
            Object[] values = new Object[count];
            Iterator<Object> source = Containers.iterator(value);
            for (int i = 0; i < count; i++) {
                if (!source.hasNext()) {
                    throw PythonError.value("not enough values to unpack (expected " + count + ", got " + i + ")")
                            .at(position);
                }
                values[i] = source.next();
            }
            if (source.hasNext()) {
                throw PythonError.value("too many values to unpack (expected " + count + ")")
                        .at(position);
            }
            return values;
        }
    }
}
