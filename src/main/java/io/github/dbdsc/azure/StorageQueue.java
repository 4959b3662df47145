package io.github.dbdsc.azure;

import com.azure.core.util.Context;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.models.PeekedMessageItem;
import com.azure.storage.queue.models.QueueStorageException;
import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.sync.RequestQueue;
import io.github.dbdsc.sync.SyncRequestJson;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Keeps requests in a storage queue, from which the Functions host hands them out. Beside it is the poison queue, under the
 * name that the host itself uses for messages that it gives up.
 */
public final class StorageQueue implements RequestQueue {

    /** What the host appends to a queue's name. */
    private static final String POISON = "-poison";

    /** The queue into which Event Grid delivers events of blobs, where it does not call the app; {@code infra/} creates it. */
    public static final String EVENTS = "dsc-events";

    /** Where the Functions host puts events from that queue whose function has failed five times. */
    public static final String LOST_EVENTS = EVENTS + POISON;

    /** Where it puts those that Event Grid has called the app for. */
    private static final String LOST_CALLS = "webjobs-blobtrigger-poison";

    private static final Duration NEVER = Duration.ofSeconds(-1);
    private static final int REASONS = 5;
    private static final int MOST_PEEKED = 32;

    private final StorageConnection connection;
    private final String name;

    /** Opens the queue of this name; it and its poison queue are created when they are missing. */
    public StorageQueue(StorageConnection connection, String name) {
        this.connection = connection;
        this.name = name;
    }

    /** Builds the client when it is needed, which it is not for a plan: the first one takes time. */
    private QueueClient requests() {
        return connection.queue(name);
    }

    private QueueClient givenUp() {
        return connection.queue(name + POISON);
    }

    @Override
    public void send(SyncRequest request, Duration delay) {
        send(requests(), SyncRequestJson.write(request), delay);
    }

    @Override
    public void giveUp(SyncRequest request, String reason) {
        send(givenUp(), SyncRequestJson.write(request, reason), Duration.ZERO);
    }

    @Override
    public Waiting waiting() {
        int requests = count(requests());
        int givenUp = count(givenUp());
        return new Waiting(
                requests,
                givenUp,
                givenUp == 0 ? List.of() : reasons(),
                lostEvents(),
                requests == 0 ? null : oldest().orElse(null));
    }

    private int lostEvents() {
        return count(connection.queue(LOST_CALLS)) + count(connection.queue(LOST_EVENTS));
    }

    private static void send(QueueClient queue, String message, Duration delay) {
        Object unused =
                withQueue(queue, client -> client.sendMessageWithResponse(message, delay, NEVER, null, Context.NONE));
    }

    private static int count(QueueClient queue) {
        return withQueue(queue, there -> Math.toIntExact(there.getProperties().getApproximateMessagesCountLong()));
    }

    /** Returns when the oldest of the messages that can be seen was queued first. Those that are delayed can't be seen. */
    private Optional<Instant> oldest() {
        return withQueue(requests(), there -> {
            List<Instant> times = new ArrayList<>();
            for (PeekedMessageItem message : there.peekMessages(MOST_PEEKED, null, Context.NONE)) {
                times.add(queuedAt(message));
            }
            return times.stream().min(Comparator.naturalOrder());
        });
    }

    private static Instant queuedAt(PeekedMessageItem message) {
        Instant sent = message.getInsertionTime().toInstant();
        try {
            return SyncRequestJson.read(message.getBody().toString()).queuedAt().orElse(sent);
        } catch (SyncRequestJson.MalformedRequestException e) {
            return sent;
        }
    }

    private List<String> reasons() {
        return withQueue(givenUp(), there -> {
            List<String> reasons = new ArrayList<>();
            for (PeekedMessageItem message : there.peekMessages(REASONS, null, Context.NONE)) {
                reasons.add(SyncRequestJson.reason(message.getBody().toString())
                        .orElse("the Functions host gave it up: it was delivered too often without an end"));
            }
            return reasons;
        });
    }

    /** Creates the queue if the service says that it is missing, and calls once more. */
    private static <T> T withQueue(QueueClient queue, Function<QueueClient, T> call) {
        try {
            try {
                return call.apply(queue);
            } catch (QueueStorageException e) {
                if (e.getStatusCode() != 404) {
                    throw e;
                }
                Object unused = queue.createIfNotExistsWithResponse(null, null, Context.NONE);
                return call.apply(queue);
            }
        } catch (RuntimeException e) {
            throw failure(queue, e);
        }
    }

    private static StoreException failure(QueueClient queue, RuntimeException e) {
        String why = e instanceof QueueStorageException answered
                ? "HTTP " + answered.getStatusCode() + " " + answered.getErrorCode()
                        + ". Give the identity the role 'Storage Queue Data Contributor' on the storage account, or check"
                        + " the key in the connection setting"
                : FailureCause.network(e)
                        .map(trouble -> "it could not be reached (" + trouble
                                + "). Check the address in the connection setting, or try again later")
                        .orElse("the request failed (" + e.getClass().getSimpleName() + ")");
        return new StoreException("Can't use queue '" + queue.getQueueName() + "': " + why + ".", e);
    }
}
