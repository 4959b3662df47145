package io.github.dbdsc.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dbdsc.azure.StorageQueue;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where events are delivered into a queue nothing calls the app, and where it is called nothing reads that queue. */
class QueueDeliveryIT {

    private static final String SUBSCRIPTION = "Microsoft.EventGrid/systemTopics/eventSubscriptions";

    static Stream<PredictedResources> queued() {
        return PredictedResources.variants().stream().filter(QueueDeliveryIT::isQueued);
    }

    static Stream<PredictedResources> called() {
        return PredictedResources.variants().stream().filter(resources -> !isQueued(resources));
    }

    private static boolean isQueued(PredictedResources resources) {
        return resources.isGiven("eventDelivery = 'queue'");
    }

    @Test
    void variants_have_either_kind_of_delivery() {
        assertThat(queued()).isNotEmpty();
        assertThat(called()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("queued")
    void every_event_goes_into_the_queue_of_the_code_with_the_identity_of_the_topic(PredictedResources resources) {
        PredictedResources.Resource topic = resources.only("Microsoft.EventGrid/systemTopics");

        assertThat(topic.json().at("/identity/type").asText()).isEqualTo("SystemAssigned");
        assertThat(resources.of(SUBSCRIPTION)).hasSize(2).allSatisfy(subscription -> {
            JsonNode delivery = subscription.properties().path("deliveryWithResourceIdentity");
            JsonNode destination = delivery.path("destination");
            assertThat(subscription.name()).startsWith(topic.name() + "/");
            assertThat(delivery.at("/identity/type").asText()).isEqualTo("SystemAssigned");
            assertThat(destination.path("endpointType").asText()).isEqualTo("StorageQueue");
            assertThat(destination.at("/properties/queueName").asText()).isEqualTo(StorageQueue.EVENTS);
            assertThat(destination.at("/properties/resourceId").asText())
                    .isEqualTo(resources
                            .named("Microsoft.Storage/storageAccounts", resources.output("JOB_STORAGE_NAME"))
                            .id());
        });
    }

    @ParameterizedTest
    @MethodSource("queued")
    void nothing_calls_the_app_and_no_key_is_read(PredictedResources resources) {
        assertThat(resources.all())
                .allSatisfy(resource -> assertThat(resource.json().toString())
                        .doesNotContain("WebHook", "AzureFunction\"", "listKeys", "/runtime/webhooks/"));
        assertThat(resources.output("EVENT_DELIVERY")).isEqualTo("queue");
    }

    /** By the names of the subscriptions: what they let through, how often they try, and where they keep the rest. */
    private static Map<String, List<JsonNode>> terms(PredictedResources resources) {
        return resources.of(SUBSCRIPTION).stream()
                .collect(Collectors.toMap(PredictedResources.Resource::name, subscription -> Stream.of(
                                "filter", "retryPolicy", "eventDeliverySchema", "deadLetterWithResourceIdentity")
                        .map(subscription.properties()::path)
                        .toList()));
    }

    private static String folders(PredictedResources resources) {
        return resources.output("SOURCE_FOLDERS");
    }

    @ParameterizedTest
    @MethodSource("queued")
    void the_same_events_are_delivered_as_by_calls_and_kept_alike_where_they_can_not_be(PredictedResources resources) {
        Map<String, List<JsonNode>> terms = terms(resources);

        assertThat(called().filter(called -> folders(called).equals(folders(resources)))
                        .map(QueueDeliveryIT::terms)
                        .filter(called -> !called.isEmpty()))
                .isNotEmpty()
                .allSatisfy(called -> assertThat(terms).isEqualTo(called));
    }

    @ParameterizedTest
    @MethodSource("called")
    void without_it_no_event_goes_into_a_queue(PredictedResources resources) {
        assertThat(resources.of(SUBSCRIPTION))
                .allSatisfy(subscription ->
                        assertThat(subscription.json().toString()).doesNotContain("StorageQueue"));
        assertThat(resources.output("EVENT_DELIVERY")).isEqualTo("webhook");
    }

    @ParameterizedTest
    @MethodSource(PredictedResources.EVERY_VARIANT)
    void the_functions_that_get_no_events_are_off_and_all_others_run(PredictedResources resources) {
        Set<String> off = AppFunctions.names().stream()
                .filter(function -> resources
                        .settings()
                        .path(AppFunctions.switchOf(function))
                        .asText()
                        .equals("true"))
                .collect(Collectors.toSet());
        Set<String> calledByEventGrid = new HashSet<>(AppFunctions.blobTriggered());
        calledByEventGrid.addAll(AppFunctions.eventGridTriggered());

        Set<String> expected = new HashSet<>(isQueued(resources) ? calledByEventGrid : Set.of("OnBlobEvent"));
        String auth = resources.settings().path("AUTH").asText();
        if (!auth.equals("both")) {
            expected.addAll(AppFunctions.answeringWith(auth.equals("keys")));
        }
        assertThat(off).isEqualTo(expected);
    }

    @Test
    void each_way_in_is_tried_in_a_variant() {
        assertThat(PredictedResources.variants())
                .extracting(resources -> resources.settings().path("AUTH").asText())
                .contains("keys", "entra", "both");
        assertThat(AppFunctions.answeringWith(true))
                .hasSameSizeAs(AppFunctions.answeringWith(false))
                .hasSizeGreaterThanOrEqualTo(7);
    }

    static Stream<PredictedResources> alwaysReady() {
        return PredictedResources.variants().stream()
                .filter(resources -> resources.isGiven("alwaysReadyInstances = 1"));
    }

    @ParameterizedTest
    @MethodSource("alwaysReady")
    void whoever_waits_for_a_run_or_asks_for_one_has_an_instance_that_is_always_ready(PredictedResources resources) {
        JsonNode ready = resources
                .only("Microsoft.Web/sites")
                .properties()
                .at("/functionAppConfig/scaleAndConcurrency/alwaysReady");
        Set<String> expected = new HashSet<>(Set.of("http"));
        if (!isQueued(resources)) {
            expected.add("blob");
        }
        AppFunctions.queueTriggered().stream()
                .filter(function -> !resources.settings().has(AppFunctions.switchOf(function)))
                .forEach(function -> expected.add("function:" + function));

        assertThat(ready.findValuesAsText("name")).containsExactlyInAnyOrderElementsOf(expected);
    }

    @ParameterizedTest
    @MethodSource(PredictedResources.EVERY_VARIANT)
    void a_private_app_lets_event_grid_in_only_where_it_calls(PredictedResources resources) {
        boolean isPrivate = resources.isGiven("privateNetworking = true");

        assertThat(resources
                        .only("Microsoft.Web/sites")
                        .properties()
                        .at("/siteConfig/ipSecurityRestrictions")
                        .findValuesAsText("ipAddress")
                        .contains("AzureEventGrid"))
                .isEqualTo(isPrivate && !isQueued(resources));
    }
}
