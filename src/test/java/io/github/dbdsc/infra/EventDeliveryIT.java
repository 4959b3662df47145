package io.github.dbdsc.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dbdsc.definition.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every function that waits for events gets them, by its exact name, and only those that matter. */
class EventDeliveryIT {

    private static final String SUBSCRIPTION = "Microsoft.EventGrid/systemTopics/eventSubscriptions";
    private static final Pattern BLOB_FUNCTION =
            Pattern.compile("/runtime/webhooks/blobs\\?functionName=Host\\.Functions\\.(\\w+)&code=");
    private static final Pattern FUNCTION = Pattern.compile("/functions/(\\w+)'$");

    private final BicepFile file = Bicep.file("event-subscriptions.bicep");

    @Test
    void every_blob_function_has_a_subscription_to_whole_blobs_at_the_address_of_the_blob_extension() {
        List<JsonNode> landed = subscriptions("WebHook");

        assertThat(functions(landed, "endpointUrl", BLOB_FUNCTION)).isEqualTo(AppFunctions.blobTriggered());
        assertThat(landed).allSatisfy(subscription -> {
            assertThat(Bicep.texts(subscription.at("/filter/includedEventTypes")))
                    .containsExactly("Microsoft.Storage.BlobCreated");
            assertThat(Bicep.texts(filter(subscription, "data.api")))
                    .containsExactlyInAnyOrder("PutBlob", "PutBlockList", "CopyBlob", "FlushWithClose");
        });
    }

    @Test
    void every_event_function_has_a_subscription_to_deletions() {
        List<JsonNode> deleted = subscriptions("AzureFunction");
        Set<String> functions = functions(deleted, "resourceId", FUNCTION);

        assertThat(functions).containsAll(AppFunctions.eventGridTriggered());
        assertThat(deleted)
                .allSatisfy(subscription -> assertThat(Bicep.texts(subscription.at("/filter/includedEventTypes")))
                        .containsExactly("Microsoft.Storage.BlobDeleted"));
    }

    @Test
    void every_subscription_reaches_a_function_that_there_is() {
        Set<String> missing = functions();
        missing.removeAll(AppFunctions.names());

        assertThat(missing).isSubsetOf(Announced.FUNCTIONS);
        assertThat(Announced.FUNCTIONS)
                .as("functions that the code has by now are to be taken off the list of those that it will have")
                .doesNotContainAnyElementsOf(AppFunctions.names());
    }

    @Test
    void what_the_subscriptions_let_through_is_what_the_program_looks_at() {
        List<String> sources = file.variable("sources").findValuesAsText("$text").stream()
                .map(source -> source.replace("'", "").replace("${blobs}", ""))
                .toList();

        assertThat(sources).containsExactly("jobs/", "templates/", "vars.json");
        assertThat(List.of("jobs/a.json", "jobs/etl/b.json", "templates/standard.jinja2", "templates/m/x", "vars.json"))
                .allSatisfy(path -> {
                    assertThat(Snapshot.isSource(path)).isTrue();
                    assertThat(sources).anyMatch(path::startsWith);
                });
        assertThat(List.of("readme.md", "state/x.json", "lock", "reports/2026/01/01/x.json"))
                .allSatisfy(path -> {
                    assertThat(Snapshot.isSource(path)).isFalse();
                    assertThat(sources).noneMatch(path::startsWith);
                });
        assertThat(all()).allSatisfy(subscription -> {
            assertThat(Bicep.source(subscription.at("/filter/subjectBeginsWith")))
                    .isEqualTo("blobs");
            assertThat(Bicep.source(filter(subscription, "subject"))).isEqualTo("sources");
        });
        assertThat(Bicep.source(file.variable("blobs")))
                .isEqualTo("'/blobServices/default/containers/${jobContainer}/blobs/'");
    }

    @Test
    void deliveries_are_repeated_and_then_kept_as_dead_letters() {
        JsonNode retry = file.variable("retryPolicy");
        JsonNode deadLetters = file.variable("deadLetters");

        assertThat(retry.path("maxDeliveryAttempts").asInt()).isBetween(10, 30);
        assertThat(retry.path("eventTimeToLiveInMinutes").asInt()).isEqualTo(1440);
        assertThat(deadLetters.at("/identity/type").asText()).isEqualTo("SystemAssigned");
        assertThat(Bicep.source(deadLetters.at("/deadLetterDestination/properties/blobContainerName")))
                .isEqualTo("deadLetterContainer");
        assertThat(all()).allSatisfy(subscription -> {
            assertThat(Bicep.source(subscription.path("retryPolicy"))).isEqualTo("retryPolicy");
            assertThat(Bicep.source(subscription.path("deadLetterWithResourceIdentity")))
                    .isEqualTo("deadLetters");
        });
    }

    @Test
    void the_scripts_wait_for_exactly_these_functions() throws IOException {
        for (String script : List.of("subscribe.sh", "subscribe.ps1")) {
            String text = Files.readString(Bicep.FOLDER.resolve(script));
            Set<String> named = Pattern.compile("\\bOn[A-Z]\\w+")
                    .matcher(text)
                    .results()
                    .map(match -> match.group())
                    .collect(Collectors.toSet());
            assertThat(named).as(script).isEqualTo(functions());
        }
    }

    @Test
    void every_queue_of_the_code_is_there_with_its_poison_queue() {
        List<String> queues =
                Bicep.texts(Bicep.file("main.bicep").module("jobStorage").at("/body/params/queues"));

        assertThat(AppFunctions.queues()).allSatisfy(queue -> assertThat(queues).contains(queue, queue + "-poison"));
        assertThat(queues).contains("webjobs-blobtrigger-poison");
    }

    private Set<String> functions() {
        Set<String> functions = new HashSet<>(functions(subscriptions("WebHook"), "endpointUrl", BLOB_FUNCTION));
        functions.addAll(functions(subscriptions("AzureFunction"), "resourceId", FUNCTION));
        return functions;
    }

    private List<JsonNode> all() {
        List<JsonNode> all = file.resources().stream()
                .filter(resource -> resource.typeName().equals(SUBSCRIPTION))
                .map(resource -> resource.body().path("properties"))
                .toList();
        assertThat(all).hasSizeGreaterThanOrEqualTo(2);
        return all;
    }

    private List<JsonNode> subscriptions(String endpointType) {
        return all().stream()
                .filter(subscription ->
                        subscription.at("/destination/endpointType").asText().equals(endpointType))
                .toList();
    }

    private static Set<String> functions(List<JsonNode> subscriptions, String property, Pattern name) {
        return subscriptions.stream()
                .map(subscription -> Bicep.source(subscription.at("/destination/properties/" + property)))
                .map(name::matcher)
                .peek(matcher -> assertThat(matcher.find()).isTrue())
                .map((Matcher matcher) -> matcher.group(1))
                .collect(Collectors.toSet());
    }

    private static JsonNode filter(JsonNode subscription, String key) {
        for (JsonNode filter : subscription.at("/filter/advancedFilters")) {
            if (filter.path("key").asText().equals(key)) {
                return filter.path("values");
            }
        }
        throw new AssertionError("no filter for " + key);
    }
}
