package io.github.dbdsc.model;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A job as the workspace has it.
 *
 * @param id the workspace's number for the job
 * @param settings complete, with every task, where that matters
 * @param creator who created it ({@code creator_user_name}); absent once that user is deleted
 * @param whyUnreadable why it can't be read; empty when it was. Of a job that can't be read no more is known than stands
 *     here, and nothing follows from what is missing
 * @param created when it was created ({@code created_time}); null where the workspace does not say
 */
public record ActualJob(
        long id,
        JobSettings settings,
        Optional<String> creator,
        Optional<String> whyUnreadable,
        @Nullable Instant created) {

    /** The id of a job whose id can't be read. */
    public static final long NO_ID = 0;

    /** Creates a job that was read. */
    public ActualJob(long id, JobSettings settings, Optional<String> creator) {
        this(id, settings, creator, null);
    }

    /** Creates a job that was read, with the time of its creation. */
    public ActualJob(long id, JobSettings settings, Optional<String> creator, @Nullable Instant created) {
        this(id, settings, creator, Optional.empty(), created);
    }

    /** Returns this job with the reason why no more of it can be read. */
    public ActualJob unreadable(String why) {
        return new ActualJob(id, settings, creator, Optional.of(why), created);
    }

    public boolean isReadable() {
        return whyUnreadable.isEmpty();
    }

    public String name() {
        return settings.name();
    }

    /** Returns which installation manages this job, if any does. */
    public Optional<Ownership> ownership() {
        return Ownership.of(settings);
    }
}
