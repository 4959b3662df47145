package io.github.dbdsc.local;

import io.github.dbdsc.function.Wiring;
import io.github.dbdsc.model.Installation;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.reconcile.Dismissal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options for whose jobs a command lets go, and in which workspace. */
final class OwnerOptions {

    @Mixin
    private final WorkspaceOptions workspace = new WorkspaceOptions();

    @Option(
            names = "--owner",
            required = true,
            paramLabel = "OWNER[/SOURCE]",
            description = "Whose the jobs are, by their tags dsc-owner and dsc-source.")
    private String owner = "";

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "Only the job of this definition; may be given several times (default: all jobs).")
    private List<JobKey> keys = List.of();

    String owner() {
        return owner;
    }

    /** Reports whether all jobs of the owner are meant. */
    boolean isAll() {
        return keys.isEmpty();
    }

    /**
     * Returns what lets these jobs go.
     *
     * @throws UsageException when the owner has no name
     */
    Dismissal dismissal(Map<String, String> environment) {
        JobsOfAnOwner.requireName(owner);
        return new Dismissal(
                Wiring.workspace(workspace.settings(environment)), Installation.of(owner), Set.copyOf(keys));
    }
}
