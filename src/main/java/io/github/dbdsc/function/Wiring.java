package io.github.dbdsc.function;

import com.azure.storage.blob.BlobContainerClient;
import com.microsoft.azure.functions.HttpRequestMessage;
import io.github.dbdsc.access.EntraTokens;
import io.github.dbdsc.access.RefusedTokenException;
import io.github.dbdsc.access.TokenCheck;
import io.github.dbdsc.access.TokenHolder;
import io.github.dbdsc.apply.Applier;
import io.github.dbdsc.apply.Pause;
import io.github.dbdsc.apply.Workers;
import io.github.dbdsc.apply.Workspace;
import io.github.dbdsc.azure.BlobDefinitionStore;
import io.github.dbdsc.azure.BlobPolicyStore;
import io.github.dbdsc.azure.BlobReportStore;
import io.github.dbdsc.azure.BlobRunLock;
import io.github.dbdsc.azure.BlobStateStore;
import io.github.dbdsc.azure.BlobUploadStore;
import io.github.dbdsc.azure.CallerTokens;
import io.github.dbdsc.azure.Credentials;
import io.github.dbdsc.azure.StorageConnection;
import io.github.dbdsc.azure.StorageQueue;
import io.github.dbdsc.azure.WorkspaceToken;
import io.github.dbdsc.databricks.CallLimits;
import io.github.dbdsc.databricks.DatabricksWorkspace;
import io.github.dbdsc.databricks.JobRuns;
import io.github.dbdsc.databricks.Login;
import io.github.dbdsc.databricks.RetryPolicy;
import io.github.dbdsc.databricks.UserAgent;
import io.github.dbdsc.definition.DefinitionsUnderPolicy;
import io.github.dbdsc.definition.RenderCache;
import io.github.dbdsc.fields.JobFields;
import io.github.dbdsc.model.Caller;
import io.github.dbdsc.model.Target;
import io.github.dbdsc.model.TargetView;
import io.github.dbdsc.notice.Notifier;
import io.github.dbdsc.notice.Webhook;
import io.github.dbdsc.notice.WebhookNotifier;
import io.github.dbdsc.plan.Planner;
import io.github.dbdsc.reconcile.Reconciler;
import io.github.dbdsc.reconcile.StoppableLock;
import io.github.dbdsc.reconcile.Stores;
import io.github.dbdsc.report.JobStatusBoard;
import io.github.dbdsc.report.RunIds;
import io.github.dbdsc.settings.AccessSettings;
import io.github.dbdsc.settings.Settings;
import io.github.dbdsc.settings.SettingsException;
import io.github.dbdsc.settings.StorageSettings;
import io.github.dbdsc.sync.FailedRequests;
import io.github.dbdsc.sync.RequestQueue;
import io.github.dbdsc.sync.RunRequests;
import io.github.dbdsc.sync.SyncWorker;
import io.github.dbdsc.sync.TargetQueue;
import io.github.dbdsc.upload.UploadStore;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Puts the parts together. Makes no call, unless a setting that is not a secret is in the key vault: calls are left to the
 * first run.
 */
public final class Wiring {

    /** Enough to keep the workspace's published rate for creates busy at usual answer times. */
    private static final int WRITES_AT_ONCE = 8;

    /**
     * Enough to read back and report what was written, and to request the rest: five seconds after the JVM was told to end,
     * the Functions host kills it.
     */
    private static final Duration TO_REPORT = Duration.ofSeconds(4);

    private Wiring() {}

    /** Returns the services for the workspace in the settings, on the given stores and queue. */
    public static AppServices services(Settings settings, Stores stores, RequestQueue queue) {
        TargetView view = settings.view();
        RequestQueue own = view.isNamed() ? new TargetQueue(queue, view.name()) : queue;
        AppServices services =
                AppServices.of(reconciler(settings, stores), stores.reports(), board(settings, stores), own);
        finishBeforeTheEnd(services.worker());
        return services.withNotifier(notifier(settings)).seeing(view);
    }

    /** Has the end of the process wait until what its runs have left is requested; the lock stops the runs. */
    private static void finishBeforeTheEnd(SyncWorker worker) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> worker.awaitHandled(TO_REPORT), "finish-requests"));
    }

    private static Notifier notifier(Settings settings) {
        return settings.notification()
                .<Notifier>map(notification -> new WebhookNotifier(
                        settings.ownership().owner(),
                        notification.address()::value,
                        notification.format().orElse(null),
                        notification.dashboard().orElse(null),
                        new Webhook(Clock.systemUTC(), Pause.SLEEPING)))
                .orElse(Notifier.NONE);
    }

    /** Returns a reconciler for the workspace in the settings, on the given stores. */
    public static Reconciler reconciler(Settings settings, Stores stores) {
        return reconciler(settings, stores, Pause.SLEEPING, limits(settings));
    }

    /** Returns the same, with another way to wait between calls of the workspace, and other limits on each of them. */
    static Reconciler reconciler(Settings settings, Stores stores, Pause pause, CallLimits limits) {
        Workspace workspace =
                workspace(settings, WorkspaceToken.of(settings.identity(), Credentials.ofThisProcess()), pause, limits);
        Clock clock = Clock.systemUTC();
        JobFields fields = JobFields.builtIn();
        Workers workers = new Workers(WRITES_AT_ONCE);
        Stores stopping = new Stores(
                stores.definitions(),
                StoppableLock.untilProcessEnds(stores.lock(), TO_REPORT),
                stores.state(),
                stores.reports());
        return new Reconciler(
                settings.target(),
                stopping,
                new RenderCache(settings.strictness(), settings.view()),
                workspace,
                workers,
                new Planner(settings.ownership(), settings.runs().approval(), fields),
                new Applier(workspace, pause, fields, workers),
                fields,
                settings.runs(),
                new RunIds(clock),
                clock);
    }

    /** Returns the workspace in the settings. */
    public static Workspace workspace(Settings settings) {
        return workspace(settings, WorkspaceToken.of(settings.identity(), Credentials.ofThisProcess()));
    }

    /** Returns what starts jobs of the workspace in the settings. */
    public static JobRuns jobRuns(Settings settings) {
        return workspace(
                        settings,
                        WorkspaceToken.of(settings.identity(), Credentials.ofThisProcess()),
                        Pause.SLEEPING,
                        limits(settings))
                .runs();
    }

    /** Returns what shows how the jobs of the settings stand, kept in these stores. */
    public static JobStatusBoard board(Settings settings, Stores stores) {
        return new JobStatusBoard(stores.state(), settings.target());
    }

    /** Returns the workspace in the settings, called with these tokens. */
    static Workspace workspace(Settings settings, WorkspaceToken token) {
        return workspace(settings, token, Pause.SLEEPING, limits(settings));
    }

    /** Returns the limits on each call of the workspace. */
    static CallLimits limits(Settings settings) {
        return CallLimits.ofMegabytes(settings.answerLimit());
    }

    private static DatabricksWorkspace workspace(
            Settings settings, WorkspaceToken token, Pause pause, CallLimits limits) {
        HttpClient http = HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(10))
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        return new DatabricksWorkspace(
                settings.workspace(), new TokenLogin(token), http, limits, RetryPolicy.DEFAULT, pause);
    }

    /** Logs in with tokens that come from Azure. */
    private record TokenLogin(WorkspaceToken source) implements Login {

        @Override
        public String token() {
            return source.get();
        }

        @Override
        public void refused(String token) {
            source.refused(token);
        }

        @Override
        public Optional<String> name() {
            return source.name();
        }
    }

    /**
     * Returns the services of the function app: definitions, lock, state and reports in containers, requests in a queue.
     *
     * @throws SettingsException naming every setting that is missing or wrong
     * @throws io.github.dbdsc.settings.CredentialException when a setting is in the key vault and that can't be read
     */
    static AppServices onAzure(AppSettings app) {
        ColdStart.prepare();
        List<String> faults = app.faults(true);
        if (!faults.isEmpty()) {
            throw new SettingsException(faults);
        }
        Settings settings = app.settings().defaultSource(app.storage().jobContainer());
        return services(settings, containers(app), new StorageQueue(app.connection(), QueueFunction.QUEUE));
    }

    /**
     * Returns what becomes of requests while the services of the function app can't be had: needs the storage account only,
     * and neither vault nor workspace.
     *
     * @throws IllegalArgumentException when the storage account is not set
     */
    static FailedRequests failures(AppSettings app) {
        return new FailedRequests(queue(app), containers(app).reports(), Clock.systemUTC());
    }

    /**
     * Returns what asks for runs: needs the queue only, so that an event is not lost with a vault or a workspace that is away.
     *
     * @throws IllegalArgumentException when the storage account is not set
     */
    static RunRequests requests(AppSettings app) {
        Clock clock = Clock.systemUTC();
        return new RunRequests(queue(app), new RunIds(clock), RunRequests.SETTLE, clock, Pause.SLEEPING);
    }

    /** Returns the queue that all targets share, as one of them uses it. */
    private static RequestQueue queue(AppSettings app) {
        RequestQueue shared = new StorageQueue(app.connection(), QueueFunction.QUEUE);
        return app.name().isEmpty() ? shared : new TargetQueue(shared, app.name());
    }

    /** Returns the containers of the storage account in the settings, which must have no faults. */
    static Stores containers(AppSettings app) {
        StorageConnection storage = app.connection();
        BlobContainerClient definitions = storage.container(app.storage().jobContainer());
        BlobContainerClient state = storage.container(app.storage().stateContainer());
        return new Stores(
                new DefinitionsUnderPolicy(
                        new BlobDefinitionStore(definitions, app.paths()), new BlobPolicyStore(state)),
                new BlobRunLock(state, Target.home(app.name()) + "lock", Clock.systemUTC()),
                new BlobStateStore(state),
                new BlobReportStore(state, app.name()));
    }

    /** Returns what lets callers of the function app in. Nothing that checks tokens is loaded before a token comes. */
    static HttpAccess access(Map<String, String> values) {
        return access(values, new CallerName(Settings.hostNamesCallers(values))::asked);
    }

    /** Returns what lets callers in where the host asks for no keys: whoever comes without a token is not known. */
    static HttpAccess accessOnThisMachine(Map<String, String> values) {
        return access(values, request -> Optional.empty());
    }

    private static HttpAccess access(
            Map<String, String> values, Function<HttpRequestMessage<?>, Optional<Caller>> keyHolder) {
        AccessSettings settings = AccessSettings.of(values);
        AccessSettings.Trusted trusted = settings.trusted();
        TokenCheck tokens = trusted == null ? TokenCheck.NONE : new LazyTokens(trusted);
        return new HttpAccess(settings, tokens, keyHolder);
    }

    /** Makes what checks tokens when the first one comes. */
    private static final class LazyTokens implements TokenCheck {

        private final AccessSettings.Trusted trusted;
        private @Nullable TokenCheck made;

        LazyTokens(AccessSettings.Trusted trusted) {
            this.trusted = trusted;
        }

        @Override
        public TokenHolder holder(String token) throws RefusedTokenException {
            return made().holder(token);
        }

        private synchronized TokenCheck made() {
            if (made == null) {
                made = new EntraTokens(trusted, Clock.systemUTC());
            }
            return made;
        }
    }

    /**
     * Returns what gives out tokens for calls of a function app, on behalf of whoever is logged in on this machine.
     *
     * @param audience whom the tokens are for, like {@code api://<client id>}
     * @param tenant the id of the tenant that the app trusts
     */
    public static Supplier<String> callerTokens(String audience, String tenant) {
        return CallerTokens.of(audience, tenant, Credentials.ofThisProcess())::get;
    }

    /** Returns how this program names itself. */
    public static String nameAndVersion() {
        return UserAgent.VALUE;
    }

    /**
     * Returns a container of the storage account in the settings, to upload to. Needs no workspace.
     *
     * @param prefix begins the name of every file: {@code ""}, or a folder with a slash at its end
     * @throws SettingsException when the account's settings are missing or wrong
     */
    public static UploadStore uploads(Map<String, String> settings, String container, String prefix) {
        try {
            return new BlobUploadStore(
                    StorageConnection.of(settings, StorageSettings.CONNECTION).container(container), prefix);
        } catch (IllegalArgumentException e) {
            throw new SettingsException(List.of(String.valueOf(e.getMessage())));
        }
    }
}
