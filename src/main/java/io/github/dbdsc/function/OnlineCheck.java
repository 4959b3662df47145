package io.github.dbdsc.function;

import io.github.dbdsc.apply.Workspace;
import io.github.dbdsc.azure.Credentials;
import io.github.dbdsc.azure.SecretReference;
import io.github.dbdsc.azure.StorageConnection;
import io.github.dbdsc.azure.WorkspaceToken;
import io.github.dbdsc.definition.Snapshot;
import io.github.dbdsc.model.ExternalServiceException;
import io.github.dbdsc.model.Target;
import io.github.dbdsc.reconcile.Stores;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tries what a pass needs, one after the other, and says for each what it saw. Writes nothing. */
public final class OnlineCheck {

    /** More than any of them takes that gives up by itself. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final SettingSource source;
    private final Duration patience;
    private final List<Sight> sights = new ArrayList<>();

    private OnlineCheck(SettingSource source, Duration patience) {
        this.source = source;
        this.patience = patience;
    }

    /** How a try ended. */
    public enum Result {
        OK,
        FAILED,
        SKIPPED
    }

    /**
     * What one try saw.
     *
     * @param what storage, key vault, token or workspace
     * @param saw a sentence for the user
     * @param time how long it took
     */
    public record Sight(String what, Result result, String saw, Duration time) {}

    /** Tries storage, key vault, token and workspace. To be called when the settings have no faults. */
    public static List<Sight> look(SettingSource source) {
        return look(source, PATIENCE);
    }

    static List<Sight> look(SettingSource source, Duration patience) {
        OnlineCheck check = new OnlineCheck(source, patience);
        check.look();
        return List.copyOf(check.sights);
    }

    private void look() {
        if (StorageConnection.isSet(source.given(), SettingSource.STORAGE)) {
            tried("storage", this::storage);
        } else {
            skipped("storage", SettingSource.STORAGE + " is not set: definitions are in a folder");
        }
        if (references().isEmpty()) {
            skipped("key vault", "no setting is in a key vault");
        } else {
            tried("key vault", this::vault);
        }
        Optional<Settings> settings = settings();
        if (settings.isEmpty()) {
            skipped("workspace", "there is no token");
            return;
        }
        WorkspaceToken token = WorkspaceToken.of(settings.get().identity(), Credentials.ofThisProcess());
        if (tried("token", () -> token(settings.get(), token))) {
            tried("workspace", () -> workspace(settings.get(), token));
        } else {
            skipped("workspace", "there is no token");
        }
    }

    /** Reads a pass' input and its memory, which needs the same roles as a pass, but for writing. */
    private String storage() {
        StorageCheck check = new StorageCheck(source.given());
        Stores stores = Wiring.containers(check);
        Snapshot snapshot = stores.definitions().read();
        stores.state().read(new Target("validate", URI.create("https://validate")).id());
        return "container '" + check.jobContainer() + "' has "
                + snapshot.definitions().size() + " definitions and "
                + snapshot.templates().size() + " templates; container '" + check.stateContainer() + "' can be read";
    }

    private String vault() {
        Set<SecretReference> references = references();
        references.forEach(
                reference -> source.vault().orElseThrow().secret(reference).value());
        return "read "
                + references.stream().map(SecretReference::toString).sorted().collect(Collectors.joining(", "));
    }

    private Set<SecretReference> references() {
        Set<SecretReference> references = new TreeSet<>(Comparator.comparing(SecretReference::toString));
        references.addAll(
                SettingValues.seen(source.given(), source.vault()).references().values());
        return references;
    }

    /** With settings in the vault, these are complete only now. */
    private Optional<Settings> settings() {
        try {
            return Optional.of(source.settings());
        } catch (SettingsException | ExternalServiceException e) {
            sights.add(new Sight("token", Result.FAILED, String.valueOf(e.getMessage()), Duration.ZERO));
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

    private static String workspace(Settings settings, WorkspaceToken token) {
        Workspace workspace = Wiring.workspace(settings.workspace(), token);
        String name = workspace.ourName().orElse("somebody");
        return settings.workspace() + " knows us as " + name + " and shows "
                + workspace.list().size() + " jobs";
    }

    private boolean tried(String what, Callable<String> look) {
        long start = System.nanoTime();
        FutureTask<String> task = new FutureTask<>(look);
        Thread thread = new Thread(task, "validate-" + what);
        thread.setDaemon(true);
        thread.start();
        Result result = Result.FAILED;
        String saw;
        try {
            saw = task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            result = Result.OK;
        } catch (TimeoutException e) {
            saw = "no answer within " + patience.toSeconds() + " s; check the address and the network";
        } catch (ExecutionException e) {
            saw = said(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            saw = "was stopped";
        }
        sights.add(new Sight(what, result, saw, Duration.ofNanos(System.nanoTime() - start)));
        return result == Result.OK;
    }

    private static String said(@Nullable Throwable failure) {
        return failure instanceof ExternalServiceException || failure instanceof SettingsException
                ? String.valueOf(failure.getMessage())
                : "a fault in this program ("
                        + Optional.ofNullable(failure)
                                .map(known -> known.getClass().getSimpleName())
                                .orElse("unknown")
                        + "); please report it";
    }

    private void skipped(String what, String why) {
        sights.add(new Sight(what, Result.SKIPPED, why, Duration.ZERO));
    }
}
