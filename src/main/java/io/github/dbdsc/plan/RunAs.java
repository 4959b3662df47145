package io.github.dbdsc.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.fields.JobFields;
import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.ApplicationId;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.DesiredJob;
import io.github.dbdsc.model.Echo;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.JobSettings;
import io.github.dbdsc.model.Principal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whom a job runs as while its definition does not say so. Jobs API 2.2: jobs/reset without {@code run_as} keeps whoever
 * it is, so what was set by hand, or by the definition before, has to be put back by name.
 */
public final class RunAs {

    /** The field of the settings. */
    public static final String FIELD = "run_as";

    private static final int NAMED = 3;

    private RunAs() {}

    private static JsonNode named(String name) {
        return JsonNodeFactory.instance.objectNode().put(ApplicationId.fieldFor(name), name);
    }

    /**
     * Returns settings to send that put back whom the job is to run as: our identity where the definition no longer says
     * it, or who it was before somebody changed it by hand.
     *
     * @param applied the job in the state; null when it holds none
     * @param identity our own name; null where it is not known
     */
    static JobSettings putBack(
            JobSettings settings, @Nullable AppliedJob applied, Comparison comparison, @Nullable String identity) {
        if (applied == null || settings.field(FIELD).isPresent()) {
            return settings;
        }
        JsonNode before = applied.settings().field(FIELD).isPresent()
                ? (identity == null ? null : named(identity))
                : applied.echo()
                        .filter(echo -> isChanged(comparison))
                        .map(RunAs::in)
                        .orElse(null);
        return before == null ? settings : settings.with(FIELD, before);
    }

    /**
     * Reports whether it depends on our identity what is sent: a definition no longer says whom its job runs as. One that
     * the state does not hold may have moved, and have a job that it holds for a definition that is gone.
     */
    static boolean needsIdentity(DesiredJob job, Map<JobKey, AppliedJob> state, Set<JobKey> defined) {
        if (job.settings().field(FIELD).isPresent()) {
            return false;
        }
        AppliedJob applied = state.get(job.key());
        return applied != null
                ? applied.settings().field(FIELD).isPresent()
                : state.entrySet().stream()
                        .anyMatch(other ->
                                other.getValue().settings().field(FIELD).isPresent()
                                        && !defined.contains(other.getKey()));
    }

    /** Returns a comparison that says of a field of this name what is sent where the definition says nothing of it. */
    static Comparison told(Comparison comparison, JobSettings sent, JobFields fields) {
        if (comparison.differences().stream().noneMatch(RunAs::isGone)) {
            return comparison;
        }
        return comparison.but(comparison.differences().stream()
                .map(field -> isGone(field)
                        ? new Difference(
                                field.path(),
                                field.before(),
                                SettingsLookup.at(sent.view(), field.path(), fields),
                                field.cause())
                        : field)
                .toList());
    }

    private static boolean isGone(Difference field) {
        return isAt(field.path()) && field.after().isMissingNode();
    }

    private static boolean isChanged(Comparison comparison) {
        return comparison.differences().stream().anyMatch(field -> isAt(field.path()));
    }

    static boolean isAt(String path) {
        return path.equals(FIELD) || path.startsWith(FIELD + ".");
    }

    /** Returns whom the job ran as when it was applied; null where that was not shown. */
    private static @Nullable JsonNode in(Echo echo) {
        ObjectNode before = JsonNodeFactory.instance.objectNode();
        echo.values().forEach((path, value) -> {
            if (path.startsWith(FIELD + ".") && !value.isNull()) {
                before.set(path.substring(FIELD.length() + 1), value);
            }
        });
        return before.isEmpty() ? null : before;
    }

    /**
     * Names the jobs that nothing is known of, whose definitions do not say whom they run as, and that run as somebody
     * else than who they would run as when made anew; empty when there are none.
     *
     * @param identity our own name; null where it is not known, which leaves who made the job
     */
    static Optional<String> note(List<Change> changes, @Nullable String identity) {
        List<String> found = changes.stream()
                .filter(change -> change.action().keeps() && change.comparison().echo() == null)
                .flatMap(change -> keptAs(change, identity).stream())
                .toList();
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of("no definition says whom it runs as: "
                        + found.stream().limit(NAMED).collect(Collectors.joining(", "))
                        + (found.size() > NAMED ? " and " + (found.size() - NAMED) + " more jobs" : "")
                        + "; that stays so until a definition sets run_as");
    }

    private static Optional<String> keptAs(Change change, @Nullable String identity) {
        Optional<String> own =
                Optional.ofNullable(identity).or(() -> change.actual().flatMap(ActualJob::creator));
        return change.suppressed().stream()
                .filter(same -> isAt(same.path()) && same.after().isMissingNode())
                .flatMap(same -> Principal.namedIn(same.before()).stream())
                .map(Principal::name)
                .filter(name -> own.filter(us -> !us.equalsIgnoreCase(name)).isPresent())
                .map(name -> change.key().value() + " runs as " + name)
                .findFirst();
    }

    /** Reports whether the change sends whom the job runs as though its definition does not say so. */
    public static boolean isSentAlong(Change change) {
        return change.settings().filter(sent -> sent.field(FIELD).isPresent()).isPresent()
                && change.asked().filter(asked -> asked.field(FIELD).isEmpty()).isPresent();
    }

    /** Says that a job goes on running as somebody else, and who may change that. */
    public static String whyNotPutBack(String answer) {
        return "everything but run_as was written, and the job goes on running as whom it does now: our identity may not"
                + " put back who it was; grant it the role Service Principal User on that service principal, or change it"
                + " in the workspace (" + answer + ")";
    }
}
