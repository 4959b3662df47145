package io.github.dbdsc.export.learn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.dbdsc.model.Reference;
import io.github.dbdsc.model.ReferringText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where values are named: a job as a whole, or an element of one of its lists, which a loop goes through. */
final class Scope {

    /** Null for a job as a whole. */
    private final @Nullable Scope outer;

    /** The outer instance that each instance is in. */
    private final int[] owners;

    private final int size;
    private final List<Variable> variables = new ArrayList<>();

    /** What templates call an instance: {@code job}, {@code task}. */
    private String item = "job";

    private Scope(@Nullable Scope outer, int[] owners, int size) {
        this.outer = outer;
        this.owners = owners;
        this.size = size;
    }

    /** Returns the scope of so many jobs. */
    static Scope ofJobs(int jobs) {
        return new Scope(null, new int[0], jobs);
    }

    /** Returns the scope of the elements of a list. */
    Scope inner(int[] counts) {
        int total = 0;
        for (int count : counts) {
            total += Math.max(count, 0);
        }
        int[] inside = new int[total];
        int next = 0;
        for (int i = 0; i < counts.length; i++) {
            for (int k = 0; k < counts[i]; k++) {
                inside[next++] = i;
            }
        }
        return new Scope(this, inside, total);
    }

    int size() {
        return size;
    }

    @Nullable
    Scope outer() {
        return outer;
    }

    String item() {
        return item;
    }

    void call(String name) {
        item = name;
    }

    /** Returns what the list is called whose elements these are; {@code ""} for jobs. */
    String listName() {
        return outer == null
                ? ""
                : outer.variables.stream()
                        .filter(variable -> variable.inner == this)
                        .map(Variable::name)
                        .findFirst()
                        .orElse("");
    }

    List<Variable> variables() {
        return variables;
    }

    Variable add(Variable variable) {
        variables.add(variable);
        return variable;
    }

    /** Puts the variables into this order, from which those of other scopes are left out. */
    void order(List<Variable> named) {
        List<Variable> ordered =
                named.stream().filter(variables::contains).distinct().toList();
        variables.retainAll(ordered);
        variables.sort(Comparator.comparingInt(ordered::indexOf));
    }

    /** Returns what outer instances have, for each of the instances in them. */
    @Nullable
    JsonNode[] spread(@Nullable JsonNode[] values) {
        @Nullable JsonNode[] spread = new JsonNode[size];
        for (int i = 0; i < size; i++) {
            spread[i] = values[owners[i]];
        }
        return spread;
    }

    /** Returns the values of an instance by their names. */
    ObjectNode values(int instance) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (Variable variable : variables) {
            variable.value(instance).ifPresent(value -> object.set(variable.name(), value));
        }
        return object;
    }

    /** What differs between instances, under one name. */
    static final class Variable {

        private final Scope scope;

        /** The way to its first place, without what all places have in common. */
        private final List<String> path;

        private final @Nullable JsonNode[] values;
        private final @Nullable Scope inner;
        private final boolean isFlag;
        private String name = "";

        /** What a definition leaves out; null where it has every value. */
        private @Nullable JsonNode usual;

        private Variable(
                Scope scope, List<String> path, @Nullable JsonNode[] values, @Nullable Scope inner, boolean isFlag) {
            this.scope = scope;
            this.path = path;
            this.values = values;
            this.inner = inner;
            this.isFlag = isFlag;
        }

        /** @param values of each instance; null where an instance has none */
        static Variable of(Scope scope, List<String> path, @Nullable JsonNode[] values) {
            return new Variable(scope, path, values, null, false);
        }

        /** Returns a variable that says of each instance whether it has something. */
        static Variable flag(Scope scope, List<String> path, boolean[] present) {
            @Nullable JsonNode[] values = new JsonNode[present.length];
            for (int i = 0; i < present.length; i++) {
                values[i] = present[i] ? BooleanNode.TRUE : null;
            }
            return new Variable(scope, path, values, null, true);
        }

        /** Returns a variable that holds a list, whose elements are the instances of another scope. */
        static Variable list(Scope scope, List<String> path, int[] counts, Scope inner) {
            @Nullable JsonNode[] values = new JsonNode[counts.length];
            for (int i = 0; i < counts.length; i++) {
                values[i] = counts[i] < 0 ? null : JsonNodeFactory.instance.arrayNode();
            }
            return new Variable(scope, path, values, inner, false);
        }

        Scope scope() {
            return scope;
        }

        List<String> path() {
            return path;
        }

        /** Reports whether it only says that something is there. */
        boolean isFlag() {
            return isFlag;
        }

        String name() {
            return name;
        }

        /** Returns the scope of the elements, if it holds a list of those. */
        Optional<Scope> inner() {
            return Optional.ofNullable(inner);
        }

        void call(String chosen) {
            name = chosen;
        }

        @Nullable
        JsonNode[] values() {
            return values;
        }

        /** Returns how a template names it: {@code job.workers}. */
        String text() {
            return scope.item() + "." + name;
        }

        /** Returns how a template gets its value: {@code job.workers | default(2)} where most have 2. */
        String expression() {
            return usual == null ? text() : text() + " | default(" + usual + ")";
        }

        boolean hasUsual() {
            return usual != null;
        }

        /** Leaves a value out of definitions. */
        void leaveOut(JsonNode value) {
            usual = value;
        }

        Optional<JsonNode> value(int instance) {
            JsonNode value = values[instance];
            if (value != null && value.equals(usual)) {
                return Optional.empty();
            }
            if (value == null || inner == null) {
                return Optional.ofNullable(value).map(Variable::plain);
            }
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            for (int i = 0; i < inner.size; i++) {
                if (inner.owners[i] == instance) {
                    list.add(inner.values(i));
                }
            }
            return Optional.of(list);
        }

        /** Returns what stands in a definition for a value: of a reference, what it refers to. */
        private static JsonNode plain(JsonNode value) {
            return ReferringText.in(value)
                    .<JsonNode>map(text ->
                            TextNode.valueOf(referredTo(text.references().get(0))))
                    .orElse(value);
        }

        private static String referredTo(Reference reference) {
            return reference instanceof Reference.ToName named
                    ? named.name()
                    : ((Reference.ToJob) reference).key().value();
        }
    }
}
