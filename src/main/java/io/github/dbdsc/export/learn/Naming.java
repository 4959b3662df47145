package io.github.dbdsc.export.learn;

import io.github.dbdsc.export.learn.Scope.Variable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Names variables by where they stand: by the last step of the way there, or by as many as tell them apart. */
final class Naming {

    /** Jinja2 takes these after a dot for the methods of a mapping. */
    private static final Set<String> METHODS = Set.of(
            "clear", "copy", "fromkeys", "get", "items", "keys", "pop", "popitem", "setdefault", "update", "values");

    /** Words of the language, and names that templates see already. */
    private static final Set<String> RESERVED = Set.of(
            "and",
            "block",
            "call",
            "elif",
            "else",
            "endfor",
            "endif",
            "extends",
            "false",
            "filter",
            "for",
            "from",
            "if",
            "import",
            "in",
            "include",
            "is",
            "job",
            "job_ref",
            "lookup",
            "loop",
            "macro",
            "none",
            "not",
            "or",
            "raw",
            "recursive",
            "self",
            "set",
            "target",
            "true",
            "vars",
            "with",
            "range",
            "dict",
            "namespace",
            "cycler",
            "joiner",
            "lipsum",
            "context",
            "autoescape",
            "do");

    /** Names that say little without the one before them. */
    private static final Set<String> VAGUE = Set.of(
            "id",
            "key",
            "value",
            "path",
            "file",
            "op",
            "left",
            "right",
            "source",
            "destination",
            "enabled",
            "type",
            "url",
            "level",
            "version",
            "package",
            "repo",
            "coordinates",
            "metric");

    /** Steps that most ways have, and that say nothing. */
    private static final Set<String> SILENT =
            Set.of("tasks", "job_clusters", "new_cluster", "settings", "parameters", "base_parameters", "spec", "tags");

    /** What people call some fields. */
    private static final Map<String, String> SHORT = Map.of(
            "quartz_cron_expression", "cron",
            "node_type_id", "node_type",
            "driver_node_type_id", "driver_node_type",
            "policy_id", "policy",
            "instance_pool_id", "pool",
            "driver_instance_pool_id", "driver_pool",
            "warehouse_id", "warehouse",
            "pipeline_id", "pipeline",
            "existing_cluster_id", "cluster",
            "timezone_id", "timezone");

    private static final String COUNT = "num_";
    private static final String DEFAULT = "default";
    private static final String FLAG = "with_";
    private static final String DEPENDS_ON = "depends_on";

    private Naming() {}

    /** Names the variables of a scope, and what loops call its instances. */
    static void name(Scope scope, Set<String> items) {
        Map<Variable, Integer> steps = new LinkedHashMap<>();
        scope.variables().forEach(variable -> steps.put(variable, 1));
        boolean changed = true;
        while (changed) {
            changed = false;
            Map<String, List<Variable>> byName = new LinkedHashMap<>();
            steps.forEach((variable, count) -> byName.computeIfAbsent(named(variable, count), name -> new ArrayList<>())
                    .add(variable));
            for (Map.Entry<String, List<Variable>> named : byName.entrySet()) {
                if (named.getValue().size() > 1 || isPoor(named.getKey())) {
                    for (Variable variable : named.getValue()) {
                        changed |= lengthen(variable, steps);
                    }
                }
            }
        }
        Set<String> taken = new HashSet<>();
        steps.forEach((variable, count) -> variable.call(unique(named(variable, count), taken)));
        scope.variables().stream()
                .flatMap(variable -> variable.inner().stream())
                .forEach(inner -> nameItem(inner, items));
    }

    private static void nameItem(Scope inner, Set<String> items) {
        String one = one(inner.listName());
        String item = RESERVED.contains(one) ? one + "_item" : one;
        Set<String> taken = new HashSet<>(items);
        inner.call(unique(item, taken));
        name(inner, taken);
    }

    /** Returns what an element of a list is called. */
    private static String one(String list) {
        if (list.endsWith(DEPENDS_ON)) {
            return "dependency";
        }
        if (list.endsWith("ies") && list.length() > 4) {
            return list.substring(0, list.length() - 3) + "y";
        }
        return list.endsWith("s") && list.length() > 2 ? list.substring(0, list.length() - 1) : list + "_item";
    }

    private static boolean isPoor(String name) {
        return VAGUE.contains(name) || METHODS.contains(name) || name.isEmpty();
    }

    private static boolean lengthen(Variable variable, Map<Variable, Integer> steps) {
        int count = steps.getOrDefault(variable, 1);
        boolean can = count < speaking(variable.path()).size();
        if (can) {
            steps.put(variable, count + 1);
        }
        return can;
    }

    /**
     * Returns the steps that say something: of an element without a name its list, of a parameter's default the parameter. All
     * are returned where none does.
     */
    private static List<String> speaking(List<String> path) {
        List<String> speaking = new ArrayList<>();
        for (int i = 0; i < path.size(); i++) {
            String step = path.get(i);
            boolean isLast = i == path.size() - 1;
            boolean isNumber = step.chars().allMatch(Character::isDigit);
            if (isLast && isNumber && i > 0) {
                speaking.remove(path.get(i - 1));
                speaking.add(one(path.get(i - 1)) + "_" + (Integer.parseInt(step) + 1));
            } else if (isLast
                    ? !step.equals(DEFAULT) || speaking.isEmpty()
                    : !isNumber && !isSilent(step, path.get(i + 1))) {
                speaking.add(SHORT.getOrDefault(step, step));
            }
        }
        return speaking;
    }

    private static boolean isSilent(String step, String next) {
        return SILENT.contains(step) || step.endsWith("_task") || next.startsWith(step);
    }

    private static String named(Variable variable, int count) {
        List<String> steps = speaking(variable.path());
        return (variable.isFlag() ? FLAG : "")
                + identifier(String.join("_", steps.subList(Math.max(0, steps.size() - count), steps.size())));
    }

    /** Returns a text as a name of Jinja2, in small letters, digits and {@code _}. */
    private static String identifier(String text) {
        String name =
                text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_").replaceAll("^_+|_+$", "");
        if (name.startsWith(COUNT) && name.length() > COUNT.length()) {
            name = name.substring(COUNT.length());
        }
        return name.isEmpty() || Character.isDigit(name.charAt(0))
                ? "value" + (name.isEmpty() ? "" : "_" + name)
                : name;
    }

    private static String unique(String name, Set<String> taken) {
        String base = METHODS.contains(name) ? name + "_value" : name;
        String unique = base;
        for (int i = 2; !taken.add(unique); i++) {
            unique = base + "_" + i;
        }
        return unique;
    }
}
