package io.github.dbdsc.function;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.model.VisibleText;
import io.github.dbdsc.notice.Notifier;
import io.github.dbdsc.settings.SettingsException;
import io.github.dbdsc.sync.Delivery;
import io.github.dbdsc.sync.FailedRequests;
import io.github.dbdsc.sync.SyncRequestJson;
import io.github.dbdsc.sync.SyncWorker.Result;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Takes requests from the queue, one by one, and makes their runs. */
public final class QueueFunction {

    /** The name of the queue, which is in the storage account of the definitions; {@code infra/} creates it. */
    public static final String QUEUE = "dsc-sync";

    /** The host hands a time over in either form. */
    private static final List<DateTimeFormatter> TIMES =
            List.of(DateTimeFormatter.ISO_OFFSET_DATE_TIME, DateTimeFormatter.RFC_1123_DATE_TIME);

    private final TargetServices targets;

    QueueFunction(TargetServices targets) {
        this.targets = targets;
    }

    /**
     * Handles a request, and throws when its message must be delivered again.
     *
     * @param insertionTime when the queue took the message, by the queue's clock
     * @param deliveries how many times the queue handed it out, with this one
     */
    @FunctionName("RunSync")
    public void runSync(
            @QueueTrigger(name = "message", queueName = QUEUE, connection = "JobStore") String message,
            @BindingName("InsertionTime") String insertionTime,
            @BindingName("DequeueCount") String deliveries,
            ExecutionContext context) {
        Logger log = context.getLogger();
        LibraryLog.follow(log);
        SyncRequest request = known(request(message));
        Instant queuedAt = time(insertionTime);
        AppServices app;
        try {
            app = targets.toWork(request.target());
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError | LinkageError e) {
            Optional<FailedRequests> later = failuresIfAny(request.target());
            if (later.isEmpty()) {
                throw e;
            }
            tell(request, tryLater(later.get(), request.queuedAt(queuedAt), e), Notifier.NONE, queuedAt, log);
            return;
        }
        Delivery delivery = new Delivery(queuedAt, count(deliveries), line -> log.info(of(request) + line));
        tell(request, app.worker().handle(request, delivery), app.notifier(), queuedAt, log);
    }

    private static SyncRequest request(String message) {
        try {
            return SyncRequestJson.read(message);
        } catch (SyncRequestJson.MalformedRequestException e) {
            throw new IllegalArgumentException("not a request for a sync: " + e.getMessage());
        }
    }

    /** Returns the request of a target that there is: one that was sent before targets had names is for the first. */
    private SyncRequest known(SyncRequest request) {
        List<String> names = targets.names();
        if (names.contains(request.target())) {
            return request;
        }
        if (request.target().isEmpty()) {
            return request.to(names.get(0));
        }
        throw new IllegalArgumentException("run " + request.runId() + " is for the target '" + request.target()
                + "', which TARGETS does not name any more; after five tries the message is in the queue " + QUEUE
                + "-poison");
    }

    /** Returns empty where the queue can't be had either. */
    private Optional<FailedRequests> failuresIfAny(String target) {
        try {
            return Optional.of(targets.failures(target));
        } catch (RuntimeException e) {
            return Optional.empty(); // what is wrong is thrown for the services, too
        }
    }

    /** A vault that is down is an outage like any other, though it keeps the worker itself from being made. */
    private static Result tryLater(FailedRequests later, SyncRequest request, Throwable failure) {
        return failure instanceof SettingsException
                ? later.tryLater(request, "the settings don't allow work to begin: " + failure.getMessage())
                : later.tryLater(request, failure);
    }

    private static void tell(SyncRequest request, Result result, Notifier notifier, Instant queuedAt, Logger log) {
        if (result instanceof Result.Done done) {
            RunLog.log(done.report(), request.queuedAt().orElse(queuedAt), log);
            notifier.finished(done.report(), log);
        } else if (result instanceof Result.Covered covered) {
            log.info(of(request) + "done already by run " + covered.runId());
        } else if (result instanceof Result.Delayed delayed) {
            logFault(delayed.fault(), log);
            log.info(of(request) + "tried again in " + delayed.delay().toSeconds() + " s: "
                    + VisibleText.escaped(delayed.why()));
        } else if (result instanceof Result.NoSuchJob none) {
            log.warning(of(request) + VisibleText.escaped(none.why()));
        } else if (result instanceof Result.GivenUp givenUp) {
            logFault(givenUp.fault(), log);
            log.severe(RunLog.givenUp(request.runId(), request.target(), givenUp.why()));
            notifier.givenUp(request, givenUp.why(), log);
        }
    }

    /** Returns how a line of the log about a request of a target begins. */
    private static String of(SyncRequest request) {
        return request.target().isEmpty() ? "" : request.target() + ": ";
    }

    private static void logFault(@Nullable Throwable fault, Logger log) {
        if (fault != null) {
            log.log(Level.SEVERE, "the program itself failed", fault);
        }
    }

    /** Reads a number, or returns 2 when it can't be read: then what an earlier worker has recorded is looked for. */
    private static int count(String text) {
        return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 2;
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
