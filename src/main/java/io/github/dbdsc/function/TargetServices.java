package io.github.dbdsc.function;

import io.github.dbdsc.definition.SourcePaths;
import io.github.dbdsc.sync.FailedRequests;
import io.github.dbdsc.sync.RunRequests;
import java.util.List;
import java.util.function.Supplier;

/** What the functions of one app share, for each of its targets. */
public interface TargetServices {

    /** Returns the targets' names as they are listed; {@code ""} alone where they have none. */
    List<String> names();

    /**
     * Returns the services of a target, which are made when they are first asked for.
     *
     * @throws io.github.dbdsc.settings.SettingsException when there is no such target, or its settings are wrong
     * @throws io.github.dbdsc.model.ExternalServiceException when a setting can't be read
     */
    AppServices of(String target);

    /** Returns what asks for runs of a target, whether or not its services can be had. */
    RunRequests requests(String target);

    /** Returns what becomes of requests of a target while its services can't be had. */
    FailedRequests failures(String target);

    /** Returns which files of the container a target reads. */
    SourcePaths paths(String target);

    /**
     * Returns the services of a target to work with: what those of the others keep in memory to save work is forgotten, so
     * that an app with many targets needs no more than the largest of them.
     */
    default AppServices toWork(String target) {
        return of(target);
    }

    /** Returns the same for an app whose only target has no name. */
    static TargetServices ofOne(Supplier<AppServices> services) {
        return ofOne(
                services, () -> services.get().requests(), () -> services.get().failures());
    }

    /**
     * Returns the same for an app whose only target has no name.
     *
     * @param requests asks for runs, whether or not the services can be had
     * @param failures what becomes of requests while the services can't be had
     */
    static TargetServices ofOne(
            Supplier<AppServices> services, Supplier<RunRequests> requests, Supplier<FailedRequests> failures) {
        return new OnlyTarget(services, requests, failures);
    }
}
