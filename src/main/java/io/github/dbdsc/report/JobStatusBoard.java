package io.github.dbdsc.report;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.model.Target;
import io.github.dbdsc.state.DamagedStateException;
import io.github.dbdsc.state.StateStore;
import io.github.dbdsc.state.StoredState;
import io.github.dbdsc.state.VersionedDocument;
import io.github.dbdsc.state.VersionedDocument.Stored;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * Shows how the jobs of a target stand, to whoever asks, without asking the workspace. A document beside the state,
 * written by runs; nothing depends on it.
 */
public final class JobStatusBoard {

    private static final JsonMapper JSON = new JsonMapper();

    private final StateStore store;
    private final Target target;
    private final VersionedDocument<Optional<JobStatuses>> document;

    public JobStatusBoard(StateStore store, Target target) {
        this.store = store;
        this.target = target;
        this.document = new VersionedDocument<>(store, target.id() + ".jobs", new AsJson(target));
    }

    /** Takes what it can't read for statuses that nobody has written yet: the next run over all jobs puts it right. */
    private record AsJson(Target target) implements VersionedDocument.Format<Optional<JobStatuses>> {

        @Override
        public Optional<JobStatuses> read(byte[] content) {
            return parsed(content).flatMap(JobStatuses::of);
        }

        @Override
        public byte[] write(Optional<JobStatuses> statuses) {
            return statuses.map(known -> known.json(target))
                    .orElseGet(() -> JobStatuses.nothingKnown(target))
                    .toString()
                    .getBytes(StandardCharsets.UTF_8);
        }
    }

    /**
     * What is shown.
     *
     * @param version changes whenever the document does
     * @param document of the form that the HTTP API serves
     */
    public record Snapshot(String version, ObjectNode document) {}

    /**
     * What is shown now, with one read.
     *
     * @throws StoreException when it can't be read
     */
    public Snapshot read() {
        Optional<StoredState> stored = store.read(document.path());
        return new Snapshot(
                stored.map(StoredState::version).orElse(""),
                stored.flatMap(found -> parsed(found.content())).orElseGet(() -> JobStatuses.nothingKnown(target)));
    }

    /**
     * Shows what a run found, unless that is what is shown already.
     *
     * @param everything whether the run was about all jobs
     * @param state the jobs in the state
     * @return a note when it did not work; the next run tries again
     */
    public Optional<String> update(
            Report report, boolean everything, DesiredState desired, Map<JobKey, AppliedJob> state) {
        try {
            Optional<Stored<Optional<JobStatuses>>> stored = document.read();
            Optional<JobStatuses> before = stored.flatMap(Stored::value);
            JobStatuses after = StatusUpdate.after(before, report, everything, desired, state);
            boolean isNews = everything || !before.map(JobStatuses::jobs).equals(Optional.of(after.jobs()));
            if (isNews
                    && !document.write(
                            Optional.of(after), stored.map(Stored::version).orElse(null))) {
                return Optional.of("the job statuses were not written: another pass wrote them meanwhile");
            }
            return Optional.empty();
        } catch (StoreException | DamagedStateException e) {
            return Optional.of("the job statuses were not written: " + e.getMessage());
        }
    }

    private static Optional<ObjectNode> parsed(byte[] content) {
        try {
            return JSON.readTree(content) instanceof ObjectNode json ? Optional.of(json) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
