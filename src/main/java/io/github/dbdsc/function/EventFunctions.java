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
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.model.VisibleText;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks for a run when a file lands in the container, when one is removed from it, and on schedule. Looks at nothing
 * itself: events repeat, overtake each other and carry old content.
 */
public final class EventFunctions {

    /** Event Grid, Azure Blob Storage events: the subject of an event. */
    private static final Pattern SUBJECT =
            Pattern.compile("/blobServices/default/containers/(?<container>[^/]+)/blobs/(?<path>.+)");

    private final Supplier<AppServices> services;
    private final Supplier<String> container;

    /** @param container the name of the container with the definitions, as events give it */
    EventFunctions(Supplier<AppServices> services, Supplier<String> container) {
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
        context.getLogger().info(askForChanges(name, "landed"));
    }

    /**
     * Asks for a run over what has changed, after a file was removed, which no blob trigger reports.
     *
     * @param event a {@code Microsoft.Storage.BlobDeleted}
     */
    @FunctionName("OnBlobDeleted")
    public void onBlobDeleted(@EventGridTrigger(name = "event") String event, ExecutionContext context) {
        context.getLogger()
                .info(blobOf(event, container.get())
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
        AppServices app = services.get();
        SyncRequest request = SyncRequest.SYNC.as(app.runIds().get()).because("the schedule");
        app.queue().send(request, Duration.ZERO);
        context.getLogger().info("asked for run " + request.runId() + " over everything");
    }

    /** Asks for a run if the file matters, and returns a line for the log. */
    private String askForChanges(String path, String whatHappened) {
        if (!Snapshot.isSource(path)) {
            return "ignored " + VisibleText.escaped(path) + ": not a definition, template or vars.json";
        }
        AppServices app = services.get();
        SyncRequest request = SyncRequest.CHANGES.as(app.runIds().get()).because(path + " " + whatHappened);
        app.queue().send(request, app.settle());
        return VisibleText.escaped(request.why()) + ", asked for run " + request.runId();
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
