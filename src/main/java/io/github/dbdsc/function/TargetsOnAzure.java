package io.github.dbdsc.function;

import io.github.dbdsc.definition.SourcePaths;
import io.github.dbdsc.settings.SettingsException;
import io.github.dbdsc.sync.FailedRequests;
import io.github.dbdsc.sync.RunRequests;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The services of the targets in the app settings, wired when a function first needs them. What is wrong with the settings of
 * a target is thrown to the invocation that finds it, and looked for again by the next.
 */
final class TargetsOnAzure implements TargetServices {

    private final Map<String, String> values;
    private final Map<String, Wired> wired = new ConcurrentHashMap<>();
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
    public AppServices of(String target) {
        return wired.computeIfAbsent(target, name -> new Wired()).services(target);
    }

    @Override
    public AppServices toWork(String target) {
        forgetOthers(target);
        return of(target);
    }

    private synchronized void forgetOthers(String target) {
        if (!atWork.equals(target)) {
            wired.values().forEach(Wired::forget);
            atWork = target;
        }
    }

    /** The services of one target. A vault that keeps them waiting keeps those of no other target waiting. */
    private final class Wired {

        private volatile @Nullable AppServices services;

        synchronized AppServices services(String target) {
            AppServices known = services;
            if (known != null) {
                return known;
            }
            settings().requireSense();
            AppServices fresh = Wiring.onAzure(settings().of(target));
            services = fresh;
            return fresh;
        }

        void forget() {
            AppServices known = services;
            if (known != null) {
                known.forget();
            }
        }
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
