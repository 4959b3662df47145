package io.github.dbdsc.function;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.BlobTrigger;
import com.microsoft.azure.functions.annotation.EventGridTrigger;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import io.github.dbdsc.azure.StorageQueue;
import io.github.dbdsc.model.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.logging.Logger;

/**
 * Asks for a run when a file lands in the container, when one is removed from it, and on schedule. Events say that there
 * is something to look at and nothing else: they repeat, overtake each other, carry old content and get lost.
 */
public final class EventFunctions {

    /**
     * A request that waits may be one whose machine is gone, which the queue hides for ten minutes: one more takes its
     * place. More would pile up while runs fail.
     */
    private static final int MOST_WAITING = 1;

    private final TargetServices targets;
    private final Supplier<String> container;

    EventFunctions(Supplier<AppServices> services, Supplier<String> container) {
        this(TargetServices.ofOne(services), container);
    }

    /** @param container the name of the container with the definitions, as events give it */
    EventFunctions(TargetServices targets, Supplier<String> container) {
        this.targets = targets;
        this.container = container;
    }

    /**
     * Asks for a run over what has changed, after a file has landed.
     *
     * @param content not used
     * @param name the blob's path in the container
     */
    @FunctionName("OnDefinitionLanded")
    public void onDefinitionLanded(
            @BlobTrigger(
                            name = "content",
                            path = "%JOB_CONTAINER%/{name}",
                            source = "EventGrid",
                            connection = "JobStore",
                            dataType = "binary")
                    byte[] content,
            @BindingName("name") String name,
            ExecutionContext context) {
        Logger log = begin(context);
        log.info(askForChanges(name, "landed"));
    }

    /**
     * Asks for a run over what has changed, after a file was removed, which no blob trigger reports.
     *
     * @param event a {@code Microsoft.Storage.BlobDeleted}
     */
    @FunctionName("OnBlobDeleted")
    public void onBlobDeleted(@EventGridTrigger(name = "event") String event, ExecutionContext context) {
        Logger log = begin(context);
        log.info(blobOf(event, container.get())
                .map(path -> askForChanges(path, "was removed"))
                .orElse("ignored an event that is not about a blob of the container with the definitions"));
    }

    /**
     * Asks for a run over what has changed, after a file has landed or was removed. It takes the place of the other two
     * where Event Grid delivers into a queue instead of calling the app; the Functions host runs the ones or the other, as
     * the app settings say.
     *
     * @param message an event of Event Grid
     * @throws IllegalArgumentException when it is none: the host repeats it, and keeps it in the poison queue at last
     */
    @FunctionName("OnBlobEvent")
    public void onBlobEvent(
            @QueueTrigger(name = "message", queueName = StorageQueue.EVENTS, connection = "JobStore") String message,
            ExecutionContext context) {
        Logger log = begin(context);
        BlobEvent event = event(message);
        Optional<String> what = event.whatHappened();
        Optional<String> path = what.flatMap(happened -> event.blobOf(container.get()));
        log.info(
                path.isPresent()
                        ? askForChanges(path.get(), what.get())
                        : "ignored an event that is not about a file of the container with the definitions: "
                                + VisibleText.escaped(event.type() + " " + event.subject()));
    }

    private static BlobEvent event(String message) {
        try {
            return BlobEvent.read(message);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "a message in the queue " + StorageQueue.EVENTS + " is no event of Event Grid: " + e.getMessage()
                            + ". After five tries it is in the queue " + StorageQueue.LOST_EVENTS
                            + ". If a file has changed, the next look for changes finds it");
        }
    }

    /**
     * Asks for a run over everything, which corrects drift, at the times of setting {@code SCHEDULE}.
     *
     * @param timer not used
     */
    @FunctionName("OnSchedule")
    public void onSchedule(
            @TimerTrigger(name = "timer", schedule = "%SCHEDULE%") String timer, ExecutionContext context) {
        Logger log = begin(context);
        for (String target : targets.names()) {
            String runId = targets.requests(target).overEverything("the schedule");
            log.info(RunLog.about(target) + "asked for run " + runId + " over everything");
        }
    }

    /**
     * Asks for a run over what has changed, at the times of setting {@code CHANGES_SCHEDULE}, where the container is not
     * as the last run found it: an event may be lost. Otherwise it ends with a listing of the container.
     *
     * @param timer not used
     */
    @FunctionName("LookForChanges")
    public void lookForChanges(
            @TimerTrigger(name = "timer", schedule = "%CHANGES_SCHEDULE%") String timer, ExecutionContext context) {
        Logger log = begin(context);
        RuntimeException failure = null;
        for (String target : targets.names()) {
            try {
                log.info(RunLog.about(target) + look(target));
            } catch (RuntimeException e) {
                if (targets.names().size() > 1) {
                    log.warning(RunLog.about(target) + "the look failed: "
                            + VisibleText.escaped(String.valueOf(e.getMessage())));
                }
                failure = e; // the other targets are looked at all the same
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Looks for changes that concern a target, and returns a line for the log. */
    private String look(String target) {
        AppServices app = targets.of(target);
        if (!app.reconciler().hasNewSources()) {
            return "nothing has changed since the last run";
        }
        int waiting = app.queue().waiting().requests();
        if (waiting > MOST_WAITING * targets.names().size() && isOwnBacklog(app)) {
            return "files have changed, and " + waiting + " requests wait already";
        }
        String runId = targets.requests(target).overChanges("the look for changes: no run has seen all files");
        return "files have changed, asked for run " + runId;
    }

    /** Those that wait may all be another target's whose runs fail: they stand for no change that concerns this one. */
    private boolean isOwnBacklog(AppServices app) {
        return targets.names().size() == 1 || app.failures().outage().isPresent();
    }

    private static Logger begin(ExecutionContext context) {
        LibraryLog.follow(context.getLogger());
        return context.getLogger();
    }

    /** Asks for a run of each target for which the file matters, and returns a line for the log. */
    private String askForChanges(String name, String whatHappened) {
        List<String> asked = new ArrayList<>();
        for (String target : targets.names()) {
            Optional<String> path = targets.paths(target).path(name);
            if (path.isPresent()) {
                String runId = targets.requests(target).overChanges(name + " " + whatHappened);
                asked.add(runId + (target.isEmpty() ? "" : " of " + target));
            }
        }
        return asked.isEmpty()
                ? "ignored " + VisibleText.escaped(name) + ": not a definition, template or vars.json"
                : VisibleText.escaped(name + " " + whatHappened) + ", asked for run " + String.join(", ", asked);
    }

    /** Returns the path of the blob that an event is about; empty when that is not in the container. */
    static Optional<String> blobOf(String event, String container) {
        try {
            return BlobEvent.read(event).blobOf(container);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
