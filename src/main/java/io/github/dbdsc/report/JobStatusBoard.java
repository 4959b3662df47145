package io.github.dbdsc.report;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.Problem;
import io.github.dbdsc.model.Scope;
import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.model.Target;
import io.github.dbdsc.state.DamagedStateException;
import io.github.dbdsc.state.StateStore;
import io.github.dbdsc.state.StoredState;
import io.github.dbdsc.state.VersionedDocument;
import io.github.dbdsc.state.VersionedDocument.Stored;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Shows the status of a target's jobs without asking the workspace: a document beside the state that runs keep up to
 * date. No run depends on it.
 */
public final class JobStatusBoard {

    private static final JsonMapper JSON = new JsonMapper();

    private final StateStore store;
    private final Target target;
    private final VersionedDocument<Optional<JobStatuses>> document;
    private final PublishedIds ids;
    private final UnmanagedList unmanaged;

    public JobStatusBoard(StateStore store, Target target) {
        this.store = store;
        this.target = target;
        this.document = new VersionedDocument<>(store, target.id() + ".jobs", new AsJson(target));
        this.ids = new PublishedIds(store, target);
        this.unmanaged = new UnmanagedList(store, target);
    }

    /** Takes a document that it can't read for one that was never written: the next run over all jobs replaces it. */
    private record AsJson(Target target) implements VersionedDocument.Format<Optional<JobStatuses>> {

        @Override
        public Optional<JobStatuses> read(byte[] content) {
            return parsed(content).flatMap(JobStatuses::of);
        }

        @Override
        public byte[] write(Optional<JobStatuses> statuses) {
            return statuses.map(present -> present.json(target))
                    .orElseGet(() -> JobStatuses.empty(target))
                    .toString()
                    .getBytes(StandardCharsets.UTF_8);
        }
    }

    /**
     * What the board shows.
     *
     * @param version changes whenever the document does
     * @param document in the form that the HTTP API serves
     */
    public record Snapshot(String version, ObjectNode document) {

        /** Reports whether the board shows the job of this definition. */
        public boolean has(JobKey key) {
            return StreamSupport.stream(document.path("jobs").spliterator(), false)
                    .anyMatch(job -> job.path("key").asText().equals(key.value()));
        }
    }

    /**
     * Returns what the board shows now, with one read of the store.
     *
     * @throws StoreException when it can't be read
     */
    public Snapshot read() {
        Snapshot whole = whole();
        Optional<UnmanagedSeen> seen = UnmanagedSeen.of(whole.document());
        whole.document().remove(UnmanagedSeen.FIELD);
        seen.filter(some -> some.count() > 0)
                .ifPresent(some -> whole.document().set(UnmanagedSeen.FIELD, some.shown()));
        return whole;
    }

    /**
     * Returns the same with the jobs of the workspace that are nobody's in place of those of the target, with two reads of
     * the store.
     *
     * @throws StoreException when it can't be read
     */
    public Snapshot readUnmanaged() {
        Snapshot whole = whole();
        ObjectNode nobodys = unmanaged.shown(UnmanagedSeen.of(whole.document()).orElse(null));
        whole.document().remove("jobs");
        whole.document().set(UnmanagedSeen.FIELD, nobodys);
        return new Snapshot(whole.version() + " " + nobodys, whole.document());
    }

    private Snapshot whole() {
        Optional<StoredState> stored = store.read(document.path());
        ObjectNode shown = stored.flatMap(found -> parsed(found.content())).orElseGet(() -> JobStatuses.empty(target));
        if (target.isNamed()) {
            shown.put("target", target.name()); // a run of before it had a name may have written this
        }
        return new Snapshot(
                stored.map(StoredState::version).orElse(""),
                shown.without(List.of(JobStatuses.ERRORS, JobStatuses.IDS)));
    }

    /**
     * Reports whether this is the id that others were told for a key last, with one read of the store.
     *
     * @throws StoreException when it can't be read
     */
    public boolean hasPublished(JobKey key, long jobId) {
        return ids.has(key, jobId);
    }

    /**
     * What came of an update.
     *
     * @param note why the document or the ids could not be written, if so; the next run tries again
     * @param newErrors the errors in definitions that the run before did not find; none where that is not known
     * @param pending the plan that waits until somebody applies it; null where none does or that is not known
     */
    public record Updated(
            Optional<String> note,
            List<Problem> newErrors,
            @Nullable PendingPlan pending) {

        private static Updated failed(String why) {
            return new Updated(Optional.of("the job statuses were not written: " + why), List.of(), null);
        }
    }

    /**
     * Shows what a run found, unless the board shows it already.
     *
     * @param scope which jobs the run was about
     * @param state the state before the run
     * @param next the state after it, whose ids are published where they have changed; empty where the state is not known
     */
    public Updated update(
            Report report,
            Scope scope,
            DesiredState desired,
            Map<JobKey, AppliedJob> state,
            Optional<Map<JobKey, AppliedJob>> next) {
        try {
            Optional<Stored<Optional<JobStatuses>>> stored = document.read();
            Optional<JobStatuses> shown = stored.flatMap(Stored::value);
            Optional<List<JobStatus>> before = shown.map(JobStatuses::jobs);
            Set<String> errors = shown.<Set<String>>map(JobStatuses::errors).orElse(Set.of());
            PendingPlan pending = shown.map(JobStatuses::pending).orElse(null);
            String digest = shown.map(JobStatuses::ids).orElse("");
            PublishedIds.Published published = next.map(jobs -> ids.publish(jobs, digest))
                    .orElseGet(() -> new PublishedIds.Published(digest, Optional.empty()));
            UnmanagedSeen known = shown.map(JobStatuses::unmanaged).orElse(null);
            UnmanagedList.Kept kept = unmanaged.keep(report, known);
            JobStatuses after = StatusUpdate.after(before.orElse(List.of()), pending, report, scope, desired, state)
                    .with(published.digest(), kept.seen());
            boolean isNews = scope instanceof Scope.Everything
                    || !before.equals(Optional.of(after.jobs()))
                    || !Objects.equals(pending, after.pending())
                    || !digest.equals(after.ids())
                    || !UnmanagedSeen.isSame(known, after.unmanaged())
                    || !errors.equals(after.errors());
            if (isNews
                    && !document.write(
                            Optional.of(after), stored.map(Stored::version).orElse(null))) {
                return Updated.failed("another pass wrote them meanwhile");
            }
            return new Updated(published.note().or(kept::note), newErrors(report, errors), after.pending());
        } catch (StoreException | DamagedStateException e) {
            return Updated.failed(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Shows jobs that an undo has put back: they are held, whatever their definitions say. Does nothing while no run over
     * all jobs has shown any.
     *
     * @return why the document could not be written, if so; the next run tries again
     */
    public Optional<String> undone(Report report) {
        try {
            Optional<Stored<Optional<JobStatuses>>> stored = document.read();
            Optional<JobStatuses> shown = stored.flatMap(Stored::value);
            if (shown.isEmpty()) {
                return Optional.empty();
            }
            JobStatuses after = new JobStatuses(
                    report.runId(),
                    report.startedAt(),
                    StatusUpdate.undone(shown.get().jobs(), report),
                    shown.get().pending(),
                    shown.get().errors(),
                    shown.get().ids(),
                    shown.get().unmanaged());
            return document.write(
                            Optional.of(after), stored.map(Stored::version).orElse(null))
                    ? Optional.empty()
                    : Updated.failed("another pass wrote them meanwhile").note();
        } catch (StoreException | DamagedStateException e) {
            return Updated.failed(String.valueOf(e.getMessage())).note();
        }
    }

    /** Forgets what is kept so that it need not be read again. */
    public void forget() {
        document.forget();
    }

    private static List<Problem> newErrors(Report report, Set<String> known) {
        return report.problems().stream()
                .filter(Problem::isError)
                .filter(error -> !known.contains(JobStatuses.errorName(error)))
                .toList();
    }

    private static Optional<ObjectNode> parsed(byte[] content) {
        try {
            return JSON.readTree(content) instanceof ObjectNode json ? Optional.of(json) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
