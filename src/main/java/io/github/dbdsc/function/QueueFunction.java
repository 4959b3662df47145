package io.github.dbdsc.function;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.notice.Notifier;
import io.github.dbdsc.sync.SyncRequestJson;
import io.github.dbdsc.sync.SyncWorker.Result;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.function.Supplier;
import java.util.logging.Logger;

/** Takes requests from the queue, one by one, and makes their runs. */
public final class QueueFunction {

    /** The name of the queue, which is in the storage account of the definitions; {@code infra/} creates it. */
    public static final String QUEUE = "dsc-sync";

    /** The host hands a time over in either form. */
    private static final List<DateTimeFormatter> TIMES =
            List.of(DateTimeFormatter.ISO_OFFSET_DATE_TIME, DateTimeFormatter.RFC_1123_DATE_TIME);

    private final Supplier<AppServices> services;

    QueueFunction(Supplier<AppServices> services) {
        this.services = services;
    }

    /**
     * Handles a request, and throws when its message must be delivered again.
     *
     * @param insertionTime when the queue took the message, by the queue's clock
     */
    @FunctionName("RunSync")
    public void runSync(
            @QueueTrigger(name = "message", queueName = QUEUE, connection = "JobStore") String message,
            @BindingName("InsertionTime") String insertionTime,
            ExecutionContext context) {
        Logger log = context.getLogger();
        try {
            SyncRequest request = SyncRequestJson.read(message);
            Instant queuedAt = time(insertionTime);
            AppServices app = services.get();
            Notifier notifier = app.notifier();
            Result result = app.worker().handle(request, queuedAt);
            if (result instanceof Result.Done done) {
                RunLog.log(done.report(), request.queuedAt().orElse(queuedAt), log);
                notifier.finished(done.report(), log);
            } else if (result instanceof Result.Covered covered) {
                log.info("done already by run " + covered.runId());
            } else if (result instanceof Result.Delayed delayed) {
                log.info("tried again in " + delayed.delay().toSeconds() + " s: " + delayed.why());
            } else if (result instanceof Result.NoSuchJob none) {
                log.warning(none.why());
            } else if (result instanceof Result.GivenUp givenUp) {
                log.severe(RunLog.givenUp(request.runId(), givenUp.why()));
                notifier.givenUp(request.runId(), request.why(), givenUp.why(), log);
            }
        } catch (SyncRequestJson.MalformedRequestException e) {
            throw new IllegalArgumentException("not a request for a sync: " + e.getMessage());
        }
    }

    /** Reads the time, or returns now when it can't be read: then no earlier run is taken to cover the request. */
    private static Instant time(String text) {
        String time = text.strip().replace("\"", "");
        for (DateTimeFormatter form : TIMES) {
            try {
                return OffsetDateTime.parse(time, form).toInstant();
            } catch (DateTimeParseException e) {
                // perhaps in the other form
            }
        }
        return Instant.now();
    }
}
