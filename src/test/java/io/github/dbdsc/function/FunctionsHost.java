package io.github.dbdsc.function;

import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.models.QueueMessageItem;
import io.github.dbdsc.azure.StorageConnection;
import java.time.Duration;
import java.util.List;

/**
 * Runs an app's functions as the Functions host does on one of its machines, with what {@code host.json} says: it keeps
 * events of blobs in a queue of its own account, from which it hands out several at once; requests it hands out one by one.
 * An event that fails is handed out again at once, and after five times goes to the poison queue in the account of the
 * jobs. Queues and messages are real ones.
 */
final class FunctionsHost implements AutoCloseable {

    private static final String EVENTS = "webjobs-blobtrigger-test";
    private static final String EVENTS_GIVEN_UP = "webjobs-blobtrigger-poison";
    private static final String REQUESTS_GIVEN_UP = QueueFunction.QUEUE + "-poison";

    private final RecordedContext context = new RecordedContext();
    private final List<QueuePump> pumps;

    /** How long the account of the jobs may refuse connections before the host ends itself. Seen on host 4.1037. */
    static final Duration ENDS_ITSELF_AFTER = Duration.ofSeconds(28);

    private FunctionsHost(FunctionApp app, StorageConnection jobs, StorageConnection own, Hurry hurry) {
        HostSettings settings = HostSettings.read();
        EventFunctions landed = app.getInstance(EventFunctions.class);
        QueueFunction requested = app.getInstance(QueueFunction.class);
        QueuePump events = new QueuePump(
                own.queue(EVENTS),
                jobs.queue(EVENTS_GIVEN_UP),
                settings.eventDeliveries(),
                Duration.ZERO,
                event -> landed.onDefinitionLanded(new byte[0], event.getBody().toString(), context));
        QueuePump requests = new QueuePump(
                jobs.queue(QueueFunction.QUEUE),
                jobs.queue(REQUESTS_GIVEN_UP),
                settings.requestDeliveries(),
                hurry.hidden(settings.beforeRepeat()),
                request -> run(requested, request));
        pumps = List.of(events.start(settings.eventsAtOnce()), requests.start(settings.requestsAtOnce()));
    }

    /**
     * Starts to hand out messages. The host's own times are shortened as well.
     *
     * @param jobs the account of definitions and requests, as the app sees it
     * @param own the host's own account
     */
    static FunctionsHost start(FunctionApp app, StorageConnection jobs, StorageConnection own, Hurry hurry) {
        return new FunctionsHost(app, jobs, own, hurry);
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
                request.getBody().toString(),
                request.getInsertionTime().toString(),
                Long.toString(request.getDequeueCount()),
                context);
    }
}
