package io.github.dbdsc.local;

import io.github.dbdsc.definition.SourcePaths;
import io.github.dbdsc.function.AppServices;
import io.github.dbdsc.function.TargetServices;
import io.github.dbdsc.settings.SettingsException;
import io.github.dbdsc.sync.FailedRequests;
import io.github.dbdsc.sync.RunRequests;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The services of the targets that a process on this machine serves. */
final class LocalTargets implements TargetServices {

    private final Map<String, AppServices> services;
    private final Map<String, SourcePaths> paths;

    /** @param services by the names of the targets, in the order in which they are listed */
    LocalTargets(Map<String, AppServices> services, Map<String, SourcePaths> paths) {
        this.services = new LinkedHashMap<>(services);
        this.paths = Map.copyOf(paths);
    }

    @Override
    public List<String> names() {
        return List.copyOf(services.keySet());
    }

    @Override
    public AppServices of(String target) {
        AppServices found = services.get(target);
        if (found == null) {
            throw new SettingsException(List.of("the target '" + target + "' is not served here"));
        }
        return found;
    }

    @Override
    public RunRequests requests(String target) {
        return of(target).requests();
    }

    @Override
    public FailedRequests failures(String target) {
        return of(target).failures();
    }

    @Override
    public SourcePaths paths(String target) {
        return paths.getOrDefault(target, SourcePaths.ALL);
    }
}
