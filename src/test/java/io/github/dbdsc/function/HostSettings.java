package io.github.dbdsc.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;

/**
 * What {@code host.json} tells the Functions host about deliveries.
 *
 * @param eventsAtOnce how many blob events it hands out at once
 * @param eventDeliveries how often it hands out one that fails
 * @param requestsAtOnce how many messages of a queue it hands out at once
 * @param requestDeliveries how often it hands out one that fails
 * @param beforeRepeat how long such a message is hidden before it is handed out again
 */
record HostSettings(
        int eventsAtOnce, int eventDeliveries, int requestsAtOnce, int requestDeliveries, Duration beforeRepeat) {

    static HostSettings read() {
        try {
            JsonNode extensions =
                    new JsonMapper().readTree(Path.of("host.json").toFile()).path("extensions");
            JsonNode blobs = extensions.path("blobs");
            JsonNode queues = extensions.path("queues");
            return new HostSettings(
                    blobs.path("maxDegreeOfParallelism").asInt(),
                    blobs.path("poisonBlobThreshold").asInt(),
                    queues.path("batchSize").asInt(),
                    queues.path("maxDequeueCount").asInt(),
                    Duration.ofSeconds(
                            LocalTime.parse(queues.path("visibilityTimeout").asText())
                                    .toSecondOfDay()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
