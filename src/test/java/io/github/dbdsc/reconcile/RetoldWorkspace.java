package io.github.dbdsc.reconcile;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.apply.MemoryWorkspace;
import io.github.dbdsc.apply.Wanted;
import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.JobSettings;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** A workspace in memory that shows jobs otherwise than it keeps them. */
final class RetoldWorkspace extends MemoryWorkspace {

    private BiFunction<Long, ObjectNode, ObjectNode> shown = (id, settings) -> settings;
    private Consumer<ObjectNode> listed = settings -> {};

    /** Shows jobs in this way from now on; what it is given is its own. */
    void show(BiFunction<Long, ObjectNode, ObjectNode> way) {
        shown = way;
    }

    /** Makes this change to each job in a listing from now on, and to none that is looked at by id. */
    void list(Consumer<ObjectNode> change) {
        listed = change;
    }

    /** Changes a job as somebody does by hand. */
    void edit(int index, Consumer<ObjectNode> change) {
        ActualJob job = jobs.get(index);
        ObjectNode settings = job.settings().tree();
        change.accept(settings);
        jobs.set(index, new ActualJob(job.id(), new JobSettings(settings), job.creator()));
    }

    /** Returns how many calls have written a job since this was asked last. */
    long writes() {
        long writes = calls.stream()
                .filter(call -> call.startsWith("reset") || call.startsWith("create") || call.startsWith("delete"))
                .count();
        calls.clear();
        return writes;
    }

    @Override
    public int forEach(Wanted wanted, Consumer<ActualJob> action) {
        return super.forEach(wanted, job -> action.accept(inListing(job)));
    }

    @Override
    public List<ActualJob> named(String name) {
        return jobs.stream()
                .map(this::inListing)
                .filter(job -> job.name().equals(name))
                .toList();
    }

    @Override
    public Optional<ActualJob> get(long jobId) {
        return super.get(jobId).map(this::retold);
    }

    private ActualJob inListing(ActualJob job) {
        ActualJob retold = retold(job);
        ObjectNode settings = retold.settings().tree();
        listed.accept(settings);
        return new ActualJob(job.id(), JobSettings.keeping(settings), job.creator());
    }

    private ActualJob retold(ActualJob job) {
        ObjectNode settings = shown.apply(job.id(), job.settings().tree());
        return new ActualJob(job.id(), JobSettings.keeping(settings), job.creator());
    }
}
