package io.github.dbdsc.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.fields.JobFields;
import io.github.dbdsc.model.AccessControl;
import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.DesiredJob;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.GrantedAccess;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.JobSettings;
import io.github.dbdsc.model.Ownership;
import io.github.dbdsc.model.Principal;
import io.github.dbdsc.model.Reference;
import io.github.dbdsc.model.ReferringText;
import io.github.dbdsc.model.SyncRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Jobs for tests, written as JSON with single quotes. */
public final class Jobs {

    /** The permissions of a job that we own and nobody else has a part in. */
    public static final AccessControl OURS =
            new AccessControl(Map.of(new Principal(Principal.Kind.USER, "us"), AccessControl.OWNER));

    /** The program's own rules. */
    public static final JobFields RULES = JobFields.builtIn();

    private static final JsonMapper MAPPER = new JsonMapper();

    /** The terms of a run that remembers nothing and deletes at once. */
    public static final PruneTerms AT_ONCE = PruneTerms.atOnce(Instant.parse("2026-11-22T12:00:00Z"));

    private Jobs() {}

    /** Our identity, which made the jobs that are owned. */
    public static final String US = "our-client-id";

    public static JobSettings settings(String json) {
        try {
            return new JobSettings((ObjectNode) MAPPER.readTree(json.replace('\'', '"')));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    public static DesiredJob desired(String key, String json) {
        return new DesiredJob(new JobKey(key), settings(json), false, false);
    }

    public static DesiredJob adopting(String key, String json) {
        return new DesiredJob(new JobKey(key), settings(json), true, false);
    }

    /** Returns a job that runs the jobs of these definitions, with one task for each. */
    public static DesiredJob running(String key, String name, String... others) {
        ObjectNode tree = MAPPER.createObjectNode().put("name", name);
        for (String other : others) {
            ObjectNode task = tree.withArray("tasks").addObject().put("task_key", "run-" + other);
            task.putObject("run_job_task")
                    .putPOJO(
                            "job_id",
                            new ReferringText(List.of("", ""), List.of(new Reference.ToJob(new JobKey(other))), true));
        }
        return new DesiredJob(new JobKey(key), new JobSettings(tree), false, false);
    }

    /** Returns the settings of such a job in the workspace. */
    public static String runs(String name, String other, long id) {
        return "{'name':'" + name + "','tasks':[{'task_key':'run-" + other + "','run_job_task':{'job_id':" + id
                + "}}]}";
    }

    public static ActualJob owned(long id, String owner, String key, String json) {
        return new ActualJob(id, new Ownership(owner, new JobKey(key)).stamp(settings(json), false), Optional.of(US));
    }

    /** Returns permissions as the workspace shows them where nothing is inherited. */
    public static GrantedAccess granted(AccessControl own) {
        return new GrantedAccess(own, AccessControl.NONE, Optional.empty());
    }

    public static ActualJob unowned(long id, String creator, String json) {
        return new ActualJob(id, settings(json), Optional.of(creator));
    }

    /** Returns the plan of a run over all jobs, in a workspace where only the jobs matter. */
    public static Plan plan(
            OwnershipPolicy policy,
            DesiredState desired,
            List<ActualJob> actual,
            Map<JobKey, AppliedJob> state,
            boolean prune) {
        return new Planner(policy, ApprovalPolicy.ofDeletes(100), RULES)
                .plan(desired, ActualState.of(actual), state, SyncRequest.SYNC.prune(prune), AT_ONCE);
    }

    /** Returns the same for the owner us. */
    public static Plan plan(DesiredState desired, List<ActualJob> actual, Map<JobKey, AppliedJob> state) {
        return plan(
                new OwnershipPolicy("us", Optional.of(US), OwnershipPolicy.OnNameTaken.REFUSE),
                desired,
                actual,
                state,
                false);
    }
}
