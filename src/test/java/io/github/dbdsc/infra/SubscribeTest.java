package io.github.dbdsc.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code infra/subscribe.sh} with a command az that answers from files. Its twin for PowerShell is not run here. */
class SubscribeTest {

    @TempDir
    Path folder;

    @BeforeEach
    void provideAz() throws IOException {
        assumeTrue(Script.canUse("bash"), "bash is needed");
        Script.stub(folder, "az", """
                cd '%s'
                echo "$@" >> calls
                case "$1 $2 $3" in
                  'functionapp function list') cat functions ;;
                  'functionapp keys list') cat has-key ;;
                  'functionapp show --resource-group') echo "${@: -3:1}" ;;
                  'rest --method get') cat host-errors ;;
                  'eventgrid system-topic event-subscription')
                    case "$4" in list) cat failed ;; delete) : > failed ;; esac ;;
                  'deployment group create') [ ! -e refused ] || { rm refused; exit 1; } ;;
                esac
                """.formatted(folder));
        answer("functions", "func/OnDefinitionLanded\nfunc/OnBlobDeleted\nfunc/Sync\n");
        answer("has-key", "true\n");
        answer("host-errors", "");
        answer("failed", "");
        Script.stub(folder, "curl", "echo \"curl $*\" >> '%s/calls'".formatted(folder));
    }

    private void answer(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }

    private List<String> calls() throws IOException {
        return Files.readAllLines(folder.resolve("calls"));
    }

    private List<String> deployments() throws IOException {
        return calls().stream().filter(call -> call.startsWith("deployment")).toList();
    }

    private Script.Run subscribe(Map<String, String> more) throws Exception {
        Map<String, String> environment = new HashMap<>(Map.of(
                "PATH", folder + ":" + System.getenv("PATH"),
                "AZURE_RESOURCE_GROUP", "rg",
                "FUNCTION_APP_NAME", "func",
                "EVENT_TOPIC_NAME", "topic",
                "JOB_STORAGE_NAME", "stjobs",
                "SUBSCRIBE_TRIES", "3",
                "SUBSCRIBE_PAUSE", "0"));
        environment.putAll(more);
        return Script.run("subscribe.sh", environment);
    }

    @Test
    void subscriptions_are_deployed_once_both_functions_and_the_key_are_there() throws Exception {
        Script.Run run = subscribe(Map.of("AZURE_SUBSCRIPTION_ID", "sub"));

        assertThat(run.exitCode()).as(run.output()).isZero();
        assertThat(calls())
                .filteredOn(call -> !call.startsWith("curl") && !call.startsWith("rest"))
                .hasSize(7)
                .allSatisfy(call -> assertThat(call).contains("--resource-group rg", "--subscription sub"));
        assertThat(deployments())
                .singleElement()
                .asString()
                .contains(
                        "event-subscriptions.bicep",
                        "topicName=topic",
                        "functionAppName=func",
                        "jobStorageName=stjobs");
    }

    @Test
    void the_parameters_it_gives_are_those_of_the_bicep_file() throws Exception {
        subscribe(Map.of());

        String file = Files.readString(Bicep.FOLDER.resolve("event-subscriptions.bicep"));
        assertThat(deployments().get(0).split(" "))
                .filteredOn(word -> word.matches("\\w+=.*"))
                .hasSize(4)
                .allSatisfy(word -> assertThat(file)
                        .containsPattern("param " + word.substring(0, word.indexOf('=')) + " string\\b"));
    }

    @Test
    void the_folders_that_targets_read_are_those_of_the_first_phase() throws Exception {
        subscribe(Map.of("SOURCE_FOLDERS", ",releases/prod/"));

        assertThat(deployments()).singleElement().asString().endsWith("sourceFolders=,releases/prod/");
    }

    @Test
    void a_function_that_is_not_there_yet_is_waited_for() throws Exception {
        answer("functions", "func/OnDefinitionLanded\n");

        Script.Run run = subscribe(Map.of());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.output()).contains("waiting for the functions of func (3 of 3)", "gave up", "/api/health");
        assertThat(calls()).noneMatch(call -> call.startsWith("deployment"));
    }

    @Test
    void a_key_that_is_not_there_yet_is_waited_for_and_never_printed() throws Exception {
        answer("has-key", "false\n");

        Script.Run run = subscribe(Map.of());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(calls())
                .filteredOn(call -> call.contains("keys list"))
                .hasSize(3)
                .allSatisfy(call -> assertThat(call).contains("contains(keys(systemKeys), 'blobs_extension')"));
    }

    @Test
    void the_app_is_woken_before_it_is_asked() throws Exception {
        subscribe(Map.of());

        assertThat(calls().get(0)).contains("functionapp show", "defaultHostName");
        assertThat(calls().get(1)).startsWith("curl ").contains("https://defaultHostName/api/health");
    }

    @Test
    void a_function_that_the_host_has_switched_off_is_waited_for_and_its_error_is_shown() throws Exception {
        answer("host-errors", "The 'OnDefinitionLanded' function is in error: '%JOB_CONTAINER%' does not resolve\n");

        Script.Run run = subscribe(Map.of());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.output())
                .contains("the host does not run OnDefinitionLanded: The 'OnDefinitionLanded' function");
        assertThat(calls())
                .filteredOn(call -> call.startsWith("rest"))
                .first()
                .asString()
                .contains("id/hostruntime/admin/functions/OnDefinitionLanded/status?api-version=2024-11-01");
        assertThat(deployments()).isEmpty();
    }

    @Test
    void a_subscription_that_has_failed_is_deleted_and_made_again() throws Exception {
        answer("failed", "definition-landed\n");

        Script.Run run = subscribe(Map.of());

        assertThat(run.exitCode()).as(run.output()).isZero();
        assertThat(run.output()).contains("the subscription definition-landed has failed");
        assertThat(calls())
                .filteredOn(call -> call.contains("event-subscription delete"))
                .singleElement()
                .asString()
                .contains("--system-topic-name topic", "--name definition-landed", "--yes");
        assertThat(deployments()).hasSize(1);
    }

    @Test
    void a_refusal_by_event_grid_is_tried_again() throws Exception {
        answer("refused", "");

        Script.Run run = subscribe(Map.of());

        assertThat(run.exitCode()).as(run.output()).isZero();
        assertThat(run.output()).contains("did not accept the subscriptions (1 of 3)");
        assertThat(calls()).filteredOn(call -> call.startsWith("deployment")).hasSize(2);
    }

    @Test
    void where_events_are_delivered_into_a_queue_there_is_nothing_to_do() throws Exception {
        Script.Run run = subscribe(Map.of("EVENT_DELIVERY", "queue", "EVENT_TOPIC_NAME", ""));

        assertThat(run.exitCode()).as(run.output()).isZero();
        assertThat(run.output()).contains("nothing to do").hasLineCount(1);
        assertThat(folder.resolve("calls")).doesNotExist();
    }

    @Test
    void a_missing_output_of_the_first_phase_is_named() throws Exception {
        Script.Run run = subscribe(Map.of("EVENT_TOPIC_NAME", ""));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.output()).contains("EVENT_TOPIC_NAME is not set");
    }
}
