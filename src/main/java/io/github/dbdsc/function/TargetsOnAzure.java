package io.github.dbdsc.function;

import io.github.dbdsc.definition.SourcePaths;
import io.github.dbdsc.settings.SettingsException;
import io.github.dbdsc.sync.FailedRequests;
import io.github.dbdsc.sync.RunRequests;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The services of the targets in the app settings, wired when a function first needs them. What is wrong with the settings of
 * a target is thrown to the invocation that finds it, and looked for again by the next.
 */
final class TargetsOnAzure implements TargetServices {

    private final Map<String, String> values;
    private final Map<String, AppServices> wired = new HashMap<>();
    private @Nullable AppTargets settings;
    private String atWork = "";

    /** @param values the app settings by name; nothing is read from them yet */
    TargetsOnAzure(Map<String, String> values) {
        this.values = values;
    }

    /** Returns the app settings of all targets. */
    synchronized AppTargets settings() {
        if (settings == null) {
            settings = AppTargets.of(values);
        }
        return settings;
    }

    @Override
    public List<String> names() {
        return settings().names();
    }

    @Override
    public synchronized AppServices of(String target) {
        AppServices known = wired.get(target);
        if (known != null) {
            return known;
        }
        settings().requireSense();
        AppServices fresh = Wiring.onAzure(settings().of(target));
        wired.put(target, fresh);
        return fresh;
    }

    @Override
    public synchronized AppServices toWork(String target) {
        if (!atWork.equals(target)) {
            wired.values().forEach(AppServices::forget);
            atWork = target;
        }
        return of(target);
    }

    @Override
    public RunRequests requests(String target) {
        return Wiring.requests(known(target));
    }

    @Override
    public FailedRequests failures(String target) {
        return Wiring.failures(known(target));
    }

    @Override
    public SourcePaths paths(String target) {
        return known(target).paths();
    }

    /** @throws SettingsException when there is no such target */
    private AppSettings known(String target) {
        return settings().of(target);
    }
}
