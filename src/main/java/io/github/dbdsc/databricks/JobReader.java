package io.github.dbdsc.databricks;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.apply.Wanted;
import io.github.dbdsc.apply.Workspace;
import io.github.dbdsc.apply.WorkspaceException;
import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.ApplicationId;
import io.github.dbdsc.model.JobSettings;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads jobs: from listings, and one by one with all their tasks. */
record JobReader(JobsApi api) {

    private static final String LIST = WorkspaceCall.JOBS + "list";

    /**
     * Passes the jobs of a listing to the action. A job that matters is completed first; an entry that can't be read and
     * doesn't matter is skipped.
     *
     * @param filter what to add to the query
     * @return how many entries were skipped
     * @throws WorkspaceException when a page can't be read, or the workspace is out of order
     */
    int list(String filter, Wanted wanted, Consumer<ActualJob> action) {
        AtomicInteger skipped = new AtomicInteger();
        new JobListing(api, LIST + "?limit=" + Workspace.PAGE + "&expand_tasks=true" + filter).forEach(entry -> {
            Listed job = read(entry);
            if (wanted.has(job.job())) {
                (job.isPart() ? completed(job.job()) : Optional.of(job.job())).ifPresent(action);
            } else if (job.job().isReadable()) {
                action.accept(job.job());
            } else {
                skipped.incrementAndGet();
            }
        });
        return skipped.get();
    }

    /** @param isPart whether the workspace has more of it than the listing */
    private record Listed(ActualJob job, boolean isPart) {}

    private static Listed read(ListingEntry entry) {
        try {
            ObjectNode whole = entry.whole();
            if (whole.path("settings").isObject() && whole.path("job_id").isIntegralNumber()) {
                return new Listed(actual(whole), whole.path("has_more").asBoolean());
            }
            return unreadable(
                    entry, whole.path("job_id").isIntegralNumber() ? "it has no settings" : "it has no job_id");
        } catch (StreamConstraintsException e) {
            return unreadable(entry, "it nests too deep, or has a number or text that is too long");
        } catch (IOException e) {
            return unreadable(entry, "it is no job");
        }
    }

    private static Listed unreadable(ListingEntry entry, String why) {
        ObjectNode head = entry.head();
        return new Listed(actual(head).unreadable("its entry in the listing can't be read: " + why), false);
    }

    /**
     * Returns a job that the listing has in part with all its tasks; empty when it was deleted since. When the workspace
     * refuses that, the job can't be read.
     */
    private Optional<ActualJob> completed(ActualJob part) {
        try {
            return get(part.id());
        } catch (WorkspaceException e) {
            if (e.isAboutOneJob()) {
                return Optional.of(part.unreadable(e.getMessage()));
            }
            throw e;
        }
    }

    /** Returns the job of this id with all its tasks; empty when there is none. */
    Optional<ActualJob> get(long id) {
        try {
            return Optional.of(whole(id));
        } catch (WorkspaceException e) {
            if (e.saysMissing()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * Reads a job with all its tasks. Jobs API 2.2: a listing has at most the first 100 elements of each array; get has
     * the rest, page by page.
     */
    private ActualJob whole(long id) {
        WorkspaceCall call = WorkspaceCall.get(WorkspaceCall.JOBS + "get?job_id=" + id);
        PageTokens tokens = new PageTokens(call.path());
        JsonNode first = api.make(call);
        if (!first.path("settings").isObject() || !first.path("job_id").isIntegralNumber()) {
            throw call.malformed("has no settings or no job_id");
        }
        Optional<String> next = tokens.next(first);
        while (next.isPresent()) {
            JsonNode page = api.make(WorkspaceCall.get(next.get()));
            append(first.path("settings"), page.path("settings"));
            next = tokens.next(page);
        }
        return actual(first);
    }

    private static void append(JsonNode settings, JsonNode page) {
        page.properties().forEach(field -> {
            if (field.getValue() instanceof ArrayNode more
                    && settings.path(field.getKey()) instanceof ArrayNode present) {
                present.addAll(more);
            }
        });
    }

    /** Jobs API 2.2: in milliseconds since the epoch. */
    private static @Nullable Instant created(JsonNode time) {
        return time.canConvertToLong() && time.longValue() > 0 ? Instant.ofEpochMilli(time.longValue()) : null;
    }

    private static ActualJob actual(JsonNode job) {
        return new ActualJob(
                job.path("job_id").asLong(ActualJob.NO_ID),
                JobSettings.keeping(settings(job)),
                name(job, "creator_user_name"),
                created(job.path("created_time")));
    }

    /**
     * Returns a job's settings with whom it runs as. Jobs API 2.2: some listings leave {@code run_as} out of the settings
     * and say it beside them only.
     */
    private static ObjectNode settings(JsonNode job) {
        ObjectNode settings = (ObjectNode) job.path("settings");
        if (settings.path("run_as").isEmpty()) {
            name(job, "run_as_user_name")
                    .ifPresent(name -> settings.putObject("run_as").put(runAsField(name), name));
        }
        return settings;
    }

    /** Users are known by e-mail addresses, service principals by UUIDs; what is neither is the name of a group. */
    private static String runAsField(String name) {
        return ApplicationId.is(name) || name.indexOf('@') >= 0 ? ApplicationId.fieldFor(name) : "group_name";
    }

    private static Optional<String> name(JsonNode job, String field) {
        return Optional.ofNullable(job.path(field).textValue()).filter(name -> !name.isEmpty());
    }
}
