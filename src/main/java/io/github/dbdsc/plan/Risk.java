package io.github.dbdsc.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dbdsc.model.AccessControl;
import io.github.dbdsc.model.JobSettings;
import io.github.dbdsc.model.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What of a change somebody should look at before it is applied: a delete, another identity, permissions that grow, a
 * cluster that at least doubles, a job that starts by itself from now on.
 */
public final class Risk {

    /** The fields by which a job starts by itself, and how a switch of each is told. */
    private static final List<Starter> STARTERS = List.of(
            new Starter("schedule", "its schedule"),
            new Starter("trigger", "its trigger"),
            new Starter("continuous", "its continuous runs"));

    private record Starter(String field, String title) {

        /** Jobs API 2.2: without {@code pause_status} it is {@code UNPAUSED}. */
        boolean isOn(JobSettings settings) {
            return settings.field(field)
                    .filter(JsonNode::isObject)
                    .filter(found -> !found.path("pause_status").asText().equals("PAUSED"))
                    .isPresent();
        }
    }

    private Risk() {}

    /**
     * Returns what is risky about a change, each as the end of a sentence about the job; empty where nothing is, or nothing
     * will be written.
     */
    public static List<String> of(Change change) {
        if (!change.action().writes() || change.isHeld()) {
            return List.of();
        }
        if (change.action() == Action.DELETE) {
            return List.of("deletes the job");
        }
        List<String> risks = new ArrayList<>();
        runAs(change).ifPresent(risks::add);
        grants(change).forEach(risks::add);
        if (change.actual().isPresent() && change.settings().isPresent()) {
            JobSettings before = change.actual().get().settings();
            JobSettings after = change.settings().get();
            risks.addAll(ClusterGrowth.between(before, after));
            STARTERS.stream()
                    .filter(starter -> starter.isOn(after) && !starter.isOn(before))
                    .forEach(starter -> risks.add("switches " + starter.title() + " on"));
        }
        return List.copyOf(risks);
    }

    /** A new job that runs as somebody else than its creator counts as well: it may do what that identity may. */
    private static Optional<String> runAs(Change change) {
        if (change.actual().isPresent()
                && change.differences().stream().noneMatch(difference -> RunAs.isAt(difference.path()))) {
            return Optional.empty();
        }
        Optional<String> before = change.actual().flatMap(job -> name(job.settings()));
        return change.settings()
                .flatMap(Risk::name)
                .map(after -> "runs as " + after
                        + before.map(name -> " instead of " + name).orElse(""))
                .or(() -> before.map(name -> "runs no longer as " + name));
    }

    private static Optional<String> name(JobSettings settings) {
        return settings.field(RunAs.FIELD)
                .flatMap(field ->
                        Principal.namedIn(field).stream().map(Principal::name).findFirst());
    }

    private static Stream<String> grants(Change change) {
        return change.differences().stream()
                .filter(difference -> difference.path().startsWith(AccessControl.FIELD + "["))
                .filter(difference -> grows(difference.before(), difference.after()))
                .map(difference -> "gives " + difference.after().asText() + " to "
                        + principal(difference.path())
                        + (difference.before().isTextual()
                                ? ", who had " + difference.before().asText()
                                : ""));
    }

    /** A level that is not known counts as more. */
    private static boolean grows(JsonNode before, JsonNode after) {
        return after.isTextual() && !AccessControl.includes(before.asText(), after.asText());
    }

    /** Returns {@code group readers} for {@code access_control_list[group_name=readers]}. */
    private static String principal(String path) {
        return path.substring(AccessControl.FIELD.length() + 1, path.length() - 1)
                .replaceFirst("_name=", " ");
    }
}
