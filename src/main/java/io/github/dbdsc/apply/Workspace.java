package io.github.dbdsc.apply;

import io.github.dbdsc.model.AccessControl;
import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.GrantedAccess;
import io.github.dbdsc.model.JobSettings;
import io.github.dbdsc.model.NamedKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * The jobs of a Databricks workspace. Every method throws {@link WorkspaceException} when the workspace does not do
 * what it is asked to, and may be called by several threads.
 */
public interface Workspace {

    /** Jobs API 2.2: the most jobs that one page of a listing holds. */
    int PAGE = 100;

    /**
     * Returns this workspace with a limit on its time: no call is begun, for the first time or again, once {@code
     * mayCall} returns false. It throws {@link WorkspaceException} instead, or {@link WriteWithheldException} where
     * it would have written.
     */
    Workspace callingWhile(TimeLeft time);

    /**
     * Returns this workspace with a limit on writes: no call that writes is sent, for the first time or again, once
     * {@code mayWrite} returns false. It is asked after every wait, right before the call goes out, since a call may
     * wait for minutes, until somebody else may be writing. A call that is not sent throws {@link
     * WriteWithheldException}.
     */
    Workspace writingWhile(BooleanSupplier mayWrite);

    /** Returns every job that our identity can see, as a listing has it: of each list at most the first 100 elements. */
    default List<ActualJob> list() {
        return list(Wanted.NONE).jobs();
    }

    /**
     * Returns every job that our identity can see, once, read to the last page. Jobs that matter have all their tasks, or
     * say why they can't be read; others are as the listing has them, and left out when they can't be read. A job that a
     * listing shows twice, because its pages shifted, has the settings that were shown last.
     */
    default Listed list(Wanted wanted) {
        return list(wanted, seen -> {});
    }

    /** Returns the same, and tells how many jobs were listed so far. */
    default Listed list(Wanted wanted, IntConsumer seen) {
        int[] count = {0};
        Map<Long, ActualJob> jobs = new LinkedHashMap<>();
        List<ActualJob> withoutId = new ArrayList<>();
        int skipped = forEach(wanted, job -> {
            seen.accept(++count[0]);
            if (job.id() == ActualJob.NO_ID) {
                withoutId.add(job);
            } else {
                jobs.put(job.id(), job);
            }
        });
        withoutId.addAll(0, jobs.values());
        return new Listed(withoutId, skipped);
    }

    /**
     * Passes every job of {@link #list(Wanted)} to the action, without keeping them in memory: some perhaps twice.
     *
     * @return how many entries were skipped
     */
    int forEach(Wanted wanted, Consumer<ActualJob> action);

    /** Returns the jobs with this display name, each once; the workspace ignores case. */
    List<ActualJob> named(String name);

    /** Returns the job of this id with all its tasks; empty when there is none. */
    Optional<ActualJob> get(long jobId);

    /** Reports whether the job has ever run, as far as the workspace remembers. */
    boolean hasRuns(long jobId);

    /** Reports whether runs of the job are active now. */
    boolean hasActiveRuns(long jobId);

    /**
     * Creates a job. Never repeats a call that may have taken effect: the exception then says so in {@link
     * WorkspaceException#effectUnknown()}.
     *
     * @return the new job's id
     */
    long create(JobSettings settings);

    /** Replaces all settings of a job in place; its id and run history stay. Safe to repeat. */
    void reset(long jobId, JobSettings settings);

    /** Pauses a job whatever starts it, and changes nothing else. Safe to repeat. */
    void pause(long jobId, JobSettings settings);

    /** Replaces the tags of a job, and nothing else. Safe to repeat. */
    void tag(long jobId, Map<String, String> tags);

    /** Deletes a job; one that is gone already counts as deleted. */
    void delete(long jobId);

    /**
     * Returns the ids of everything of this kind that our identity can see, by name; things that share a name share a
     * list. Not for jobs, which are in the listing of jobs.
     */
    Map<String, List<String>> idsByName(NamedKind kind);

    /** Returns the permissions on the job itself and the inherited ones. */
    GrantedAccess permissions(long jobId);

    /**
     * Replaces all permissions on the job itself. Safe to repeat.
     *
     * @return the permissions on the job afterwards
     */
    GrantedAccess grant(long jobId, AccessControl permissions);

    /**
     * Returns how the workspace names us as the creator of a job: a user name, or a service principal's application id.
     * Asks the workspace once; empty where it can't tell.
     */
    default Optional<String> ourName() {
        return Optional.empty();
    }

    /** Returns how many calls this object has made to the workspace so far, retries included. */
    long calls();

    /** Returns how many of them the workspace has answered so far; one that says that it is busy, or out of order, has not. */
    default long answers() {
        return calls();
    }

    /** Reports whether the call that ended last got no answer, so that whoever made it waits. */
    default boolean isSilent() {
        return false;
    }
}
