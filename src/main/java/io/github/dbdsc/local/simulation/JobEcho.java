package io.github.dbdsc.local.simulation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * A job as answers show it, rendered once per revision so that listing thousands is quick.
 *
 * @param job the revision that is shown
 * @param readBack what filled in the defaults
 * @param whole every field, with every task
 * @param listed an element of a listing without tasks
 * @param listedExpanded an element of a listing with {@code expand_tasks=true}
 */
record JobEcho(StoredJob job, ReadBack readBack, ObjectNode whole, String listed, String listedExpanded) {

    /** Jobs API 2.2: an answer holds at most so many elements of each list. */
    static final int LIST_SIZE = 100;

    static JobEcho of(StoredJob job, ReadBack readBack) {
        ObjectNode whole = whole(job, readBack);
        ObjectNode listed = whole.deepCopy();
        readBack.runAs().listed(settings(listed));
        return new JobEcho(job, readBack, whole, listed(listed), listedExpanded(listed));
    }

    /** The elements from {@code start} of every long list, 100 at most; the other fields as they are. */
    ObjectNode page(int start) {
        ObjectNode page = whole.deepCopy();
        cut(page, start);
        return page;
    }

    /** Whether some list goes on after this element. */
    boolean hasMoreAfter(int end) {
        return hasMoreAfter(whole, end);
    }

    private static ObjectNode whole(StoredJob job, ReadBack readBack) {
        ObjectNode settings = readBack.settings(job);
        ObjectNode whole = ApiJson.object().put("job_id", job.id());
        if (job.creator() != null) {
            whole.put("creator_user_name", job.creator());
        }
        settings.path("run_as").forEach(name -> whole.put("run_as_user_name", name.asText()));
        whole.put("created_time", job.created().toEpochMilli());
        readBack.runAs().whole(settings);
        whole.set("settings", settings);
        copyAsEffective(settings, whole, "budget_policy_id");
        copyAsEffective(settings, whole, "usage_policy_id");
        if (settings.path("trigger").has("file_arrival")) {
            whole.putObject("trigger_state").putObject("file_arrival").put("using_file_events", false);
        }
        return whole;
    }

    private static String listed(ObjectNode whole) {
        ObjectNode listed = whole.deepCopy();
        settings(listed).remove(SettingsTree.PAGED_LISTS);
        return ApiJson.text(listed);
    }

    private static String listedExpanded(ObjectNode whole) {
        ObjectNode listed = whole.deepCopy();
        cut(listed, 0);
        listed.put("has_more", hasMoreAfter(whole, LIST_SIZE));
        return ApiJson.text(listed);
    }

    private static boolean hasMoreAfter(ObjectNode whole, int end) {
        return SettingsTree.PAGED_LISTS.stream()
                .anyMatch(list -> settings(whole).path(list).size() > end);
    }

    private static void cut(ObjectNode job, int start) {
        for (String list : SettingsTree.PAGED_LISTS) {
            if (settings(job).path(list) instanceof ArrayNode elements) {
                ArrayNode kept = elements.arrayNode();
                for (int i = start; i < Math.min(start + LIST_SIZE, elements.size()); i++) {
                    kept.add(elements.get(i));
                }
                settings(job).set(list, kept);
            }
        }
    }

    private static ObjectNode settings(ObjectNode job) {
        return job.withObject("/settings");
    }

    private static void copyAsEffective(ObjectNode settings, ObjectNode whole, String policyField) {
        if (settings.has(policyField)) {
            whole.set("effective_" + policyField, settings.path(policyField));
        }
    }

    /** Keeps the echo of each job until the job or the way of showing jobs changes. */
    static final class Cache {

        private final Map<Long, JobEcho> byId = new ConcurrentHashMap<>();
        private volatile ReadBack readBack;

        Cache(ReadBack readBack) {
            this.readBack = readBack;
        }

        synchronized void show(UnaryOperator<ReadBack> change) {
            readBack = change.apply(readBack);
        }

        JobEcho of(StoredJob job) {
            ReadBack current = readBack;
            JobEcho known = byId.get(job.id());
            if (known != null && known.job().revision() == job.revision() && known.readBack() == current) {
                return known;
            }
            JobEcho echo = JobEcho.of(job, current);
            byId.put(job.id(), echo);
            return echo;
        }

        void forget(long jobId) {
            byId.remove(jobId);
        }
    }
}
