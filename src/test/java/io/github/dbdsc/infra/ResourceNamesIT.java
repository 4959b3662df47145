package io.github.dbdsc.infra;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/**
 * Names are valid whatever the parameters are.
 *
 * @see <a href="https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules">Rules</a>
 */
class ResourceNamesIT {

    /** By entry of the variable {@code names}. */
    private static final Map<String, String> RULES = Map.ofEntries(
            entry("actionGroup", "[A-Za-z0-9_-]{1,260}"),
            entry("eventTopic", "[A-Za-z0-9-]{3,50}"),
            // the host truncates longer names to make its id, and ids then collide
            entry("functionApp", "[A-Za-z0-9][A-Za-z0-9-]{0,30}[A-Za-z0-9]"),
            entry("hostStorage", "[a-z0-9]{3,24}"),
            entry("identity", "[A-Za-z0-9][A-Za-z0-9_-]{2,127}"),
            entry("insights", "[A-Za-z0-9][A-Za-z0-9._()-]{0,258}[A-Za-z0-9_()-]"),
            entry("jobStorage", "[a-z0-9]{3,24}"),
            entry("keyVault", "[A-Za-z](?!.*--)[A-Za-z0-9-]{1,22}[A-Za-z0-9]"),
            entry("logWorkspace", "[A-Za-z0-9][A-Za-z0-9-]{2,61}[A-Za-z0-9]"),
            entry("plan", "[A-Za-z0-9-]{1,40}"),
            entry("virtualNetwork", "[A-Za-z0-9][A-Za-z0-9._-]{0,62}[A-Za-z0-9_]"));

    private static final String CONTAINER_OR_QUEUE = "[a-z0-9](?!.*--)[a-z0-9-]{1,61}[a-z0-9]";

    private final BicepFile main = Bicep.file("main.bicep");

    @Test
    void names_are_a_prefix_and_a_hash_that_no_parameter_can_make_invalid() {
        assertThat(Bicep.source(main.variable("token"))).startsWith("uniqueString(");
        assertThat(names().keySet()).isEqualTo(RULES.keySet());
        assertThat(names().values()).allSatisfy(name -> assertThat(name).matches("'[a-z-]+\\$\\{token}'"));
    }

    @Test
    void names_fit_their_resource_types_for_every_hash() {
        hashes().forEach(hash -> names().forEach(
                        (resource, name) -> assertThat(name.replace("'", "").replace("${token}", hash))
                                .as(resource)
                                .matches(RULES.get(resource))));
    }

    @Test
    void containers_and_queues_have_valid_names_of_their_own() {
        Stream<String> containers = StreamSupport.stream(
                        main.variable("containers").spliterator(), false)
                .map(JsonNode::asText);
        Stream<String> queues = Bicep.texts(main.module("jobStorage").at("/body/params/queues")).stream();

        assertThat(Stream.concat(containers, queues).toList())
                .hasSizeGreaterThan(5)
                .doesNotHaveDuplicates()
                .allSatisfy(name -> assertThat(name).matches(CONTAINER_OR_QUEUE));
    }

    @Test
    void the_function_app_is_told_its_containers_by_the_names_they_are_made_with() {
        JsonNode containers = main.variable("containers");

        assertThat(Bicep.file("event-subscriptions.bicep").param("jobContainer").path("default"))
                .isEqualTo(containers.path("jobs"));
        assertThat(Bicep.file("event-subscriptions.bicep")
                        .param("deadLetterContainer")
                        .path("default"))
                .isEqualTo(containers.path("deadLetters"));
    }

    private Map<String, String> names() {
        JsonNode names = main.variable("names");
        return names.properties().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, name -> Bicep.source(name.getValue())));
    }

    /** uniqueString answers 13 characters of base 32. */
    private static Stream<String> hashes() {
        Random random = new Random(7);
        String alphabet = "abcdefghijklmnopqrstuvwxyz234567";
        Stream<String> any = Stream.generate(() -> IntStream.range(0, 13)
                .mapToObj(index -> String.valueOf(alphabet.charAt(random.nextInt(32))))
                .collect(Collectors.joining()));
        return Stream.concat(Stream.of("a".repeat(13), "7".repeat(13)), any).limit(500);
    }
}
