package io.github.dbdsc.function;

import com.microsoft.azure.functions.spi.inject.FunctionInstanceInjector;
import io.github.dbdsc.settings.Settings;
import io.github.dbdsc.sync.RequestQueue;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The functions of one process, all in the same installation. The Functions worker finds this class by
 * {@code META-INF/services}, makes one of it when it loads the first function, and takes the functions from it; the local
 * host does so too. Nothing is wired before a function needs it.
 */
public final class FunctionApp implements FunctionInstanceInjector {

    private final Map<Class<?>, Object> functions = new LinkedHashMap<>();

    /** For the Functions worker: wired from the app settings. */
    public FunctionApp() {
        this(new OnAzure());
    }

    private FunctionApp(OnAzure azure) {
        this(azure::services, () -> azure.settings().storage().jobContainer(), () -> azure.settings()
                .faults(true));
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

        synchronized AppServices services() {
            if (services == null) {
                services = Wiring.onAzure(settings());
            }
            return services;
        }
    }

    /**
     * The functions in an installation.
     *
     * @param installation asked for with each invocation
     * @param container the name in the events of the container with the definitions
     * @param faults what is wrong with the settings
     */
    public FunctionApp(Supplier<AppServices> installation, Supplier<String> container, Supplier<List<String>> faults) {
        Supplier<RequestQueue> requests = () -> installation.get().queue();
        QueueGauge queue = new QueueGauge(requests);
        add(new OnDefinitionLanded(installation));
        add(new OnBlobDeleted(installation, container));
        add(new OnSchedule(installation));
        add(new RunSync(installation));
        add(new Sync(installation));
        add(new Plan(() -> installation.get().reconciler()));
        add(new Runs(() -> installation.get().reports()));
        add(new Run(() -> installation.get().reports()));
        add(new Jobs(() -> installation.get().board(), queue::read));
        add(new Health(faults, queue::read));
        add(new Dashboard());
        add(new OpenApi());
    }

    private void add(Object function) {
        functions.put(function.getClass(), function);
    }

    /** One of each function. */
    public Collection<Object> functions() {
        return functions.values();
    }

    /**
     * The one instance of a function's class, which keeps nothing between invocations.
     *
     * @throws IllegalArgumentException when it is no function of this app
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
