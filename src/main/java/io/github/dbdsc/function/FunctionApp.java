package io.github.dbdsc.function;

import com.microsoft.azure.functions.spi.inject.FunctionInstanceInjector;
import io.github.dbdsc.settings.Settings;
import io.github.dbdsc.sync.FailedRequests;
import io.github.dbdsc.sync.RunRequests;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The functions of one process, which share their services. The Functions worker finds this class by
 * {@code META-INF/services}, makes an instance when it loads the first function, and takes the functions from it; the local
 * host does so too. Nothing is wired before a function needs it.
 */
public final class FunctionApp implements FunctionInstanceInjector {

    private final Map<Class<?>, Object> functions = new LinkedHashMap<>();

    /** For the Functions worker: wired from the app settings. */
    public FunctionApp() {
        this(new OnAzure());
        LibraryLog.open(Settings.libraryLog(Settings.environment()));
    }

    private FunctionApp(OnAzure azure) {
        this(
                azure::services,
                () -> Wiring.requests(azure.settings()),
                () -> Wiring.failures(azure.settings()),
                () -> azure.settings().storage().jobContainer(),
                azure::faults,
                Wiring.access(Settings.environment()));
    }

    /**
     * Reads the app settings and wires the services when a function first needs them. What is wrong with the settings is
     * thrown to the invocation that finds it, and looked for again by the next.
     */
    private static final class OnAzure {

        private @Nullable AppSettings settings;
        private @Nullable AppServices services;

        synchronized AppSettings settings() {
            if (settings == null) {
                settings = AppSettings.of(Settings.environment());
            }
            return settings;
        }

        List<String> faults() {
            AppSettings app = settings();
            return Stream.concat(app.faults(true).stream(), app.triggerFaults().stream())
                    .toList();
        }

        synchronized AppServices services() {
            if (services == null) {
                services = Wiring.onAzure(settings());
            }
            return services;
        }
    }

    /**
     * Makes the functions.
     *
     * @param services asked for with each invocation
     * @param container the name in the events of the container with the definitions
     * @param faults looks for what is wrong with the settings
     */
    public FunctionApp(Supplier<AppServices> services, Supplier<String> container, Supplier<List<String>> faults) {
        this(services, container, faults, HttpAccess.open());
    }

    private FunctionApp(
            Supplier<AppServices> services,
            Supplier<String> container,
            Supplier<List<String>> faults,
            HttpAccess access) {
        this(services, () -> services.get().requests(), () -> services.get().failures(), container, faults, access);
    }

    /**
     * Makes the functions of a host on this machine, which asks for no keys.
     *
     * @param settings by name; with {@code AUTH=entra} the functions ask for tokens as they do on Azure
     */
    public static FunctionApp onThisMachine(
            Supplier<AppServices> services, Supplier<String> container, Map<String, String> settings) {
        return new FunctionApp(services, container, List::of, Wiring.accessOnThisMachine(settings));
    }

    /**
     * @param requests asks for runs, whether or not the services can be had
     * @param failures what becomes of requests while the services can't be had
     * @param access lets callers in
     */
    FunctionApp(
            Supplier<AppServices> services,
            Supplier<RunRequests> requests,
            Supplier<FailedRequests> failures,
            Supplier<String> container,
            Supplier<List<String>> faults,
            HttpAccess access) {
        add(new EventFunctions(requests, services, container));
        add(new QueueFunction(services, failures));
        SyncFunctions syncs = new SyncFunctions(services, access);
        RunFunctions runs = new RunFunctions(services, access);
        StatusFunctions statuses = new StatusFunctions(services, failures, faults, access);
        JobFunctions jobs = new JobFunctions(services, access);
        HoldFunctions holds = new HoldFunctions(services, access, Clock.systemUTC());
        add(syncs);
        add(runs);
        add(statuses);
        add(jobs);
        add(holds);
        add(new EntraFunctions(syncs, runs, statuses, jobs, holds));
        add(new DocumentFunctions(access.settings()));
    }

    private void add(Object function) {
        functions.put(function.getClass(), function);
    }

    /** Returns one instance of each class of functions. */
    public Collection<Object> functions() {
        return functions.values();
    }

    /**
     * Returns the one instance of a class of functions.
     *
     * @throws IllegalArgumentException when it is not one of this app
     */
    @Override
    public <T> T getInstance(Class<T> functionClass) {
        Object function = functions.get(functionClass);
        if (function == null) {
            throw new IllegalArgumentException(functionClass + " is no function of this app");
        }
        return functionClass.cast(function);
    }
}
