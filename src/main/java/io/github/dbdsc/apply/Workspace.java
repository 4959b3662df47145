package io.github.dbdsc.apply;

import io.github.dbdsc.model.AccessControl;
import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.JobSettings;
import io.github.dbdsc.model.NamedKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The jobs of a Databricks workspace. Every method throws {@link WorkspaceException} when the workspace does not do it,
 * and may be called by several threads.
 */
public interface Workspace {

    /** Jobs API 2.2: the most jobs that one page of a listing holds. */
    int PAGE = 100;

    /**
     * The same workspace for writes that may take their time: a call that writes is not made again once this is false. A
     * repetition may come minutes after the first try, when somebody else may write.
     */
    Workspace writingWhile(BooleanSupplier mayWrite);

    /** Every job that our identity can see, with all its tasks, read to the last page. */
    List<ActualJob> list();

    /** Shows every job that {@link #list()} would, without keeping those that were shown. */
    default void forEach(Consumer<ActualJob> action) {
        list().forEach(action);
    }

    /** The jobs with this display name; the workspace compares without regard to case. */
    List<ActualJob> named(String name);

    /** The job of this id with all its tasks; empty when there is none. */
    Optional<ActualJob> get(long jobId);

    /** Whether runs of the job are active now. */
    boolean hasActiveRuns(long jobId);

    /**
     * Creates a job. Never repeats a call that may have had its effect: then the exception says
     * {@link WorkspaceException#effectUnknown()}.
     *
     * @return the new job's id
     */
    long create(JobSettings settings);

    /** Replaces all settings of a job in place; its id and run history stay. Safe to repeat. */
    void reset(long jobId, JobSettings settings);

    /** Deletes a job; one that is gone already counts as deleted. */
    void delete(long jobId);

    /** The ids of everything of this kind that our identity can see, by name; what shares a name is in one list. */
    Map<String, List<String>> idsByName(NamedKind kind);

    /** What is granted on the job itself; what is inherited is left out. */
    AccessControl permissions(long jobId);

    /**
     * Replaces everything that is granted on the job itself. Safe to repeat.
     *
     * @return what is granted then
     */
    AccessControl grant(long jobId, AccessControl permissions);

    /**
     * How the workspace names us as the creator of a job: a user name, or a service principal's application id. Asked
     * of the workspace once; empty where it can't tell.
     */
    default Optional<String> ourName() {
        return Optional.empty();
    }

    /** How many calls this object has made to the workspace so far, repeated ones included. */
    long calls();
}
