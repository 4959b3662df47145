package io.github.dbdsc.local.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** {@code /api/2.2/jobs}: list, get, create, reset, update and delete. */
final class JobsEndpoints {

    private final JobTable table;
    private final JobAccess access;
    private final JobEcho.Cache echoes;

    JobsEndpoints(JobTable table, JobAccess access, JobEcho.Cache echoes) {
        this.table = table;
        this.access = access;
        this.echoes = echoes;
    }

    /**
     * A page of at most {@code limit} jobs (1 to 100, default 20). The page token is a key and no offset: jobs that are
     * created or deleted meanwhile make no other job appear twice or not at all. The name is compared without regard to
     * case. An empty page has no {@code jobs} field.
     */
    Answer list(Request request) {
        int limit = request.limit(20, 100);
        List<StoredJob> found = table.below(request.position(Long.MAX_VALUE), limit + 1, wanted(request));
        boolean more = found.size() > limit;
        List<StoredJob> page = found.subList(0, Math.min(limit, found.size()));
        Function<JobEcho, String> shown = request.flag("expand_tasks") ? JobEcho::listedExpanded : JobEcho::listed;

        StringBuilder json = new StringBuilder("{");
        if (!page.isEmpty()) {
            json.append(page.stream()
                    .map(job -> shown.apply(echoes.of(job)))
                    .collect(Collectors.joining(",", "\"jobs\":[", "],")));
        }
        json.append("\"has_more\":").append(more);
        if (more) {
            String token = Request.pageToken(page.get(limit - 1).id());
            json.append(",\"next_page_token\":\"").append(token).append('"');
        }
        return Answer.ok(json.append('}').toString());
    }

    /** A page of the job: at most 100 elements of each list; a page token leads to the rest. */
    Answer get(Request request) {
        long id = request.jobIdParameter().orElseThrow(Request::missingJobId);
        JobEcho echo = echoes.of(access.toView(request.caller(), id));
        int start = Math.toIntExact(Math.max(0, Math.min(request.position(0), Integer.MAX_VALUE - 1000)));
        int end = start + JobEcho.LIST_SIZE;
        ObjectNode page = echo.page(start);
        if (echo.hasMoreAfter(end)) {
            page.put("has_more", true).put("next_page_token", Request.pageToken(end));
        }
        return Answer.ok(ApiJson.text(page));
    }

    /** There is no idempotency token: the same request twice makes two jobs. */
    Answer create(Request request) {
        ObjectNode body = request.json();
        String creator = request.caller().userName();
        List<Grant> grants = Grant.onCreate(Grant.parse(body.path("access_control_list")), creator);
        ObjectNode settings = SettingsIntake.accept(body);
        RunAsRight.check(request.caller(), settings);
        StoredJob job = table.add(creator, settings, grants);
        return Answer.ok(ApiJson.text(ApiJson.object().put("job_id", job.id())));
    }

    /** Replaces all settings, except that {@code run_as} stays when the new ones have none. */
    Answer reset(Request request) {
        ObjectNode settings = SettingsIntake.accept(newSettings(request));
        return changed(request, job -> keepingRunAs(job, settings));
    }

    /** Replaces the top-level settings that are sent, and leaves the others: no default is filled in. */
    Answer update(Request request) {
        ObjectNode sent = newSettings(request);
        return changed(request, job -> {
            ObjectNode merged = job.settings().deepCopy().setAll(sent);
            return SettingsIntake.accept(merged.deepCopy()).retain(List.copyOf(fieldNames(merged)));
        });
    }

    private static Set<String> fieldNames(ObjectNode settings) {
        Set<String> names = new HashSet<>();
        settings.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static ObjectNode newSettings(Request request) {
        if (request.json().path("new_settings") instanceof ObjectNode sent) {
            return sent;
        }
        throw ApiError.invalidParameter("The new_settings are missing.");
    }

    private Answer changed(Request request, Function<StoredJob, ObjectNode> settings) {
        long id = Request.jobId(request.json());
        access.toManage(request.caller(), id);
        RunAsRight.check(request.caller(), newSettings(request));
        if (table.change(id, job -> job.withSettings(settings.apply(job))).isEmpty()) {
            throw access.missing(id);
        }
        return Answer.EMPTY;
    }

    Answer delete(Request request) {
        long id = Request.jobId(request.json());
        access.toManage(request.caller(), id);
        if (!table.remove(id)) {
            throw access.missing(id);
        }
        echoes.forget(id);
        return Answer.EMPTY;
    }

    private Predicate<StoredJob> wanted(Request request) {
        Predicate<StoredJob> visible = job -> access.sees(request.caller(), job);
        return request.parameter("name")
                .<Predicate<StoredJob>>map(name -> visible.and(job -> job.name().equalsIgnoreCase(name)))
                .orElse(visible);
    }

    private static ObjectNode keepingRunAs(StoredJob job, ObjectNode settings) {
        ObjectNode before = job.settings();
        if (!settings.has("run_as") && before.has("run_as")) {
            settings.set("run_as", before.path("run_as"));
        }
        return settings;
    }
}
