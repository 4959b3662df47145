package io.github.dbdsc.reconcile;

import io.github.dbdsc.fakes.InMemoryStores;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.local.simulation.SimulationOptions;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.JobSettings;
import io.github.dbdsc.model.Ownership;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.plan.Jobs;
import io.github.dbdsc.report.Report;
import java.time.Duration;

/** Numbered definitions and a workspace that is in sync with them, until a test changes either. */
final class ManyJobs implements AutoCloseable {

    private static final String TEMPLATE = """
            {"name": "{{ job.name }}", "timeout_seconds": {{ job.timeout | default(60) }},
             "tasks": [{% for n in range(job.tasks | default(1)) %}
               {"task_key": "t{{ n }}", "notebook_task": {"notebook_path": "/n"}}{{ "," if not loop.last }}
             {% endfor %}]}
            """;

    private final SimulatedWorkspace workspace =
            SimulatedWorkspace.start(SimulationOptions.defaults().withCallers(Passes.ROBOT));
    private final InMemoryStores stores = new InMemoryStores().file("templates/standard.jinja2", TEMPLATE);

    /** Starts with this many jobs, all as defined, and no state. */
    static ManyJobs inSync(int count) {
        ManyJobs jobs = new ManyJobs();
        for (int job = 0; job < count; job++) {
            jobs.define(job, "");
            JobSettings settings = Jobs.settings("{'name':'job " + job
                    + "','timeout_seconds':60,'tasks':[{'task_key':'t0','notebook_task':{'notebook_path':'/n'}}]}");
            JobSettings stamped = new Ownership("us", key(job)).stamp(settings, false);
            jobs.workspace.jobs().put(Passes.ROBOT.userName(), stamped.tree());
        }
        return jobs;
    }

    static JobKey key(int job) {
        return new JobKey("k" + job);
    }

    /** Writes a definition. {@code more} holds further fields, each after a comma. */
    void define(int job, String more) {
        stores.file(key(job).path(), "{\"name\": \"job " + job + "\"" + more + "}");
    }

    void remove(int job) {
        stores.remove(key(job).path());
    }

    SimulatedWorkspace workspace() {
        return workspace;
    }

    /** Makes a run that may prune everything. */
    Report run(SyncRequest request) {
        return Passes.with(new RunPolicy(true, 100, Duration.ZERO))
                .reconciler(Passes.client(workspace), stores.stores())
                .run(request);
    }

    @Override
    public void close() {
        workspace.close();
    }
}
