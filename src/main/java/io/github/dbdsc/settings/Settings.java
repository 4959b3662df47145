package io.github.dbdsc.settings;

import io.github.dbdsc.model.Installation;
import io.github.dbdsc.model.Strictness;
import io.github.dbdsc.model.Target;
import io.github.dbdsc.model.TargetView;
import io.github.dbdsc.plan.OwnershipPolicy;
import io.github.dbdsc.reconcile.RunPolicy;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The settings, checked.
 *
 * @param workspace setting {@code DATABRICKS_URI}: scheme and host only
 * @param view which files of the container are read, and for which target
 * @param identity what we log in to the workspace with
 * @param ownership which jobs are ours
 * @param runs what a run may do
 * @param strictness what is an error in definitions and templates, although it could be read
 * @param answerLimit setting {@code ANSWER_LIMIT_MB}: the largest answer that a call of the workspace may have, in
 *     megabytes
 * @param notification where notices of runs are sent; empty when none are
 */
public record Settings(
        URI workspace,
        TargetView view,
        WorkspaceIdentity identity,
        OwnershipPolicy ownership,
        RunPolicy runs,
        Strictness strictness,
        int answerLimit,
        Optional<Notification> notification) {

    /** Returns the same settings with this source of the definitions, unless {@code SOURCE} is set. */
    public Settings defaultSource(String source) {
        return ownership.source().isPresent() ? this : with(ownership.from(source));
    }

    /** Returns the same settings for this installation, whatever {@code OWNER} and {@code SOURCE} say. */
    public Settings of(Installation installation) {
        return with(new OwnershipPolicy(
                installation.owner(), installation.source(), ownership.identity(), ownership.onNameTaken()));
    }

    /** Returns what runs work on. */
    public Target target() {
        return new Target(view.name(), ownership.owner(), workspace);
    }

    private Settings with(OwnershipPolicy other) {
        return new Settings(workspace, view, identity, other, runs, strictness, answerLimit, notification);
    }

    /** Returns the environment of this process, where a function app's settings are. Nothing else reads it. */
    public static Map<String, String> environment() {
        return System.getenv();
    }

    /** Reports whether the host asks callers who they are and passes that on (App Service authentication). */
    public static boolean hostNamesCallers(Map<String, String> values) {
        return value(values, "WEBSITE_AUTH_ENABLED")
                .filter("true"::equalsIgnoreCase)
                .isPresent();
    }

    /** Returns the text of one setting, without blanks around it; empty when it is missing or blank. */
    public static Optional<String> value(Map<String, String> values, String name) {
        return Optional.ofNullable(values.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** Returns setting {@code LIBRARY_LOG}: from which level on libraries are heard. */
    public static String libraryLog(Map<String, String> values) {
        return value(values, "LIBRARY_LOG").orElse("warning");
    }

    /**
     * Reads setting {@code PRUNE_LIMIT} alone, in percent.
     *
     * @throws SettingsException when it is no percentage
     */
    public static int pruneLimit(Map<String, String> values) {
        return new SettingsCheck(SettingValues.seen(values, TargetScope.NONE, null), TargetScope.NONE, List.of())
                .onlyPruneLimit();
    }
}
