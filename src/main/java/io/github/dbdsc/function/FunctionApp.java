package io.github.dbdsc.function;

import com.microsoft.azure.functions.spi.inject.FunctionInstanceInjector;
import io.github.dbdsc.settings.Settings;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The functions of one process, which share their services. The Functions worker finds this class by
 * {@code META-INF/services}, makes an instance when it loads the first function, and takes the functions from it; the local
 * host does so too. Nothing is wired before a function needs it.
 */
public final class FunctionApp implements FunctionInstanceInjector {

    private final Map<Class<?>, Object> functions = new LinkedHashMap<>();

    /** For the Functions worker: wired from the app settings. */
    public FunctionApp() {
        this(new TargetsOnAzure(Settings.environment()));
        LibraryLog.open(Settings.libraryLog(Settings.environment()));
    }

    private FunctionApp(TargetsOnAzure azure) {
        this(
                azure,
                () -> azure.settings().container(),
                () -> azure.settings().healthFaults(),
                Wiring.access(Settings.environment()));
    }

    /**
     * Makes the functions.
     *
     * @param services asked for with each invocation
     * @param container the name in the events of the container with the definitions
     * @param faults looks for what is wrong with the settings
     */
    public FunctionApp(Supplier<AppServices> services, Supplier<String> container, Supplier<List<String>> faults) {
        this(TargetServices.ofOne(services), container, faults, HttpAccess.open());
    }

    /**
     * Makes the functions of a host on this machine, which asks for no keys.
     *
     * @param settings by name; with {@code AUTH=entra} the functions ask for tokens as they do on Azure
     */
    public static FunctionApp onThisMachine(
            TargetServices targets, Supplier<String> container, Map<String, String> settings) {
        return new FunctionApp(targets, container, List::of, Wiring.accessOnThisMachine(settings));
    }

    /** @param access lets callers in */
    FunctionApp(TargetServices targets, Supplier<String> container, Supplier<List<String>> faults, HttpAccess access) {
        add(new EventFunctions(targets, container));
        add(new QueueFunction(targets));
        SyncFunctions syncs = new SyncFunctions(targets, access);
        RunFunctions runs = new RunFunctions(targets, access);
        StatusFunctions statuses = new StatusFunctions(targets, faults, access);
        JobFunctions jobs = new JobFunctions(targets, access);
        HoldFunctions holds = new HoldFunctions(targets, access, Clock.systemUTC());
        add(syncs);
        add(runs);
        add(statuses);
        add(jobs);
        add(holds);
        add(new EntraFunctions(syncs, runs, statuses, jobs, holds));
        add(new DocumentFunctions(access.settings(), () -> targets.names().size() > 1));
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
