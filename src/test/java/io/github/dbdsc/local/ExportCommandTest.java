package io.github.dbdsc.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.export.learn.HiddenTemplates;
import io.github.dbdsc.local.simulation.Grant;
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

class ExportCommandTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String ANN = "ann@example.com";

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

    private long job(String name) throws IOException {
        return job(name, "'notebook_task':{'notebook_path':'/Shared/" + name.hashCode() + "'}");
    }

    private long job(String name, String task) throws IOException {
        ObjectNode settings = json("{'tasks':[{'task_key':'main'," + task + "}]}");
        settings.put("name", name);
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

    private JsonNode rendered(String key) throws IOException {
        assertThat(line.runAnywhere("render", "--folder", out().toString(), "--output", "json", key))
                .as(line.err())
                .isZero();
        return JSON.readTree(line.out()).path(key);
    }

    private JsonNode plan() throws IOException {
        assertThat(line.runAnywhere("plan", "--folder", out().toString(), "--output", "json"))
                .as(line.err())
                .isZero();
        return JSON.readTree(line.out());
    }

    @Test
    void three_hundred_jobs_of_five_templates_get_at_most_ten_and_take_a_third_of_their_settings() throws IOException {
        new HiddenTemplates(1).jobs(300).forEach(job -> line.workspace().jobs().put(ANN, job));
        line.workspace().named().add(NamedKind.WAREHOUSE, "a1b2c3d4e5f6a7b8", "Starter");

        assertThat(export()).as(line.err()).isZero();
        assertThat(line.out()).contains("Wrote 300 definitions and").contains("0 jobs left out");

        long templates =
                files().stream().filter(file -> file.startsWith("templates/")).count();
        assertThat(templates).isLessThanOrEqualTo(10);
        long written = 0;
        for (String file : files()) {
            written += Files.size(out().resolve(file));
        }
        long raw = ExportRoundTripTest.shown(line.workspace()).stream()
                .mapToLong(job -> job.settings().toString().length())
                .sum();
        assertThat((double) written / raw).isLessThan(1.0 / 3);
        assertThat(plan().at("/counts/adopt").asInt()).isEqualTo(300);
    }

    @Test
    void a_dry_run_says_what_would_be_written_and_writes_nothing() throws IOException {
        job("a");
        job("b");

        assertThat(export("--dry-run")).isZero();

        assertThat(line.out()).contains("Would write 2 definitions and 1 template", "Leave --dry-run out");
        assertThat(files()).isEmpty();
    }

    @Test
    void nothing_is_written_over_without_force() throws IOException {
        job("a");
        export();
        Files.writeString(out().resolve("jobs/a.json"), "mine");
        Files.delete(out().resolve("templates/as-is.jinja2"));

        assertThat(export()).isEqualTo(ExitCode.FAILED);
        assertThat(line.err()).contains("nothing is written", "jobs/a.json", "--force");
        assertThat(files()).containsExactly("jobs/a.json");

        assertThat(export("--force")).isZero();
        assertThat(Files.readString(out().resolve("jobs/a.json"))).contains("\"$adopt\"");
        assertThat(files()).containsExactly("jobs/a.json", "templates/as-is.jinja2");
    }

    @Test
    void filters_choose_by_name_tag_creator_and_id() throws IOException {
        long a = job("etl-a");
        long b = job("etl-b");
        line.workspace().jobs().put("bob@example.com", json("{'name':'web','tags':{'team':'sales'},'tasks':[]}"));

        export("--dry-run", "--name", "etl-*");
        assertThat(line.out()).contains("Would write 2 definitions");
        export("--dry-run", "--name", "web", "--name", "etl-b");
        assertThat(line.out()).contains("Would write 2 definitions");
        export("--dry-run", "--tag", "team=sal*");
        assertThat(line.out()).contains("Would write 1 definition ");
        export("--dry-run", "--creator", "BOB@example.com");
        assertThat(line.out()).contains("Would write 1 definition ");
        export("--dry-run", "--id", String.valueOf(a), "--id", String.valueOf(b));
        assertThat(line.out()).contains("Would write 2 definitions");
        assertThat(export("--name", "nothing*")).isEqualTo(ExitCode.FAILED);
        assertThat(line.out()).contains("Nothing to export", "3 jobs", "none of the name nothing*");
    }

    @Test
    void jobs_of_one_name_are_left_out_unless_they_are_renamed() throws IOException {
        long first = job("Untitled");
        long second = job("Untitled", "'notebook_task':{'notebook_path':'/other'}");
        job("alone");

        assertThat(export()).isZero();
        assertThat(line.out())
                .contains("Left out: Untitled (" + first + "): 2 of these jobs have this name", "--rename");
        assertThat(files()).contains("jobs/alone.json").doesNotContain("jobs/Untitled.json");

        assertThat(export("--force", "--rename")).isZero();
        assertThat(line.out()).contains("0 jobs left out");
        assertThat(rendered("Untitled").path("name").asText()).isEqualTo("Untitled (" + first + ")");
        assertThat(rendered("Untitled-2").path("name").asText()).isEqualTo("Untitled (" + second + ")");
    }

    @Test
    void a_job_with_what_looks_like_a_secret_is_left_out_and_its_value_is_not_shown() throws IOException {
        String token = "dapi" + "0123456789abcdef".repeat(2);
        job("secret", "'notebook_task':{'notebook_path':'/x','base_parameters':{'token':'" + token + "'}}");

        assertThat(export()).isEqualTo(ExitCode.FAILED);
        assertThat(line.out())
                .contains(
                        "tasks[main].notebook_task.base_parameters.token looks like",
                        "{{secrets/scope/key}}",
                        "--with-secrets")
                .doesNotContain(token);

        assertThat(export("--with-secrets")).isZero();
        assertThat(line.out()).contains("Note: In the job 'secret'").doesNotContain(token);
        assertThat(rendered("secret").toString()).contains(token);
    }

    @Test
    void a_bundles_job_is_left_out_unless_asked_for() throws IOException {
        line.workspace()
                .jobs()
                .put(
                        ANN,
                        json(
                                "{'name':'b','deployment':{'kind':'BUNDLE','metadata_file_path':'/x'},'edit_mode':'UI_LOCKED',"
                                        + "'tasks':[{'task_key':'t','notebook_task':{'notebook_path':'/x'}}]}"));

        assertThat(export()).isEqualTo(ExitCode.FAILED);
        assertThat(line.out()).contains("Databricks Asset Bundle", "--bundles");
        assertThat(export("--bundles")).isZero();
        assertThat(rendered("b").has("deployment")).isFalse();
        assertThat(plan().at("/counts/adopt").asInt()).isOne();
    }

    @Test
    void a_job_that_is_managed_already_is_left_out() throws IOException {
        line.workspace().jobs().put(ANN, json("{'name':'m','tags':{'dsc-owner':'us','dsc-key':'m'},'tasks':[]}"));
        job("free");

        export("--dry-run");
        assertThat(line.out()).contains("Left out: m (", "kept by owner 'us' already", "Would write 1 definition ");
        export("--dry-run", "--unmanaged");
        assertThat(line.out()).doesNotContain("Left out").contains("Would write 1 definition ");
    }

    @Test
    void of_many_jobs_that_stay_out_for_one_reason_a_few_are_named() throws IOException {
        for (int i = 0; i < 30; i++) {
            line.workspace()
                    .jobs()
                    .put(
                            ANN,
                            json("{'name':'m" + i + "','tags':{'dsc-owner':'us','dsc-key':'m" + i + "'},'tasks':[]}"));
        }

        export("--dry-run");

        assertThat(line.out()).containsOnlyOnce("Left out: 27 more for that reason: it is kept by owner 'us' already");
        assertThat(line.out().lines().filter(text -> text.startsWith("Left out: m")))
                .hasSize(3);
    }

    @Test
    void a_pause_is_written_and_nothing_else_that_nobody_set() throws IOException {
        line.workspace()
                .jobs()
                .put(
                        ANN,
                        json(
                                "{'name':'p','schedule':{'quartz_cron_expression':'0 0 5 * * ?','timezone_id':'UTC',"
                                        + "'pause_status':'PAUSED'},'email_notifications':{},'timeout_seconds':0,"
                                        + "'tasks':[{'task_key':'t','notebook_task':{'notebook_path':'/x'},'disabled':false}]}"));
        export();

        assertThat(definition("p").path("settings"))
                .isEqualTo(
                        json(
                                "{'name':'p','schedule':{'quartz_cron_expression':'0 0 5 * * ?','timezone_id':'UTC',"
                                        + "'pause_status':'PAUSED'},'tasks':[{'task_key':'t','notebook_task':{'notebook_path':'/x'}}]}"));
    }

    @Test
    void ids_become_references_where_one_thing_has_the_name() throws IOException {
        line.workspace().named().add(NamedKind.WAREHOUSE, "w1", "it's mine");
        line.workspace().named().add(NamedKind.PIPELINE, "p1", "twice");
        line.workspace().named().add(NamedKind.PIPELINE, "p2", "twice");
        long target = job("target");
        job("runs", "'run_job_task':{'job_id':" + target + "}");
        job("sql", "'sql_task':{'warehouse_id':'w1','query':{'query_id':'q'}}");
        job("pipeline", "'pipeline_task':{'pipeline_id':'p1'}");

        assertThat(export()).isZero();

        assertThat(line.out()).contains("The id of pipeline p1 stays in 1 place");
        assertThat(rendered("runs").at("/tasks/0/run_job_task/job_id").asText()).contains("job_ref('target')");
        assertThat(rendered("sql").at("/tasks/0/sql_task/warehouse_id").asText())
                .contains("lookup('warehouse', 'it's mine')");
        assertThat(rendered("pipeline").at("/tasks/0/pipeline_task/pipeline_id").asText())
                .isEqualTo("p1");
        assertThat(plan().at("/counts/adopt").asInt()).isEqualTo(4);
    }

    @Test
    void jobs_that_run_each_other_in_a_circle_keep_their_ids() throws IOException {
        long a = job("a");
        long b = job("b", "'run_job_task':{'job_id':" + a + "}");
        line.workspace().jobs().edit(a, settings -> {
            ObjectNode task = (ObjectNode) settings.path("tasks").get(0);
            task.remove("notebook_task");
            task.putObject("run_job_task").put("job_id", b);
        });

        assertThat(export()).isZero();

        assertThat(line.out()).contains("Note: The job 'a'", "is written whole, with its ids");
        assertThat(rendered("a").at("/tasks/0/run_job_task/job_id").asLong()).isEqualTo(b);
    }

    @Test
    void a_job_whose_settings_no_definition_may_have_is_left_out_and_the_others_are_written() throws IOException {
        job("good");
        long bad = line.workspace()
                .jobs()
                .put(
                        ANN,
                        json("{'name':'bad','schedule':{'quartz_cron_expression':'every day','timezone_id':'UTC'},"
                                + "'tasks':[{'task_key':'t','notebook_task':{'notebook_path':'/x'}}]}"));
        job("runs the bad one", "'run_job_task':{'job_id':" + bad + "}");

        assertThat(export()).isZero();

        assertThat(line.out()).contains("Left out: bad (" + bad + "): its settings can't be written", "every day");
        assertThat(files())
                .contains("jobs/good.json", "jobs/runs-the-bad-one.json")
                .doesNotContain("jobs/bad.json");
        assertThat(plan().at("/counts/adopt").asInt()).isEqualTo(2);
    }

    @Test
    void permissions_are_exported_without_the_owner_and_change_nothing() throws IOException {
        long id = job("a");
        line.workspace()
                .jobs()
                .setGrants(
                        id,
                        List.of(
                                new Grant("user_name", ANN, "IS_OWNER"),
                                new Grant("group_name", "analysts", "CAN_VIEW")));

        assertThat(export("--permissions")).isZero();

        assertThat(rendered("a").path("access_control_list"))
                .isEqualTo(JSON.readTree("[{\"group_name\":\"analysts\",\"permission_level\":\"CAN_VIEW\"}]"));
        assertThat(plan().at("/changes/0/differences").findValuesAsText("path"))
                .allMatch(path -> path.startsWith("tags"));
    }

    @Test
    void names_become_paths_that_every_file_system_takes() throws IOException {
        for (String name : List.of(
                "Sales/Daily: \"x\"", "sales/daily x", "con", "täglich", "日本", "???", "../up", "a.json/b", "a")) {
            job(name);
        }

        assertThat(export()).as(line.out()).isZero();

        assertThat(files())
                .contains(
                        "jobs/Sales/Daily-x.json",
                        "jobs/sales/daily-x-2.json",
                        "jobs/job-con.json",
                        "jobs/täglich.json",
                        "jobs/日本.json",
                        "jobs/up.json",
                        "jobs/a.json-/b.json",
                        "jobs/a.json");
        assertThat(files().stream().filter(file -> file.matches("jobs/job-\\d+\\.json")))
                .hasSize(1);
        assertThat(plan().at("/counts/adopt").asInt()).isEqualTo(9);
    }

    @Test
    void definitions_are_put_into_folders_by_prefix_or_tag() throws IOException {
        job("etl-a");
        job("etl-b");
        job("web-c");
        line.workspace()
                .jobs()
                .put(
                        ANN,
                        json(
                                "{'name':'d','tags':{'team':'Data Ops'},'tasks':[{'task_key':'t','notebook_task':{'notebook_path':'/x'}}]}"));

        export("--group-by", "prefix");
        assertThat(files()).contains("jobs/etl/a.json", "jobs/etl/b.json", "jobs/web-c.json", "jobs/d.json");
        export("--force", "--group-by", "tag:team");
        assertThat(files()).contains("jobs/Data-Ops/d.json", "jobs/etl-a.json");
    }

    @Test
    void a_wrong_option_is_explained() {
        assertThat(export("--group-by", "team")).isEqualTo(ExitCode.FAILED);
        assertThat(line.err()).contains("--group-by takes prefix or tag:NAME, not 'team'");
        assertThat(export("--tag", "team")).isEqualTo(ExitCode.FAILED);
        assertThat(line.err()).contains("--tag takes a name and a value");
        assertThat(export("--templates", "few")).isEqualTo(ExitCode.FAILED);
        assertThat(line.err()).contains("--templates takes fewest-bytes");
    }

    @Test
    void an_export_reads_and_writes_nothing_in_the_workspace() throws IOException {
        job("a");
        line.workspace().calls().reset();

        export();

        assertThat(line.workspace().calls().lines()).containsExactly("GET /api/2.2/jobs/list");
    }
}
