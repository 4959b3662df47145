package io.github.dbdsc.function;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.BlobTrigger;
import com.microsoft.azure.functions.annotation.EventGridTrigger;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import io.github.dbdsc.definition.Snapshot;
import io.github.dbdsc.model.VisibleText;
import io.github.dbdsc.sync.RunRequests;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks for a run when a file lands in the container, when one is removed from it, and on schedule. Events say that there
 * is something to look at and nothing else: they repeat, overtake each other, carry old content and get lost.
 */
public final class EventFunctions {

    /** Event Grid, Azure Blob Storage events: the subject of an event. */
    private static final Pattern SUBJECT =
            Pattern.compile("/blobServices/default/containers/(?<container>[^/]+)/blobs/(?<path>.+)");

    /**
     * A request that waits may be one whose machine is gone, which the queue hides for ten minutes: one more takes its
     * place. More would pile up while runs fail.
     */
    private static final int MOST_WAITING = 1;

    private final Supplier<RunRequests> requests;
    private final Supplier<AppServices> services;
    private final Supplier<String> container;

    EventFunctions(Supplier<AppServices> services, Supplier<String> container) {
        this(() -> services.get().requests(), services, container);
    }

    /**
     * @param requests asks for runs, whether or not the services can be had
     * @param services what a look for changes needs
     * @param container the name of the container with the definitions, as events give it
     */
    EventFunctions(Supplier<RunRequests> requests, Supplier<AppServices> services, Supplier<String> container) {
        this.requests = requests;
        this.services = services;
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
     * Asks for a run over everything, which corrects drift, at the times of setting {@code SCHEDULE}.
     *
     * @param timer not used
     */
    @FunctionName("OnSchedule")
    public void onSchedule(
            @TimerTrigger(name = "timer", schedule = "%SCHEDULE%") String timer, ExecutionContext context) {
        Logger log = begin(context);
        String runId = requests.get().overEverything("the schedule");
        log.info("asked for run " + runId + " over everything");
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
        AppServices app = services.get();
        if (!app.reconciler().hasNewSources()) {
            log.info("nothing has changed since the last run");
            return;
        }
        int waiting = app.queue().waiting().requests();
        if (waiting > MOST_WAITING) {
            log.info("files have changed, and " + waiting + " requests wait already");
            return;
        }
        String runId = requests.get().overChanges("the look for changes: no run has seen all files");
        log.info("files have changed, asked for run " + runId);
    }

    private static Logger begin(ExecutionContext context) {
        LibraryLog.follow(context.getLogger());
        return context.getLogger();
    }

    /** Asks for a run if the file matters, and returns a line for the log. */
    private String askForChanges(String path, String whatHappened) {
        if (!Snapshot.isSource(path)) {
            return "ignored " + VisibleText.escaped(path) + ": not a definition, template or vars.json";
        }
        String why = path + " " + whatHappened;
        String runId = requests.get().overChanges(why);
        return VisibleText.escaped(why) + ", asked for run " + runId;
    }

    /**
     * Reads an event of Event Grid, in its own form or as a cloud event: both have a subject.
     *
     * @return the path of the blob that the event is about; empty when that is not in the container
     */
    static Optional<String> blobOf(String event, String container) {
        try {
            JsonNode json = new JsonMapper().readTree(event);
            Matcher subject = SUBJECT.matcher(
                    (json.isArray() ? json.path(0) : json).path("subject").asText());
            return subject.matches() && subject.group("container").equals(container)
                    ? Optional.of(subject.group("path"))
                    : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
