package io.github.dbdsc.report;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.model.Sha256;
import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.model.Target;
import io.github.dbdsc.plan.UnmanagedJobs;
import io.github.dbdsc.state.StateStore;
import io.github.dbdsc.state.StoredState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The jobs of a target's workspace that are nobody's, as the last run saw them that listed all jobs: a document beside that
 * of the statuses, so that neither grows with the other. It holds a limited number, and is written when it changes.
 */
final class UnmanagedList {

    private static final JsonMapper JSON = new JsonMapper();

    /** The digest of a list without jobs: that one need not be written where there is none. */
    private static final String NONE = "";

    private final StateStore store;
    private final Target target;
    private final String path;

    UnmanagedList(StateStore store, Target target) {
        this.store = store;
        this.target = target;
        this.path = target.id() + ".unmanaged.json";
    }

    /**
     * What came of it.
     *
     * @param seen what is known from then on; null where no run has listed all jobs
     * @param note why the list could not be written, if so; the next run tries again
     */
    record Kept(@Nullable UnmanagedSeen seen, Optional<String> note) {}

    /**
     * Keeps what a run saw, if it listed all jobs.
     *
     * @param before what was known before; null where nothing was
     */
    Kept keep(Report report, @Nullable UnmanagedSeen before) {
        UnmanagedJobs unmanaged = report.unmanaged();
        if (unmanaged == null) {
            return new Kept(before, Optional.empty());
        }
        ObjectNode list = json(unmanaged);
        String digest =
                unmanaged.count() == 0 ? NONE : Sha256.hex(list.toString().getBytes(StandardCharsets.UTF_8));
        UnmanagedSeen seen = new UnmanagedSeen(unmanaged.count(), report.runId(), report.startedAt(), digest);
        if (digest.equals(before == null ? NONE : before.digest())) {
            return new Kept(seen, Optional.empty());
        }
        try {
            ObjectNode kept = seen.json();
            kept.setAll(list);
            String version = store.read(path).map(StoredState::version).orElse(null);
            return store.write(path, kept.toString().getBytes(StandardCharsets.UTF_8), version)
                    ? new Kept(seen, Optional.empty())
                    : new Kept(before, failed("another pass wrote it meanwhile"));
        } catch (StoreException e) {
            return new Kept(before, failed(String.valueOf(e.getMessage())));
        }
    }

    private static Optional<String> failed(String why) {
        return Optional.of("the list of jobs that are nobody's was not written: " + why);
    }

    private static ObjectNode json(UnmanagedJobs unmanaged) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("count", unmanaged.count());
        ArrayNode jobs = json.putArray("jobs");
        for (UnmanagedJobs.Job job : unmanaged.jobs()) {
            ObjectNode entry = jobs.addObject().put("jobId", job.id()).put("name", job.name());
            job.creator().ifPresent(creator -> entry.put("creator", creator));
            if (job.created() != null) {
                entry.put("created", job.created().toString());
            }
        }
        return json;
    }

    /**
     * Returns the list as callers see it, with one read of the store: each job with its address and the command that makes a
     * definition of it. Says neither number nor time where no run has listed all jobs.
     *
     * @param known what the document of the statuses says of it; null where that says nothing
     * @throws StoreException when it can't be read
     */
    ObjectNode shown(@Nullable UnmanagedSeen known) {
        Optional<ObjectNode> list = store.read(path).flatMap(UnmanagedList::parsed);
        UnmanagedSeen written = list.flatMap(UnmanagedList::seen).orElse(null);
        // a list of the same jobs stays as it is, so it is as new as what is known
        boolean isCurrent = known != null && (written == null || known.digest().equals(written.digest()));
        UnmanagedSeen seen = isCurrent ? known : written;
        ObjectNode json = seen == null ? JsonNodeFactory.instance.objectNode() : seen.shown();
        String name = target.isNamed() ? target.name() : "";
        json.put("command", UnmanagedHint.command(name));
        ArrayNode jobs = json.putArray("jobs");
        list.ifPresent(present -> present.path("jobs").forEach(job -> {
            if (job instanceof ObjectNode one && one.path("jobId").canConvertToLong()) {
                jobs.add(shown(one, name));
            }
        }));
        return json;
    }

    private ObjectNode shown(ObjectNode job, String name) {
        long id = job.path("jobId").asLong();
        return job.put("link", target.workspace() + "/jobs/" + id).put("command", UnmanagedHint.command(name, id));
    }

    private static Optional<UnmanagedSeen> seen(ObjectNode list) {
        return UnmanagedSeen.of(list.objectNode().set(UnmanagedSeen.FIELD, list));
    }

    private static Optional<ObjectNode> parsed(StoredState stored) {
        try {
            return JSON.readTree(stored.content()) instanceof ObjectNode json ? Optional.of(json) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
