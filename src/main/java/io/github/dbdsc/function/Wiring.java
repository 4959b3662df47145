package io.github.dbdsc.function;

import com.azure.storage.blob.BlobContainerClient;
import io.github.dbdsc.apply.Applier;
import io.github.dbdsc.apply.Pause;
import io.github.dbdsc.apply.Workspace;
import io.github.dbdsc.azure.BlobDefinitionStore;
import io.github.dbdsc.azure.BlobReportStore;
import io.github.dbdsc.azure.BlobRunLock;
import io.github.dbdsc.azure.BlobStateStore;
import io.github.dbdsc.azure.StorageConnection;
import io.github.dbdsc.azure.WorkspaceToken;
import io.github.dbdsc.databricks.DatabricksWorkspace;
import io.github.dbdsc.databricks.RetryPolicy;
import io.github.dbdsc.definition.Renderers;
import io.github.dbdsc.plan.FieldRules;
import io.github.dbdsc.plan.Planner;
import io.github.dbdsc.reconcile.BuiltInRules;
import io.github.dbdsc.reconcile.JobStatusBoard;
import io.github.dbdsc.reconcile.Reconciler;
import io.github.dbdsc.reconcile.RunIds;
import io.github.dbdsc.reconcile.Stores;
import io.github.dbdsc.reconcile.Target;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts the parts together. Nothing here makes a call: that is left to the first pass. */
public final class Wiring {

    /** Enough to keep the workspace's published rate for creates busy at usual answer times. */
    private static final int WRITES_AT_ONCE = 8;

    private Wiring() {}

    /** An installation for the workspace in the settings, on the given stores. */
    public static Installation installation(Settings settings, Stores stores) {
        return new Installation(
                reconciler(settings, stores), stores.reports(), new JobStatusBoard(stores.state(), target(settings)));
    }

    private static Target target(Settings settings) {
        return new Target(settings.ownership().owner(), settings.workspace());
    }

    /** A reconciler for the workspace in the settings, on the given stores. */
    public static Reconciler reconciler(Settings settings, Stores stores) {
        HttpClient http = HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(10))
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        Workspace workspace = new DatabricksWorkspace(
                settings.workspace(),
                new WorkspaceToken(settings.identity()),
                http,
                RetryPolicy.DEFAULT,
                Pause.SLEEPING);
        Clock clock = Clock.systemUTC();
        FieldRules rules = BuiltInRules.load();
        return new Reconciler(
                target(settings),
                stores,
                new Renderers(settings.strictUndefined()),
                workspace,
                new Planner(settings.ownership(), rules),
                new Applier(workspace, Pause.SLEEPING, rules, WRITES_AT_ONCE),
                rules,
                settings.passes(),
                new RunIds(clock),
                clock,
                Pause.SLEEPING);
    }

    /**
     * The installation of the function app: definitions, lock, state and reports in containers.
     *
     * @throws SettingsException naming every setting that is missing or wrong
     */
    static Installation onAzure(Map<String, String> values) {
        List<String> faults = new ArrayList<>();
        Optional<Settings> settings = Optional.empty();
        Optional<StorageConnection> storage = Optional.empty();
        try {
            settings = Optional.of(Settings.of(values));
        } catch (SettingsException e) {
            faults.addAll(e.faults());
        }
        try {
            storage = Optional.of(StorageConnection.of(values, "JobStore"));
        } catch (IllegalArgumentException e) {
            faults.add(String.valueOf(e.getMessage()));
        }
        if (settings.isEmpty() || storage.isEmpty()) {
            throw new SettingsException(faults);
        }
        return installation(settings.get(), containers(storage.get(), values));
    }

    private static Stores containers(StorageConnection storage, Map<String, String> values) {
        BlobContainerClient definitions = storage.container(value(values, "JOB_CONTAINER", "databricks-jobs"));
        BlobContainerClient state = storage.container(value(values, "STATE_CONTAINER", "databricks-jobs-state"));
        return new Stores(
                new BlobDefinitionStore(definitions),
                new BlobRunLock(state, "lock", Clock.systemUTC()),
                new BlobStateStore(state),
                new BlobReportStore(state));
    }

    private static String value(Map<String, String> values, String name, String otherwise) {
        String value = values.getOrDefault(name, "").strip();
        return value.isEmpty() ? otherwise : value;
    }
}
