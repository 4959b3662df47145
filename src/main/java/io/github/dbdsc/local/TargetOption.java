package io.github.dbdsc.local;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option for the target of a function app, for commands that have no settings of a workspace. */
final class TargetOption {

    @Option(
            names = "--target",
            paramLabel = "NAME",
            description = "One of the function app's targets (needed where it has several).")
    private @Nullable String target;

    Optional<String> name() {
        return Optional.ofNullable(target);
    }
}
