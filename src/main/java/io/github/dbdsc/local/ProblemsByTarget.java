package io.github.dbdsc.local;

import io.github.dbdsc.model.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Tells the problems of several targets once each, with the targets that have them where not all do. */
final class ProblemsByTarget {

    private ProblemsByTarget() {}

    /** @param problems by the names of the targets */
    static List<Problem> together(Map<String, List<Problem>> problems) {
        Map<Problem, List<String>> targets = new TreeMap<>();
        problems.forEach((target, found) -> found.stream().distinct().forEach(problem -> targets.computeIfAbsent(
                        problem, first -> new ArrayList<>())
                .add(target)));
        return targets.entrySet().stream()
                .map(entry -> entry.getValue().size() == problems.size()
                        ? entry.getKey()
                        : only(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Problem only(Problem problem, List<String> targets) {
        return new Problem(
                problem.severity(),
                problem.file(),
                problem.line(),
                problem.column(),
                problem.message() + " (for " + (targets.size() == 1 ? "the target " : "the targets ")
                        + String.join(", ", targets) + ")");
    }
}
