package io.github.dbdsc.databricks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.apply.Pause;
import io.github.dbdsc.apply.TimeLeft;
import io.github.dbdsc.apply.Wanted;
import io.github.dbdsc.apply.Workspace;
import io.github.dbdsc.apply.WorkspaceException;
import io.github.dbdsc.model.AccessControl;
import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.GrantedAccess;
import io.github.dbdsc.model.JobSettings;
import io.github.dbdsc.model.NamedKind;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A workspace over the Databricks Jobs API 2.2 and, for permissions, the Permissions API 2.0. */
public final class DatabricksWorkspace implements Workspace {

    private static final String JOBS = WorkspaceCall.JOBS;
    private static final int NOT_FOUND = 404;
    private static final String PERMISSIONS = "/api/2.0/permissions/jobs/";
    private static final WorkspaceCall ME = WorkspaceCall.get("/api/2.0/preview/scim/v2/Me");

    private final JobsApi api;
    private final Pacer creates;
    private final Pacer permissionReads;
    private final Pacer permissionWrites;
    private final AtomicReference<@Nullable String> ourName;

    /**
     * Makes no call yet.
     *
     * @param workspace its address, {@code https://adb-….azuredatabricks.net}
     * @param login the identity that makes the calls
     */
    public DatabricksWorkspace(URI workspace, Login login, HttpClient http, RetryPolicy retry, Pause pause) {
        this(workspace, login, http, CallLimits.DEFAULT, retry, pause);
    }

    /** Makes no call yet. Differs from the other one in the limits of each call. */
    public DatabricksWorkspace(
            URI workspace, Login login, HttpClient http, CallLimits limits, RetryPolicy retry, Pause pause) {
        this.api = new JobsApi(workspace, login, new Exchange(http, limits), retry, pause);
        this.ourName = new AtomicReference<>();
        InstantSource clock = InstantSource.system();
        this.creates = new Pacer(Pacer.CREATES_PER_SECOND, clock, pause);
        this.permissionReads = new Pacer(Pacer.PERMISSION_READS_PER_SECOND, clock, pause);
        this.permissionWrites = new Pacer(Pacer.PERMISSION_WRITES_PER_SECOND, clock, pause);
    }

    private DatabricksWorkspace(DatabricksWorkspace other, JobsApi api) {
        this.api = api;
        this.creates = other.creates;
        this.permissionReads = other.permissionReads;
        this.permissionWrites = other.permissionWrites;
        this.ourName = other.ourName;
    }

    /** Returns what starts the workspace's jobs. */
    public JobRuns runs() {
        return new JobRuns(api);
    }

    @Override
    public Workspace callingWhile(TimeLeft time) {
        return new DatabricksWorkspace(this, api.callingWhile(time));
    }

    @Override
    public Workspace writingWhile(BooleanSupplier mayWrite) {
        return new DatabricksWorkspace(this, api.writingWhile(mayWrite));
    }

    @Override
    public int forEach(Wanted wanted, Consumer<ActualJob> action) {
        return new JobReader(api).list("", wanted, action);
    }

    /** Any entry that can't be read may be the job that is looked for, so each must at least have an id. */
    @Override
    public List<ActualJob> named(String name) {
        Map<Long, ActualJob> jobs = new LinkedHashMap<>();
        int skipped = new JobReader(api)
                .list("&name=" + encoded(name), Wanted.tagged(Set.of(name), Set.of()), job -> jobs.put(job.id(), job));
        if (skipped > 0 || jobs.containsKey(ActualJob.NO_ID)) {
            throw WorkspaceCall.get(JOBS + "list").malformed("has a job that can't be read");
        }
        return List.copyOf(jobs.values());
    }

    @Override
    public Optional<ActualJob> get(long jobId) {
        return new JobReader(api).get(jobId);
    }

    @Override
    public boolean hasRuns(long jobId) {
        return isThereARun("limit=1&job_id=" + jobId);
    }

    @Override
    public boolean hasActiveRuns(long jobId) {
        return isThereARun("active_only=true&limit=1&job_id=" + jobId);
    }

    private boolean isThereARun(String query) {
        WorkspaceCall call = WorkspaceCall.get(JOBS + "runs/list?" + query);
        JsonNode runs = api.make(call).path("runs");
        if (!runs.isArray() && !runs.isMissingNode()) {
            throw call.malformed("has runs that are no list");
        }
        return !runs.isEmpty();
    }

    @Override
    public void delete(long jobId) {
        try {
            Optional<JsonNode> unused = api.perform(WorkspaceCall.post(
                    JOBS + "delete", JsonNodeFactory.instance.objectNode().put("job_id", jobId)));
        } catch (WorkspaceException e) {
            // 404 without a word means the same: the job is gone, perhaps by an attempt whose answer was lost
            if (!e.saysMissing() && e.status() != NOT_FOUND) {
                throw e;
            }
        }
    }

    @Override
    public long create(JobSettings settings) {
        creates.await();
        WorkspaceCall call = WorkspaceCall.postOnce(JOBS + "create", settings.view());
        JsonNode id = api.make(call).path("job_id");
        if (!id.isIntegralNumber()) {
            throw call.malformed("has no job_id");
        }
        return id.longValue();
    }

    @Override
    public void reset(long jobId, JobSettings settings) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("job_id", jobId);
        body.set("new_settings", settings.view());
        Optional<JsonNode> unused = api.perform(WorkspaceCall.post(JOBS + "reset", body));
    }

    /**
     * Jobs API 2.2: what starts a job by itself is its schedule, its trigger, or that it is continuous; or, in place of
     * these, a list of triggers of any kind.
     */
    @Override
    public void pause(long jobId, JobSettings settings) {
        ObjectNode paused = JsonNodeFactory.instance.objectNode();
        for (String start : List.of("schedule", "trigger", "continuous")) {
            if (settings.view().path(start) instanceof ObjectNode running) {
                paused.set(start, paused(running));
            }
        }
        if (!settings.view().path("triggers").isEmpty()) {
            ArrayNode triggers = paused.putArray("triggers");
            settings.view().path("triggers").forEach(running -> triggers.add(paused(running)));
        }
        if (!paused.isEmpty()) {
            update(jobId, paused);
        }
    }

    private static JsonNode paused(JsonNode start) {
        return start instanceof ObjectNode running ? running.deepCopy().put("pause_status", "PAUSED") : start;
    }

    @Override
    public void tag(long jobId, Map<String, String> tags) {
        ObjectNode sent = JsonNodeFactory.instance.objectNode();
        ObjectNode all = sent.putObject("tags");
        tags.forEach(all::put);
        update(jobId, sent);
    }

    /** Jobs API 2.2: jobs/update replaces the top-level fields that it is sent, and leaves the others. */
    private void update(long jobId, ObjectNode settings) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("job_id", jobId);
        body.set("new_settings", settings);
        Optional<JsonNode> unused = api.perform(WorkspaceCall.post(JOBS + "update", body));
    }

    /** SCIM API 2.0: a service principal's {@code userName} is its application id, as in {@code creator_user_name}. */
    @Override
    public Optional<String> ourName() {
        String name = ourName.get();
        if (name == null) {
            JsonNode answer = api.make(ME);
            name = answer.path("userName").asText("");
            if (name.isEmpty()) {
                throw ME.malformed("has no userName");
            }
            ourName.set(name);
        }
        return Optional.of(name);
    }

    @Override
    public Map<String, List<String>> idsByName(NamedKind kind) {
        return new NamedIds(api).of(kind);
    }

    @Override
    public GrantedAccess permissions(long jobId) {
        permissionReads.await();
        WorkspaceCall call = WorkspaceCall.get(PERMISSIONS + jobId);
        return PermissionsAnswer.read(call, api.make(call));
    }

    @Override
    public GrantedAccess grant(long jobId, AccessControl permissions) {
        permissionWrites.await();
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set(AccessControl.FIELD, permissions.list());
        WorkspaceCall call = WorkspaceCall.put(PERMISSIONS + jobId, body);
        Optional<JsonNode> shown = api.perform(call);
        if (shown.filter(answer -> answer.has(AccessControl.FIELD)).isPresent()) {
            return PermissionsAnswer.read(call, shown.get());
        }
        return readBack(jobId);
    }

    /** Returns the permissions after a change whose answer did not show them. */
    private GrantedAccess readBack(long jobId) {
        try {
            return permissions(jobId);
        } catch (WorkspaceException e) {
            throw new WorkspaceException(
                    "the workspace took the permissions and did not show them: " + e.getMessage(), e.status(), true);
        }
    }

    @Override
    public long calls() {
        return api.calls();
    }

    @Override
    public long answers() {
        return api.answers();
    }

    @Override
    public boolean isSilent() {
        return api.isSilent();
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
