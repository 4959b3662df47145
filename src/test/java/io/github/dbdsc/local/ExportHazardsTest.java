package io.github.dbdsc.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.local.simulation.Fault;
import io.github.dbdsc.local.simulation.Operation;
import io.github.dbdsc.model.NamedKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an export must not do, whatever the jobs, the workspace and the folder are. */
class ExportHazardsTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String ANN = "ann@example.com";
    private static final String TOKEN = "dapi" + "0123456789abcdef".repeat(2);

    @TempDir
    private Path folder;

    private CommandLineUnderTest line;

    @BeforeEach
    void start() throws IOException {
        line = new CommandLineUnderTest(folder.resolve("other"));
    }

    @AfterEach
    void stop() {
        line.close();
    }

    private Path out() {
        return folder.resolve("out");
    }

    private static ObjectNode json(String text) throws IOException {
        return (ObjectNode) JSON.readTree(text.replace('\'', '"'));
    }

    /** Puts a job of one notebook into the workspace, with more of these settings. */
    private long job(String name, String more) throws IOException {
        ObjectNode settings = json("{'tasks':[{'task_key':'t','notebook_task':{'notebook_path':'/x'}}]}");
        settings.put("name", name);
        settings.setAll(json("{" + more + "}"));
        return line.workspace().jobs().put(ANN, settings);
    }

    private int export(String... more) {
        List<String> arguments = new ArrayList<>(List.of("export", "--folder", out().toString()));
        arguments.addAll(List.of(more));
        return line.runAnywhere(arguments.toArray(String[]::new));
    }

    private List<String> files() throws IOException {
        if (!Files.exists(out())) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(out())) {
            return files.filter(Files::isRegularFile)
                    .map(file -> out().relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }

    private ObjectNode definition(String key) throws IOException {
        return (ObjectNode) JSON.readTree(out().resolve("jobs/" + key + ".json").toFile());
    }

    private int adoptions() throws IOException {
        assertThat(line.runAnywhere("plan", "--folder", out().toString(), "--output", "json"))
                .as(line.err())
                .isZero();
        JsonNode plan = JSON.readTree(line.out());
        assertThat(plan.path("changes")).allSatisfy(change -> assertThat(change.path("differences"))
                .allSatisfy(difference ->
                        assertThat(difference.path("path").asText()).startsWith("tags")));
        return plan.at("/counts/adopt").asInt();
    }

    @Test
    void a_condition_that_no_workspace_shows_is_told_of_before_a_sync_takes_it_away() throws IOException {
        long id = job(
                "ledger",
                "'trigger':{'table_update':{'table_names':['a.b.c','a.b.d'],'condition':'ALL_UPDATED'},'pause_status':'UNPAUSED'}");
        job("plain", "");

        assertThat(export()).isZero();

        assertThat(line.out())
                .containsOnlyOnce("Note:")
                .contains("The job 'ledger' (" + id + ") starts when tables are updated", "add \"condition\"");
    }

    @Test
    void the_defaults_of_a_policy_are_told_of_once_for_all_jobs() throws IOException {
        line.workspace().named().add(NamedKind.CLUSTER_POLICY, "p1", "small");
        for (int i = 0; i < 7; i++) {
            job(
                    "j" + i,
                    "'job_clusters':[{'job_cluster_key':'c','new_cluster':{'spark_version':'15','policy_id':'p1',"
                            + "'num_workers':1,'apply_policy_default_values':true}}]");
        }
        job("none", "'parameters':[{'name':'policy_id','default':'p1'}]");

        assertThat(export()).isZero();

        assertThat(line.out())
                .containsOnlyOnce("Note:")
                .contains("7 jobs with a cluster policy", "apply_policy_default_values", "and 2 more)");
    }

    @Test
    void an_empty_object_of_a_field_that_nothing_is_known_of_stays() throws IOException {
        job("a", "'brand_new':{'mode':{},'list':[],'deep':{'x':[{}]}}");

        assertThat(export()).isZero();

        assertThat(definition("a").at("/settings/brand_new"))
                .isEqualTo(json("{'mode':{},'list':[],'deep':{'x':[{}]}}"));
        assertThat(adoptions()).isOne();
    }

    @Test
    void what_only_some_jobs_have_says_its_value_in_their_definitions() throws IOException {
        for (int i = 0; i < 8; i++) {
            job(
                    "load-" + i,
                    (i < 4
                                    ? "'timeout_seconds':600,'description':'','health':{'rules':[{'metric':'RUN_DURATION_SECONDS',"
                                            + "'op':'GREATER_THAN','value':60}]},"
                                    : "")
                            + "'tags':{'n':'" + i + "'}");
        }

        assertThat(export("--templates", "fewest-templates")).isZero();

        assertThat(line.out()).contains("8 definitions and 1 template").doesNotContain("Note:");
        assertThat(definition("load-0").path("timeout_seconds").asInt()).isEqualTo(600);
        assertThat(definition("load-0").path("description").asText("none")).isEmpty();
        assertThat(definition("load-0").path("with_health").asBoolean()).isTrue();
        assertThat(definition("load-7").has("timeout_seconds")).isFalse();
        assertThat(adoptions()).isEqualTo(8);
    }

    @Test
    void a_secret_in_a_name_is_not_shown_and_not_written() throws IOException {
        job("with " + TOKEN, "");
        job("tag", "'tags':{'" + TOKEN + "':'x'}");
        job("good", "");

        assertThat(export()).isZero();

        assertThat(line.out() + line.err()).doesNotContain(TOKEN).contains("name looks like", "tags looks like");
        assertThat(files()).containsExactly("jobs/good.json", "templates/as-is.jinja2");
        assertThat(export("--force", "--with-secrets")).isZero();
        assertThat(line.out() + line.err()).doesNotContain(TOKEN);
    }

    @Test
    void many_ids_without_a_name_are_one_note() throws IOException {
        for (int i = 0; i < 9; i++) {
            ObjectNode settings = json("{'name':'j" + i + "','tasks':[{'task_key':'t','existing_cluster_id':'c" + i
                    + "','notebook_task':{'notebook_path':'/x'}}]}");
            line.workspace().jobs().put(ANN, settings);
        }

        assertThat(export()).isZero();

        assertThat(line.out())
                .containsOnlyOnce("Note:")
                .contains("9 ids of the kind 'cluster' stay in 9 places", " and 4 more)");
    }

    @Test
    void a_template_has_a_name_that_every_file_system_takes() throws IOException {
        for (int i = 0; i < 6; i++) {
            job("con-" + i, "'tags':{'some':'tags','are':'the same'},'timeout_seconds':" + (i + 1));
            job(
                    "a.jinja2/x-" + i,
                    "'description':'another one, and quite long so that it is worth it','max_concurrent_runs':"
                            + (i + 2));
        }

        assertThat(export("--templates", "one-per-shape")).isZero();

        assertThat(files().stream().filter(file -> file.startsWith("templates/")))
                .containsExactly("templates/a.jinja2-/x.jinja2", "templates/job-con.jinja2");
        assertThat(adoptions()).isEqualTo(12);
    }

    @Test
    void a_listing_that_fails_writes_nothing() throws IOException {
        job("a", "");
        for (int status : List.of(403, 500)) {
            line.workspace().faults().fromCall(1, Fault.refused(status, "PERMISSION_DENIED"));
            assertThat(export()).isEqualTo(ExitCode.FAILED);
            assertThat(line.err()).contains(Integer.toString(status)).doesNotContain("Exception");
            assertThat(files()).isEmpty();
            line.workspace().faults().clear();
        }
        assertThat(export()).isZero();
    }

    @Test
    void a_job_that_two_pages_show_is_written_once() throws IOException {
        long id = job("a", "");
        job("b", "");
        line.workspace().faults().onNext(Operation.LIST, Fault.entryRepeated(id));

        assertThat(export()).isZero();

        assertThat(line.out()).contains("Wrote 2 definitions", "0 jobs left out");
    }

    @Test
    void permissions_that_cannot_be_read_leave_a_note_and_all_else_is_written() throws IOException {
        job("a", "");
        job("b", "");
        line.workspace().faults().onNext(Operation.GET_PERMISSIONS, Fault.refused(403, "PERMISSION_DENIED"));

        assertThat(export("--permissions")).isZero();

        assertThat(line.out())
                .containsOnlyOnce("Note: The permissions of the job")
                .contains("Wrote 2 definitions");
        assertThat(adoptions()).isEqualTo(2);
    }

    @Test
    void names_that_cannot_be_listed_leave_the_ids() throws IOException {
        ObjectNode settings = json("{'name':'s','tasks':[{'task_key':'t','sql_task':{'warehouse_id':'w1',"
                + "'query':{'query_id':'q'}}}]}");
        line.workspace().jobs().put(ANN, settings);
        line.workspace().named().add(NamedKind.WAREHOUSE, "w1", "Starter");
        line.workspace().faults().onNext(Operation.LIST_WAREHOUSES, Fault.refused(403, "PERMISSION_DENIED"));

        assertThat(export()).isZero();

        assertThat(line.out())
                .containsOnlyOnce("Note:")
                .contains("The id of warehouse w1 stays in 1 place: the names of that kind can't be read");
        assertThat(definition("s").at("/settings/tasks/0/sql_task/warehouse_id").asText())
                .isEqualTo("w1");
        assertThat(adoptions()).isOne();
    }

    @Test
    void a_new_name_is_one_that_no_other_job_has() throws IOException {
        long first = job("x", "");
        long second = job("x", "'timeout_seconds':5");
        job("x (" + second + ")", "");

        assertThat(export("--rename")).isZero();

        Stream<String> names = files().stream()
                .filter(file -> file.startsWith("jobs/"))
                .map(file -> {
                    assertThat(line.runAnywhere(
                                    "render",
                                    "--folder",
                                    out().toString(),
                                    "--output",
                                    "json",
                                    file.replaceAll("^jobs/|\\.json$", "")))
                            .as(line.err())
                            .isZero();
                    try {
                        return JSON.readTree(line.out())
                                .elements()
                                .next()
                                .path("name")
                                .asText();
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                });
        assertThat(names.toList()).hasSize(3).doesNotHaveDuplicates().contains("x (" + first + ")");
    }

    @Test
    void an_id_that_is_not_there_is_named() throws IOException {
        long there = job("a", "");

        assertThat(export("--id", "424242")).isEqualTo(ExitCode.FAILED);
        assertThat(line.out()).contains("Nothing to export", "with the id 424242");
        assertThat(export("--id", "424242", "--id", Long.toString(there))).isZero();
        assertThat(line.out()).contains("Wrote 1 definition", "no job 424242");
    }

    @Test
    void a_folder_that_cannot_be_written_is_explained_and_nothing_is_left_half() throws IOException {
        job("a", "");
        Files.writeString(out(), "a file");
        assertThat(export()).isEqualTo(ExitCode.FAILED);
        assertThat(line.err()).contains("can't be written").doesNotContain("Exception");
        assertThat(Files.readString(out())).isEqualTo("a file");

        Files.delete(out());
        Files.createDirectories(out());
        Files.writeString(out().resolve("jobs"), "a file");
        assertThat(export("--force")).isEqualTo(ExitCode.FAILED);
        assertThat(line.err()).contains("can't be written").doesNotContain("Exception");
        assertThat(files()).contains("jobs").noneMatch(file -> file.endsWith(".tmp"));
    }

    @Test
    void a_link_in_the_place_of_a_file_is_no_way_out_of_the_folder() throws IOException {
        job("a", "");
        Path elsewhere = folder.resolve("elsewhere.json");
        Files.writeString(elsewhere, "mine");
        Files.createDirectories(out().resolve("jobs"));
        Files.createSymbolicLink(out().resolve("jobs/a.json"), elsewhere);

        assertThat(export()).isEqualTo(ExitCode.FAILED);
        assertThat(line.err()).contains("jobs/a.json");
        assertThat(export("--force")).isZero();
        assertThat(Files.readString(elsewhere)).isEqualTo("mine");
    }

    @Test
    void what_a_folder_has_beside_the_export_stays() throws IOException {
        job("a", "");
        Files.createDirectories(out().resolve(".dsc"));
        Files.writeString(out().resolve(".dsc/kept"), "state");
        Files.writeString(out().resolve("vars.json"), "{}");

        assertThat(export()).isZero();

        assertThat(files()).contains(".dsc/kept", "vars.json", "jobs/a.json");
        assertThat(Files.readString(out().resolve("vars.json"))).isEqualTo("{}");
    }
}
