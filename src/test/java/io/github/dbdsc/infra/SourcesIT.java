package io.github.dbdsc.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.dbdsc.azure.BlobDefinitionStore;
import io.github.dbdsc.azure.StorageConnection;
import io.github.dbdsc.azurite.Azurite;
import io.github.dbdsc.definition.SourcePaths;
import io.github.dbdsc.function.AppTargets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Three say which files of the container matter: what the event subscriptions let through, what the program takes for a source
 * file of a target, and what the look for changes lists. A file that one of them misses is not seen, or late.
 */
class SourcesIT {

    private static final String SUBSCRIPTION = "Microsoft.EventGrid/systemTopics/eventSubscriptions";

    /**
     * What Event Grid takes in all advanced filters of a subscription together, and as one value: "Understand event filtering
     * for Event Grid subscriptions", Limitations.
     */
    private static final int MOST_VALUES = 25;

    private static final int LONGEST_VALUE = 512;

    /** Below a folder that a target reads: whether the file is a source. */
    private static final Map<String, Boolean> PATHS = Map.ofEntries(
            Map.entry("jobs/a.json", true),
            Map.entry("jobs/x/y.json", true),
            Map.entry("templates/standard.jinja2", true),
            Map.entry("templates/m/x", true),
            Map.entry("vars.json", true),
            Map.entry("vars/dev.json", true),
            Map.entry("vars/prod.json", true),
            Map.entry("vars/prod-eu.json", true),
            Map.entry("vars/a.json", true),
            Map.entry("vars/x/y.json", false),
            Map.entry("vars/readme.md", false),
            Map.entry("jobs/readme.md", false),
            Map.entry("policy.json", false),
            Map.entry("readme.md", false),
            Map.entry("other/jobs/a.json", false),
            Map.entry("state/x.json", false),
            Map.entry("reports/2026/01/01/x.json", false));

    /** Where files are looked for: folders that targets of variants read, and others. */
    private static final List<String> FOLDERS = List.of(
            "",
            "releases/prod/",
            "releases/a/",
            "releases/f/",
            "releases/dev/",
            "releases/dev2/",
            "releases/t1/",
            "releases/t11/",
            "releases/t30/",
            "f".repeat(400) + "/",
            "releases/",
            "releases/produce/",
            "other/");

    private static @Nullable BlobContainerClient filled;

    static Stream<PredictedResources> subscribed() {
        return PredictedResources.variants().stream()
                .filter(resources -> !resources.of(SUBSCRIPTION).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("subscribed")
    void events_sources_and_looks_agree_on_every_path(PredictedResources resources) {
        AppTargets targets = AppTargets.of(DeployedSettings.of(resources));
        BlobContainerClient container = container();
        Set<String> let = new TreeSet<>();
        Set<String> sources = new TreeSet<>();
        Set<String> listed = new TreeSet<>();
        names().filter(name -> subscriptions(resources).stream()
                        .allMatch(subscription -> isLet(name, subscription, resources)))
                .forEach(let::add);
        targets.names().forEach(target -> {
            SourcePaths paths = targets.of(target).paths();
            names().filter(name -> paths.path(name).isPresent()).forEach(sources::add);
            new BlobDefinitionStore(container, paths)
                    .etags()
                    .keySet()
                    .forEach(path -> listed.add(paths.prefix() + path));
        });

        assertThat(sources).isNotEmpty().isEqualTo(expected(targets)).isEqualTo(listed);
        assertThat(let).containsAll(sources);
        if (isNarrow(resources)) {
            // Event Grid compares beginnings alone, so of these folders everything comes
            assertThat(let)
                    .filteredOn(name -> !sources.contains(name))
                    .allMatch(name -> name.matches(".*(vars/[^/]+\\.json|vars/x/y\\.json|readme\\.md)"))
                    .allMatch(name -> folders(targets).anyMatch(folder -> Stream.of("jobs/", "vars/")
                            .anyMatch(part -> name.startsWith(folder + part))));
        }
    }

    @ParameterizedTest
    @MethodSource("subscribed")
    void no_subscription_has_more_values_than_event_grid_takes(PredictedResources resources) {
        assertThat(subscriptions(resources)).hasSize(2).allSatisfy(subscription -> {
            long values = StreamSupport.stream(filters(subscription).spliterator(), false)
                    .mapToLong(filter -> Math.max(1, filter.path("values").size()))
                    .sum();
            assertThat(values).isLessThanOrEqualTo(MOST_VALUES);
            assertThat(filters(subscription).findValues("values"))
                    .flatExtracting(Bicep::texts)
                    .allMatch(value -> value.length() <= LONGEST_VALUE);
        });
    }

    @ParameterizedTest
    @MethodSource("subscribed")
    void all_subscriptions_let_the_same_paths_through_and_only_those_of_the_container(PredictedResources resources) {
        assertThat(subscriptions(resources)).hasSize(2).allSatisfy(subscription -> {
            assertThat(subscription.at("/filter/subjectBeginsWith").asText()).isEqualTo(blobs(resources));
            assertThat(beginnings(subscription))
                    .isEqualTo(beginnings(subscriptions(resources).get(0)));
        });
    }

    @Test
    void targets_with_and_without_folders_as_many_as_fit_and_more_are_tried() {
        assertThat(subscribed().filter(SourcesIT::isNarrow))
                .extracting(
                        resources -> beginnings(subscriptions(resources).get(0)).size() / 4)
                .contains(1, 2, 5);
        assertThat(subscribed().filter(resources -> !isNarrow(resources)))
                .extracting(resources ->
                        AppTargets.of(DeployedSettings.of(resources)).names().size())
                .contains(6, 30);
        assertThat(subscribed().filter(resources -> resources.isGiven("targets = ")))
                .extracting(SourcesIT::isNarrow)
                .contains(true, false);
        assertThat(subscribed().filter(resources -> !resources.isGiven("targets = ")))
                .isNotEmpty()
                .allMatch(SourcesIT::isNarrow);
    }

    private static Stream<String> names() {
        return FOLDERS.stream()
                .flatMap(folder -> PATHS.keySet().stream().map(folder::concat))
                .distinct();
    }

    /** What each target should read, by the table. */
    private static Set<String> expected(AppTargets targets) {
        return targets.names().stream()
                .flatMap(target -> PATHS.entrySet().stream()
                        .filter(Map.Entry::getValue)
                        .map(Map.Entry::getKey)
                        .filter(path -> !path.startsWith("vars/") || path.equals("vars/" + target + ".json"))
                        .map(path -> targets.of(target).paths().prefix() + path))
                .filter(names().collect(Collectors.toSet())::contains)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> folders(AppTargets targets) {
        return targets.names().stream().map(target -> targets.of(target).paths().prefix());
    }

    private static boolean isLet(String name, JsonNode subscription, PredictedResources resources) {
        String subject = blobs(resources) + name;
        List<String> beginnings = beginnings(subscription);
        return subject.startsWith(subscription.at("/filter/subjectBeginsWith").asText())
                && (beginnings.isEmpty() || beginnings.stream().anyMatch(subject::startsWith));
    }

    private static boolean isNarrow(PredictedResources resources) {
        return !beginnings(subscriptions(resources).get(0)).isEmpty();
    }

    private static List<String> beginnings(JsonNode subscription) {
        List<String> beginnings = new ArrayList<>();
        for (JsonNode filter : filters(subscription)) {
            if (filter.path("key").asText().equals("subject")) {
                assertThat(filter.path("operatorType").asText()).isEqualTo("StringBeginsWith");
                beginnings.addAll(Bicep.texts(filter.path("values")));
            }
        }
        return beginnings;
    }

    private static JsonNode filters(JsonNode subscription) {
        return subscription.at("/filter/advancedFilters");
    }

    private static List<JsonNode> subscriptions(PredictedResources resources) {
        return resources.of(SUBSCRIPTION).stream()
                .map(PredictedResources.Resource::properties)
                .toList();
    }

    private static String blobs(PredictedResources resources) {
        return "/blobServices/default/containers/" + resources.output("JOB_CONTAINER") + "/blobs/";
    }

    /** The same for all tests: a container with every path. */
    private static synchronized BlobContainerClient container() {
        if (filled == null) {
            BlobContainerClient container = StorageConnection.of(
                            Map.of("JobStore", Azurite.running().connectionString()), "JobStore")
                    .container(Azurite.freshContainerName());
            container.create();
            names().forEach(name -> container.getBlobClient(name).upload(BinaryData.fromString("{}")));
            filled = container;
        }
        return filled;
    }
}
