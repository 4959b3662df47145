package io.github.dbdsc.function;

import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.models.QueueMessageItem;
import io.github.dbdsc.azure.StorageConnection;
import java.util.List;

/**
 * Runs an app's functions as the Functions host does on one of its machines, with what {@code host.json} says: it keeps
 * events of blobs in a queue of its own, from which it hands out several at once; requests it hands out one by one. Queues
 * and messages are real ones.
 */
final class FunctionsHost implements AutoCloseable {

    private static final String EVENTS = "webjobs-blobtrigger-test";
    private static final String EVENTS_GIVEN_UP = "webjobs-blobtrigger-poison";
    private static final String REQUESTS_GIVEN_UP = QueueFunction.QUEUE + "-poison";

    private final RecordedContext context = new RecordedContext();
    private final List<QueuePump> pumps;

    private FunctionsHost(FunctionApp app, StorageConnection account, Hurry hurry) {
        HostSettings settings = HostSettings.read();
        EventFunctions landed = app.getInstance(EventFunctions.class);
        QueueFunction requested = app.getInstance(QueueFunction.class);
        QueuePump events = new QueuePump(
                account.queue(EVENTS),
                account.queue(EVENTS_GIVEN_UP),
                settings.eventDeliveries(),
                hurry.hidden(settings.beforeRepeat()),
                event -> landed.onDefinitionLanded(new byte[0], event.getBody().toString(), context));
        QueuePump requests = new QueuePump(
                account.queue(QueueFunction.QUEUE),
                account.queue(REQUESTS_GIVEN_UP),
                settings.requestDeliveries(),
                hurry.hidden(settings.beforeRepeat()),
                request -> run(requested, request));
        pumps = List.of(events.start(settings.eventsAtOnce()), requests.start(settings.requestsAtOnce()));
    }

    /** Starts to hand out messages. The host's own times are shortened as well. */
    static FunctionsHost start(FunctionApp app, StorageConnection account, Hurry hurry) {
        return new FunctionsHost(app, account, hurry);
    }

    /** Returns the queues that the host works with; those that hold messages while something is left to do come first. */
    static List<QueueClient> queues(StorageConnection account) {
        return List.of(
                account.queue(EVENTS),
                account.queue(QueueFunction.QUEUE),
                account.queue(EVENTS_GIVEN_UP),
                account.queue(REQUESTS_GIVEN_UP));
    }

    /** Returns what the functions have logged here. */
    List<String> lines() {
        return context.lines();
    }

    /** Takes no more messages, and finishes those that it is handling. */
    @Override
    public void close() {
        pumps.forEach(QueuePump::close);
    }

    private void run(QueueFunction function, QueueMessageItem request) {
        function.runSync(
                request.getBody().toString(), request.getInsertionTime().toString(), context);
    }
}
