package io.github.dbdsc.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dbdsc.definition.SnapshotSize;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every function that waits for events gets them, by its exact name, and only those that matter. */
class EventDeliveryIT {

    private static final String SUBSCRIPTION = "Microsoft.EventGrid/systemTopics/eventSubscriptions";
    private static final Pattern BLOB_FUNCTION =
            Pattern.compile("/runtime/webhooks/blobs\\?functionName=Host\\.Functions\\.(\\w+)&code=\\{1}'");
    private static final Pattern FUNCTION = Pattern.compile("/functions/(\\w+)$");

    static Stream<PredictedResources> subscribed() {
        return PredictedResources.variants().stream()
                .filter(resources -> resources.isGiven("subscribeToEvents = true"));
    }

    @ParameterizedTest
    @MethodSource("subscribed")
    void every_blob_function_has_a_subscription_to_whole_blobs_at_the_address_of_the_blob_extension(
            PredictedResources resources) {
        List<JsonNode> landed = subscriptions(resources, "WebHook");

        assertThat(functions(landed, "endpointUrl", BLOB_FUNCTION)).isEqualTo(AppFunctions.blobTriggered());
        assertThat(landed).allSatisfy(subscription -> {
            assertThat(Bicep.texts(subscription.at("/filter/includedEventTypes")))
                    .containsExactly("Microsoft.Storage.BlobCreated");
            assertThat(Bicep.texts(filter(subscription, "StringIn", "data.api").path("values")))
                    .containsExactlyInAnyOrder("PutBlob", "PutBlockList", "CopyBlob", "FlushWithClose");
        });
    }

    @ParameterizedTest
    @MethodSource("subscribed")
    void the_largest_file_that_is_let_through_is_the_largest_that_the_program_reads(PredictedResources resources) {
        assertThat(subscriptions(resources, "WebHook")).isNotEmpty().allSatisfy(subscription -> assertThat(
                        filter(subscription, "NumberLessThanOrEquals", "data.contentLength")
                                .path("value")
                                .asLong())
                .isEqualTo(SnapshotSize.MOST_BYTES_OF_A_FILE));
    }

    @ParameterizedTest
    @MethodSource("subscribed")
    void every_event_function_has_a_subscription_to_deletions(PredictedResources resources) {
        List<JsonNode> deleted = subscriptions(resources, "AzureFunction");
        Set<String> functions = functions(deleted, "resourceId", FUNCTION);

        assertThat(functions).containsAll(AppFunctions.eventGridTriggered());
        assertThat(deleted)
                .allSatisfy(subscription -> assertThat(Bicep.texts(subscription.at("/filter/includedEventTypes")))
                        .containsExactly("Microsoft.Storage.BlobDeleted"));
    }

    @ParameterizedTest
    @MethodSource("subscribed")
    void every_subscription_reaches_a_function_that_there_is(PredictedResources resources) {
        Set<String> missing = functions(resources);
        missing.removeAll(AppFunctions.names());

        assertThat(missing).isSubsetOf(Announced.FUNCTIONS);
        assertThat(Announced.FUNCTIONS)
                .as("functions that the code has by now are to be taken off the list of those that it will have")
                .doesNotContainAnyElementsOf(AppFunctions.names());
    }

    @ParameterizedTest
    @MethodSource("subscribed")
    void every_subscription_is_of_the_topic_and_reaches_the_function_app(PredictedResources resources) {
        String topic = resources.output("EVENT_TOPIC_NAME");
        String app = resources
                .named("Microsoft.Web/sites", resources.output("FUNCTION_APP_NAME"))
                .id();

        assertThat(resources.of(SUBSCRIPTION)).allSatisfy(subscription -> {
            assertThat(subscription.name()).startsWith(topic + "/");
            assertThat(subscription.properties().at("/destination/properties").toString())
                    .contains(app);
        });
        assertThat(resources
                        .named("Microsoft.EventGrid/systemTopics", topic)
                        .properties()
                        .path("source")
                        .asText())
                .isEqualTo(jobStorage(resources));
    }

    @ParameterizedTest
    @MethodSource("subscribed")
    void deliveries_are_repeated_and_then_kept_as_dead_letters(PredictedResources resources) {
        assertThat(all(resources)).allSatisfy(subscription -> {
            JsonNode retry = subscription.path("retryPolicy");
            JsonNode deadLetters = subscription.path("deadLetterWithResourceIdentity");
            JsonNode destination = deadLetters.at("/deadLetterDestination/properties");

            assertThat(retry.path("maxDeliveryAttempts").asInt()).isBetween(10, 30);
            assertThat(retry.path("eventTimeToLiveInMinutes").asInt()).isEqualTo(1440);
            assertThat(deadLetters.at("/identity/type").asText()).isEqualTo("SystemAssigned");
            assertThat(destination.path("resourceId").asText()).isEqualTo(jobStorage(resources));
            assertThat(destination.path("blobContainerName").asText())
                    .isEqualTo(resources.output("DEAD_LETTER_CONTAINER"));
        });
    }

    @ParameterizedTest
    @MethodSource("subscribed")
    void the_scripts_wait_for_exactly_these_functions(PredictedResources resources) throws IOException {
        for (String script : List.of("subscribe.sh", "subscribe.ps1")) {
            String text = Files.readString(Bicep.FOLDER.resolve(script));
            Set<String> named = Pattern.compile("\\bOn[A-Z]\\w+")
                    .matcher(text)
                    .results()
                    .map(match -> match.group())
                    .collect(Collectors.toSet());
            assertThat(named).as(script).isEqualTo(functions(resources));
        }
    }

    @ParameterizedTest
    @MethodSource(PredictedResources.EVERY_VARIANT)
    void every_queue_of_the_code_is_there_with_its_poison_queue(PredictedResources resources) {
        String queuesOfJobStorage = jobStorage(resources) + "/queueServices/default/queues/";
        List<String> queues = resources.of("Microsoft.Storage/storageAccounts/queueServices/queues").stream()
                .map(PredictedResources.Resource::id)
                .filter(id -> id.startsWith(queuesOfJobStorage))
                .map(id -> id.substring(queuesOfJobStorage.length()))
                .toList();

        assertThat(AppFunctions.queues()).allSatisfy(queue -> assertThat(queues).contains(queue, queue + "-poison"));
        assertThat(queues).contains("webjobs-blobtrigger-poison");
    }

    private static String jobStorage(PredictedResources resources) {
        return resources
                .named("Microsoft.Storage/storageAccounts", resources.output("JOB_STORAGE_NAME"))
                .id();
    }

    private static Set<String> functions(PredictedResources resources) {
        Set<String> functions =
                new HashSet<>(functions(subscriptions(resources, "WebHook"), "endpointUrl", BLOB_FUNCTION));
        functions.addAll(functions(subscriptions(resources, "AzureFunction"), "resourceId", FUNCTION));
        return functions;
    }

    private static List<JsonNode> all(PredictedResources resources) {
        List<JsonNode> all = resources.of(SUBSCRIPTION).stream()
                .map(PredictedResources.Resource::properties)
                .toList();
        assertThat(all).hasSizeGreaterThanOrEqualTo(2);
        return all;
    }

    private static List<JsonNode> subscriptions(PredictedResources resources, String endpointType) {
        return all(resources).stream()
                .filter(subscription ->
                        subscription.at("/destination/endpointType").asText().equals(endpointType))
                .toList();
    }

    private static Set<String> functions(List<JsonNode> subscriptions, String property, Pattern name) {
        return subscriptions.stream()
                .map(subscription ->
                        subscription.at("/destination/properties/" + property).asText())
                .map(name::matcher)
                .peek(matcher -> assertThat(matcher.find()).isTrue())
                .map((Matcher matcher) -> matcher.group(1))
                .collect(Collectors.toSet());
    }

    private static JsonNode filter(JsonNode subscription, String operator, String key) {
        for (JsonNode filter : subscription.at("/filter/advancedFilters")) {
            if (filter.path("key").asText().equals(key)
                    && filter.path("operatorType").asText().equals(operator)) {
                return filter;
            }
        }
        throw new AssertionError("no filter " + operator + " for " + key);
    }
}
