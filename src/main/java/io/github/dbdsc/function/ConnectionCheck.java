package io.github.dbdsc.function;

import io.github.dbdsc.apply.Workspace;
import io.github.dbdsc.azure.Credentials;
import io.github.dbdsc.azure.WorkspaceToken;
import io.github.dbdsc.definition.Snapshot;
import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.Counted;
import io.github.dbdsc.model.DaemonThread;
import io.github.dbdsc.model.ExternalServiceException;
import io.github.dbdsc.model.Installation;
import io.github.dbdsc.model.Target;
import io.github.dbdsc.plan.OwnershipPolicy;
import io.github.dbdsc.reconcile.Stores;
import io.github.dbdsc.settings.Secret;
import io.github.dbdsc.settings.Settings;
import io.github.dbdsc.settings.SettingsException;
import io.github.dbdsc.settings.StorageSettings;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Tries everything that a run connects to, one after the other, and reports what each of them answered. Writes nothing. */
public final class ConnectionCheck {

    /** Longer than any of them takes to give up by itself. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final AppSettings app;
    private final UnaryOperator<Settings> sourced;
    private final Duration patience;
    private final List<Result> results = new ArrayList<>();

    private ConnectionCheck(AppSettings app, UnaryOperator<Settings> sourced, Duration patience) {
        this.app = app;
        this.sourced = sourced;
        this.patience = patience;
    }

    /**
     * How one try ended.
     *
     * @param what storage, key vault, token or workspace
     * @param answer a sentence for the user
     * @param time how long it took
     */
    public record Result(String what, Status status, String answer, Duration time) {

        /** Whether the try was made, and succeeded. */
        public enum Status {
            OK,
            FAILED,
            SKIPPED
        }
    }

    /**
     * Tries storage, key vault, token and workspace. The settings must have no faults.
     *
     * @param sourced gives settings the source of the definitions, where these are in no container
     */
    public static List<Result> of(AppSettings app, UnaryOperator<Settings> sourced) {
        return of(app, sourced, PATIENCE);
    }

    static List<Result> of(AppSettings app, UnaryOperator<Settings> sourced, Duration patience) {
        ConnectionCheck check = new ConnectionCheck(app, sourced, patience);
        check.tryAll();
        return List.copyOf(check.results);
    }

    private void tryAll() {
        if (app.storage().isSet()) {
            isGood("storage", this::storage);
        } else {
            skip("storage", StorageSettings.CONNECTION + " is not set: definitions are in a folder");
        }
        SortedMap<String, Secret> secrets = app.source().secrets();
        if (secrets.isEmpty()) {
            skip("key vault", "no setting is in a key vault");
        } else {
            isGood("key vault", () -> vault(secrets));
        }
        Optional<Settings> settings = settings();
        if (settings.isEmpty()) {
            skip("workspace", "there is no token");
            return;
        }
        WorkspaceToken token = WorkspaceToken.of(settings.get().identity(), Credentials.ofThisProcess());
        if (isGood("token", () -> token(settings.get(), token))) {
            isGood("workspace", () -> workspace(settings.get(), token));
        } else {
            skip("workspace", "there is no token");
        }
    }

    /** Reads the input and the state of a run, which takes the same roles as a run, except for writing. */
    private String storage() {
        Stores stores = Wiring.containers(app);
        Snapshot snapshot = stores.definitions().read();
        stores.state().read(new Target("validate", URI.create("https://validate")).id());
        return "container '" + app.storage().jobContainer() + "' has "
                + snapshot.definitions().size() + " definitions and "
                + snapshot.templates().size() + " templates; container '"
                + app.storage().stateContainer() + "' can be read";
    }

    private static String vault(SortedMap<String, Secret> secrets) {
        secrets.values().forEach(Secret::value);
        return "read " + String.join(", ", secrets.keySet());
    }

    /** Settings in the vault are read, and so checked, only now. */
    private Optional<Settings> settings() {
        try {
            return Optional.of(app.settings());
        } catch (SettingsException | ExternalServiceException e) {
            results.add(new Result("token", Result.Status.FAILED, String.valueOf(e.getMessage()), Duration.ZERO));
            return Optional.empty();
        }
    }

    private static String token(Settings settings, WorkspaceToken token) {
        token.get();
        return "AUTHORITY_TYPE " + settings.identity().type().setting() + " gives one"
                + token.name().map(name -> " for " + name).orElse("")
                + token.validUntil()
                        .map(end -> ", good for another " + Instant.now().until(end, ChronoUnit.MINUTES) + " minutes")
                        .orElse("");
    }

    private String workspace(Settings settings, WorkspaceToken token) {
        Workspace workspace = Wiring.workspace(settings, token);
        String name = workspace.ourName().orElse("somebody");
        List<ActualJob> jobs = workspace.list();
        OwnershipPolicy policy = (app.storage().isSet()
                        ? settings.defaultSource(app.storage().jobContainer())
                        : sourced.apply(settings))
                .ownership();
        return settings.workspace() + " knows us as " + name + " and shows " + Counted.of(jobs.size(), "job") + ", "
                + OwnersThere.said(jobs, new Installation(policy.owner(), policy.source()));
    }

    private boolean isGood(String what, Callable<String> attempt) {
        long start = System.nanoTime();
        FutureTask<String> task = new FutureTask<>(attempt);
        DaemonThread.of("validate-" + what, task).start();
        Result.Status status = Result.Status.FAILED;
        String answer;
        try {
            answer = task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            status = Result.Status.OK;
        } catch (TimeoutException e) {
            answer = "no answer within " + patience.toSeconds() + " s; check the address and the network";
        } catch (ExecutionException e) {
            answer = explanation(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            answer = "was stopped";
        }
        results.add(new Result(what, status, answer, Duration.ofNanos(System.nanoTime() - start)));
        return status == Result.Status.OK;
    }

    private static String explanation(@Nullable Throwable failure) {
        return failure instanceof ExternalServiceException || failure instanceof SettingsException
                ? String.valueOf(failure.getMessage())
                : "a fault in this program ("
                        + Optional.ofNullable(failure)
                                .map(known -> known.getClass().getSimpleName())
                                .orElse("unknown")
                        + "); please report it";
    }

    private void skip(String what, String why) {
        results.add(new Result(what, Result.Status.SKIPPED, why, Duration.ZERO));
    }
}
