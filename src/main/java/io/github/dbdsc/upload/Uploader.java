package io.github.dbdsc.upload;

import io.github.dbdsc.definition.Snapshot;
import io.github.dbdsc.definition.SourceFile;
import io.github.dbdsc.model.DaemonThread;
import io.github.dbdsc.model.StoreException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Carries an upload out: several files at once, and everything of one phase before anything of the next. */
public final class Uploader {

    private final UploadStore store;
    private final int atOnce;

    /** @param atOnce how many writes may be under way */
    public Uploader(UploadStore store, int atOnce) {
        this.store = store;
        this.atOnce = atOnce;
    }

    /**
     * How an upload ended.
     *
     * @param done the steps that were done
     * @param lastWrite by the account's clock, in whole seconds; null when nothing was written
     * @param failure why the rest was not done; null when all was
     */
    public record Ended(
            List<UploadStep> done,
            @Nullable Instant lastWrite,
            @Nullable StoreException failure) {

        public Ended {
            done = List.copyOf(done);
        }
    }

    /** A step that was done, or why it was not; neither when it was not begun. */
    private record Tried(
            UploadStep step, @Nullable Instant at, @Nullable StoreException failure) {}

    /**
     * Does the steps of a plan. After a failure no more are begun, and those under way are waited for.
     *
     * @param folder the files that the plan was made for
     * @param done told of each step once it is done
     */
    public Ended carryOut(UploadPlan plan, Snapshot folder, UploadMark mark, Consumer<UploadStep> done) {
        List<UploadStep> finished = new ArrayList<>();
        @Nullable Instant last = null;
        ExecutorService pool = Executors.newFixedThreadPool(atOnce, work -> DaemonThread.of("upload", work));
        try {
            for (List<UploadStep> phase : phases(plan)) {
                List<Tried> tried = inAnyOrder(phase, folder, mark, pool);
                for (Tried one : tried) {
                    if (one.at() != null) {
                        finished.add(one.step());
                        done.accept(one.step());
                        last = last == null || one.at().isAfter(last) ? one.at() : last;
                    }
                }
                Optional<StoreException> failure = tried.stream()
                        .map(Tried::failure)
                        .filter(Objects::nonNull)
                        .findFirst();
                if (failure.isPresent()) {
                    return new Ended(finished, last, failure.get());
                }
            }
            return new Ended(finished, last, null);
        } finally {
            pool.shutdownNow();
        }
    }

    private static List<List<UploadStep>> phases(UploadPlan plan) {
        return plan.steps().stream().collect(Collectors.groupingBy(UploadStep::phase)).entrySet().stream()
                .sorted(Comparator.comparing(phase -> phase.getKey()))
                .map(phase -> phase.getValue())
                .toList();
    }

    private List<Tried> inAnyOrder(List<UploadStep> phase, Snapshot folder, UploadMark mark, ExecutorService pool) {
        AtomicBoolean failed = new AtomicBoolean();
        List<Future<Tried>> started = new ArrayList<>();
        for (UploadStep step : phase) {
            started.add(pool.submit(() -> {
                if (failed.get()) {
                    return new Tried(step, null, null);
                }
                try {
                    return new Tried(step, write(step, folder, mark), null);
                } catch (StoreException e) {
                    failed.set(true);
                    return new Tried(step, null, e);
                }
            }));
        }
        List<Tried> tried = new ArrayList<>();
        for (int i = 0; i < started.size(); i++) {
            tried.add(result(started.get(i), phase.get(i)));
        }
        return tried;
    }

    private static Tried result(Future<Tried> future, UploadStep step) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Tried(step, null, new StoreException("The upload was interrupted. Run it again."));
        }
    }

    private Instant write(UploadStep step, Snapshot folder, UploadMark mark) {
        return switch (step.kind()) {
            case ADD, REPLACE -> store.write(step.path(), file(step, folder).content(), mark, step.etag());
            case MARK -> store.mark(step.path(), mark, etag(step));
            case REMOVE -> store.remove(step.path(), etag(step));
        };
    }

    private static SourceFile file(UploadStep step, Snapshot folder) {
        return Objects.requireNonNull(folder.files().get(step.path()), "the plan is for this folder");
    }

    private static String etag(UploadStep step) {
        return Objects.requireNonNull(step.etag(), "the file was listed");
    }
}
