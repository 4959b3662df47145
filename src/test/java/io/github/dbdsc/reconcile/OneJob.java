package io.github.dbdsc.reconcile;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.apply.Outcome;
import io.github.dbdsc.fakes.InMemoryStores;
import io.github.dbdsc.local.simulation.Caller;
import io.github.dbdsc.local.simulation.Operation;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.local.simulation.StoredJob;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.plan.OwnershipPolicy;
import io.github.dbdsc.plan.OwnershipPolicy.OnNameTaken;
import io.github.dbdsc.report.Report;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A definition whose settings are its own, written as JSON with single quotes, and its job in a simulated workspace. */
final class OneJob implements AutoCloseable {

    static final JobKey KEY = new JobKey("a");

    final SimulatedWorkspace workspace = SimulatedWorkspace.start();
    private String settings = "{}";
    private InMemoryStores stores = container();

    private final Caller caller;

    OneJob() {
        this(Passes.ROBOT);
    }

    /** Makes the runs as somebody else. */
    OneJob(Caller caller) {
        this.caller = caller;
        workspace.accept(caller);
    }

    /** Returns settings with a task of these fields, in a workspace where a task needs compute. */
    static String task(String fields) {
        return "{'name':'A','tasks':[{'task_key':'a','existing_cluster_id':'c'," + fields + "}]}";
    }

    /** Returns settings with a notebook task and these fields of the job. */
    static String job(String fields) {
        return "{'name':'A','tasks':[{'task_key':'a','existing_cluster_id':'c','notebook_task':{'notebook_path':'/n'}}]"
                + (fields.isEmpty() ? "" : "," + fields) + "}";
    }

    /** Returns settings with a notebook task on a new cluster of these fields. */
    static String cluster(String fields) {
        return "{'name':'A','tasks':[{'task_key':'a','notebook_task':{'notebook_path':'/n'},'new_cluster':"
                + "{'spark_version':'16.4.x-scala2.12','node_type_id':'n','num_workers':1"
                + (fields.isEmpty() ? "" : "," + fields) + "}}]}";
    }

    private static InMemoryStores container() {
        return new InMemoryStores().file("templates/standard.jinja2", "{{ job.s | tojson }}");
    }

    OneJob define(String wanted) {
        return define(wanted, "");
    }

    /** Lets the definition take over a job of its name. */
    OneJob adopting() {
        return define(settings, "\"$adopt\": true, ");
    }

    /** Lets the definition have one more directive, and want these settings. */
    OneJob define(String directive, String value, String wanted) {
        return define(wanted, "\"" + directive + "\": " + value.replace('\'', '"') + ", ");
    }

    private OneJob define(String wanted, String more) {
        settings = wanted;
        stores.file("jobs/a.json", "{" + more + "\"name\": \"A\", \"s\": " + wanted.replace('\'', '"') + "}");
        return this;
    }

    /** Loses everything but the files. */
    void forget() {
        stores = container();
        define(settings);
    }

    private Reconciler reconciler() {
        return Passes.of(
                        new OwnershipPolicy("us", Optional.of(caller.userName()), OnNameTaken.REFUSE),
                        RunPolicy.DEFAULT)
                .reconciler(Passes.client(workspace, caller), stores.stores());
    }

    Report sync() {
        return reconciler().run(SyncRequest.SYNC);
    }

    Report sync(SyncRequest request) {
        return reconciler().run(request);
    }

    Report plan() {
        return reconciler().run(SyncRequest.PLAN);
    }

    /** Returns what a plan changes, as {@code path: before -> after (reason)}; empty when the job is in sync. */
    List<String> planned() {
        return plan().outcomes().stream()
                .flatMap(outcome -> outcome.change().differences().stream())
                .map(field ->
                        field.path() + ": " + field.before() + " -> " + field.after() + " (" + field.reason() + ")")
                .toList();
    }

    /** Makes a run and returns how many jobs it wrote. */
    int writes() {
        workspace.calls().reset();
        var unused = sync();
        return workspace.calls().count(Operation.CREATE) + workspace.calls().count(Operation.RESET);
    }

    Outcome outcome() {
        return sync().outcomes().get(0);
    }

    void byHand(Consumer<ObjectNode> change) {
        workspace.jobs().edit(stored().id(), change);
    }

    StoredJob stored() {
        return workspace.jobs().all().get(0);
    }

    static ObjectNode taskOf(ObjectNode settings) {
        return (ObjectNode) settings.path("tasks").get(0);
    }

    static ObjectNode clusterOf(ObjectNode settings) {
        return (ObjectNode) taskOf(settings).path("new_cluster");
    }

    @Override
    public void close() {
        workspace.close();
    }
}
