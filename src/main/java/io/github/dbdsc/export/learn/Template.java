package io.github.dbdsc.export.learn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.export.learn.Scope.Variable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A template, and the values with which it renders to the settings of each job.
 *
 * @param text the template
 * @param values the values of each job, in the order of the jobs
 */
public record Template(String text, List<ObjectNode> values) {

    public Template {
        values = List.copyOf(values);
    }

    /**
     * Learns the template of jobs.
     *
     * @param settings of one job at least; ids that stand for something else are {@link
     *     io.github.dbdsc.model.ReferringText}s
     * @return empty where the jobs have too little in common to share one
     */
    public static Optional<Template> of(List<ObjectNode> settings) {
        Pattern pattern = new Learner().learn(settings.toArray(JsonNode[]::new)).pattern();
        if (pattern instanceof Pattern.Value) {
            return Optional.empty();
        }
        Scope jobs = Scope.ofJobs(settings.size());
        Bindings bindings = new Bindings();
        bindings.bind(pattern, jobs);
        bindings.order(pattern, jobs);
        Naming.name(jobs, new HashSet<>());
        bindings.leaveOutWhatIsUsual(pattern, jobs);
        String text = new TemplateText(bindings).of(pattern, jobs);
        return Optional.of(new Template(
                text, IntStream.range(0, settings.size()).mapToObj(jobs::values).toList()));
    }

    /** Which variables each part of a pattern depends on. */
    static final class Bindings {

        private final Wording wording = new Wording();
        private final IdentityHashMap<Pattern, Variable> lists = new IdentityHashMap<>();
        private final IdentityHashMap<Pattern.Part, Variable> conditions = new IdentityHashMap<>();

        Wording wording() {
            return wording;
        }

        /** Returns the variable that holds a list, whose elements are the instances of its inner scope. */
        Variable list(Pattern.Each each) {
            return Objects.requireNonNull(lists.get(each));
        }

        /** Returns the variable that is defined where an optional part is there. */
        Variable condition(Pattern.Part part) {
            return Objects.requireNonNull(conditions.get(part));
        }

        private void bind(Pattern pattern, Scope scope) {
            List<Site> sites = new ArrayList<>();
            Map<Pattern.Each, List<String>> loops = new LinkedHashMap<>();
            collect(pattern, scope, List.of(), sites, loops);
            wording.add(scope, sites);
            loops.forEach((each, path) -> {
                Scope inner = scope.inner(each.counts());
                lists.put(each, scope.add(Variable.list(scope, path, each.counts(), inner)));
                bind(each.element(), inner);
            });
            decide(pattern, scope, List.of());
        }

        private static void collect(
                Pattern pattern,
                Scope scope,
                List<String> path,
                List<Site> sites,
                Map<Pattern.Each, List<String>> loops) {
            if (pattern instanceof Pattern.Value value) {
                sites.add(new Site(scope, path, value));
            } else if (pattern instanceof Pattern.Each each) {
                loops.put(each, path);
            } else {
                parts(pattern).forEach(part -> collect(part.pattern(), scope, with(path, part), sites, loops));
            }
        }

        private static List<Pattern.Part> parts(Pattern pattern) {
            if (pattern instanceof Pattern.Fields fields) {
                return fields.fields();
            }
            return pattern instanceof Pattern.Elements elements ? elements.elements() : List.of();
        }

        private static List<String> with(List<String> path, Pattern.Part part) {
            return Stream.concat(path.stream(), Stream.of(part.name())).toList();
        }

        /** Finds for each optional part a variable inside it that is there whenever the part is, or adds one. */
        private void decide(Pattern pattern, Scope scope, List<String> path) {
            for (Pattern.Part part : parts(pattern)) {
                List<String> inside = with(path, part);
                boolean @Nullable [] present = part.present();
                if (present != null) {
                    Variable condition = variables(part.pattern())
                            .filter(variable -> variable.scope() == scope && isThereWith(variable, present))
                            .findFirst()
                            .orElseGet(() -> scope.add(Variable.flag(scope, inside, present)));
                    conditions.put(part, condition);
                }
                decide(part.pattern(), scope, inside);
            }
        }

        private Stream<Variable> variables(Pattern pattern) {
            if (pattern instanceof Pattern.Value value) {
                return wording.of(value).stream()
                        .flatMap(
                                piece -> piece instanceof Wording.Piece.Of of ? Stream.of(of.variable()) : Stream.of());
            }
            return pattern instanceof Pattern.Each each
                    ? Stream.of(list(each))
                    : parts(pattern).stream().flatMap(part -> variables(part.pattern()));
        }

        /** Puts the variables of a scope, and of those inside, into the order in which the template first names them. */
        private void order(Pattern pattern, Scope scope) {
            scope.order(named(pattern).toList());
            loops(pattern)
                    .forEach(each -> order(each.element(), list(each).inner().orElseThrow()));
        }

        /** A variable that says whether something is there can't be left out. */
        private void leaveOutWhatIsUsual(Pattern pattern, Scope jobs) {
            Map<Variable, Long> uses =
                    allVariables(pattern).collect(Collectors.groupingBy(variable -> variable, Collectors.counting()));
            uses.keySet().removeAll(conditions.values());
            uses.keySet().removeAll(lists.values());
            uses.forEach((variable, count) -> {
                boolean isAlone =
                        variable.scope() != jobs && variable.scope().variables().size() == 1;
                UsualValues.of(variable, count).filter(usual -> !isAlone).ifPresent(variable::leaveOut);
            });
        }

        private Stream<Variable> allVariables(Pattern pattern) {
            return pattern instanceof Pattern.Each each
                    ? allVariables(each.element())
                    : parts(pattern).isEmpty()
                            ? variables(pattern)
                            : parts(pattern).stream().flatMap(part -> allVariables(part.pattern()));
        }

        private static Stream<Pattern.Each> loops(Pattern pattern) {
            return pattern instanceof Pattern.Each each
                    ? Stream.of(each)
                    : parts(pattern).stream().flatMap(part -> loops(part.pattern()));
        }

        /** Returns the variables that the text of a pattern names, in their order, loops inside. */
        private Stream<Variable> named(Pattern pattern) {
            if (pattern instanceof Pattern.Each each) {
                return Stream.concat(variables(each), named(each.element()));
            }
            return parts(pattern).isEmpty()
                    ? variables(pattern)
                    : parts(pattern).stream()
                            .flatMap(part ->
                                    Stream.concat(Stream.ofNullable(conditions.get(part)), named(part.pattern())));
        }

        private static boolean isThereWith(Variable variable, boolean[] present) {
            for (int i = 0; i < present.length; i++) {
                if (present[i] != (variable.values()[i] != null)) {
                    return false;
                }
            }
            return true;
        }
    }
}
