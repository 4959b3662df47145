package io.github.dbdsc.report;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.model.Target;
import io.github.dbdsc.state.StateStore;
import io.github.dbdsc.state.StoredState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * Shows how the jobs of a target stand, to whoever asks, without asking the workspace. A document beside the state,
 * written by passes; nothing depends on it.
 */
public final class JobStatusBoard {

    private static final JsonMapper JSON = new JsonMapper();

    private final StateStore store;
    private final Target target;

    /** What this process read or wrote last, so that the same bytes are not parsed again. */
    private volatile Last last = new Last(new byte[0], Optional.empty());

    private static final class Last {
        private final byte[] document;
        private final Optional<JobStatuses> statuses;

        private Last(byte[] document, Optional<JobStatuses> statuses) {
            this.document = document;
            this.statuses = statuses;
        }
    }

    public JobStatusBoard(StateStore store, Target target) {
        this.store = store;
        this.target = target;
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
        Optional<StoredState> stored = store.read(path());
        return new Snapshot(
                stored.map(StoredState::version).orElse(""),
                stored.flatMap(JobStatusBoard::parsed).orElseGet(() -> JobStatuses.nothingKnown(target)));
    }

    /**
     * Shows what a pass found, unless that is what is shown already.
     *
     * @param everything whether the pass was about all jobs
     * @param state the jobs in the state
     * @return a note when it did not work; the next run tries again
     */
    public Optional<String> update(
            Report report, boolean everything, DesiredState desired, Map<JobKey, AppliedJob> state) {
        try {
            Optional<StoredState> stored = store.read(path());
            Optional<JobStatuses> before = stored.flatMap(this::statuses);
            JobStatuses after = StatusUpdate.after(before, report, everything, desired, state);
            boolean isNews = everything || !before.map(JobStatuses::jobs).equals(Optional.of(after.jobs()));
            if (isNews && !write(after, stored.map(StoredState::version))) {
                return Optional.of("the job statuses were not written: another pass wrote them meanwhile");
            }
            return Optional.empty();
        } catch (StoreException e) {
            return Optional.of("the job statuses were not written: " + e.getMessage());
        }
    }

    private Optional<JobStatuses> statuses(StoredState stored) {
        byte[] document = stored.content();
        Last known = last;
        if (!Arrays.equals(known.document, document)) {
            known = new Last(document, parsed(stored).flatMap(JobStatuses::of));
            last = known;
        }
        return known.statuses;
    }

    private boolean write(JobStatuses statuses, Optional<String> replaces) {
        byte[] document = statuses.json(target).toString().getBytes(StandardCharsets.UTF_8);
        last = new Last(document, Optional.of(statuses));
        return store.write(path(), document, replaces);
    }

    private static Optional<ObjectNode> parsed(StoredState stored) {
        try {
            return JSON.readTree(stored.content()) instanceof ObjectNode document
                    ? Optional.of(document)
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // damaged: the next pass over all jobs puts it right
        }
    }

    private String path() {
        return target.id() + ".jobs.json";
    }
}
