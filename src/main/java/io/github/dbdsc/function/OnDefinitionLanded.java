package io.github.dbdsc.function;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.BlobTrigger;
import com.microsoft.azure.functions.annotation.FunctionName;
import io.github.dbdsc.definition.Snapshot;
import io.github.dbdsc.reconcile.PassRequest;
import io.github.dbdsc.reconcile.Reconciler;
import io.github.dbdsc.reconcile.Report;
import io.github.dbdsc.reconcile.ReportText;
import java.time.Duration;
import java.util.function.Supplier;

/** A file has landed in the container: makes the workspace's jobs match what is there now. */
public final class OnDefinitionLanded {

    /** Events come in bursts; each waits for the pass before it, well within the host's function timeout. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Supplier<Reconciler> reconciler;

    /** For the Functions worker: wired from the app settings when the first event comes. */
    public OnDefinitionLanded() {
        this(FunctionApp::reconciler);
    }

    /** On the given reconciler, asked for with each event. */
    public OnDefinitionLanded(Supplier<Reconciler> reconciler) {
        this.reconciler = reconciler;
    }

    /**
     * Reads the whole container again, since events repeat, overtake each other and carry old content.
     *
     * @param content not used
     * @param name the blob's path in the container
     */
    @FunctionName("OnDefinitionLanded")
    public void run(
            @BlobTrigger(
                            name = "content",
                            path = "%JOB_CONTAINER%/{name}",
                            source = "EventGrid",
                            connection = "JobStore",
                            dataType = "binary")
                    byte[] content,
            @BindingName("name") String name,
            ExecutionContext context) {
        if (!Snapshot.isSource(name)) {
            context.getLogger().info("ignored " + name + ": not a definition, template or vars.json");
            return;
        }
        Report report = reconciler.get().pass(PassRequest.SYNC.waitingFor(PATIENCE));
        context.getLogger().info(name + " landed. " + ReportText.summary(report));
        context.getLogger().info(PassLog.line(report));
    }
}
