package io.github.dbdsc.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.dbdsc.local.simulation.Caller;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.local.simulation.SimulationOptions;
import io.github.dbdsc.model.Problem;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands {@code init} and {@code schema}, and the annotations of {@code validate}. */
class EditorCommandsTest {

    private final Map<String, String> environment = new HashMap<>();
    private String out = "";
    private String err = "";

    @TempDir
    Path folder;

    private int run(String... arguments) {
        StringWriter output = new StringWriter();
        StringWriter errors = new StringWriter();
        int code = new Commands(new PrintWriter(output), new PrintWriter(errors), environment).run(arguments);
        out = output.toString();
        err = errors.toString();
        return code;
    }

    private void write(String path, String content) throws IOException {
        Files.createDirectories(folder.resolve(path).getParent());
        Files.writeString(folder.resolve(path), content);
    }

    private static JsonNode json(String text) throws IOException {
        return new JsonMapper().readTree(text);
    }

    @Test
    void a_folder_that_init_makes_is_right_at_once() throws IOException {
        Path made = folder.resolve("new");

        assertThat(run("init", made.toString())).as(err).isZero();
        assertThat(out).contains("jobs/example.json", "Next:", "validate --folder " + made);

        assertThat(run("validate", "--folder", made.toString(), "--strict"))
                .as(out)
                .isZero();
        assertThat(out).contains("1 definition is fine, 0 are not (0 errors)");
        try (SimulatedWorkspace workspace = SimulatedWorkspace.start(
                SimulationOptions.defaults().withCallers(Caller.admin("secret", "user@example.com")))) {
            environment.putAll(Map.of(
                    "DATABRICKS_URI", workspace.uri().toString(),
                    "AUTHORITY_TYPE", "pat",
                    "CLIENT_ID", "user@example.com",
                    "PAT_TOKEN", "secret"));
            assertThat(run("plan", "--folder", made.toString())).as(err).isZero();
            assertThat(out).contains("+ example  create  'Example (dev)'");
        }
    }

    @Test
    void the_editor_finds_the_schema_that_init_writes() throws IOException {
        run("init", folder.toString());

        JsonNode tied =
                json(Files.readString(folder.resolve(".vscode/settings.json"))).at("/json.schemas/0");
        assertThat(tied.at("/fileMatch/0").asText()).isEqualTo("/jobs/**/*.json");
        JsonNode schema = json(Files.readString(folder.resolve(tied.path("url").asText())));
        assertThat(schema.at("/definitions/template.standard.jinja2/then/required"))
                .hasSize(3);
        JsonNode example = json(Files.readString(folder.resolve("jobs/example.json")));
        assertThat(folder.resolve("jobs")
                        .resolve(example.path("$schema").asText())
                        .normalize())
                .isEqualTo(folder.resolve(tied.path("url").asText()).normalize());
        assertThat(folder.resolve("schemas/settings.schema.json")).exists();
    }

    @Test
    void the_pipeline_that_init_writes_is_the_example_of_the_documentation() throws IOException {
        run("init", folder.toString());

        assertThat(folder.resolve(".github/workflows/jobs.yml"))
                .hasSameTextualContentAs(Path.of("infra/examples/github-actions.yml"));
    }

    @Test
    void init_writes_over_nothing() throws IOException {
        write("vars.json", "{}");
        write(".vscode/settings.json", "{ }");

        assertThat(run("init", folder.toString())).isEqualTo(1);

        assertThat(err).contains("nothing is written", "vars.json, .vscode/settings.json");
        assertThat(folder.resolve("jobs")).doesNotExist();
        assertThat(folder.resolve("vars.json")).hasContent("{}");
    }

    @Test
    void schema_prints_what_it_writes() throws IOException {
        write("templates/standard.jinja2", "{\"name\": \"{{ job.name }}\"}");
        write("jobs/a.json", "{\"name\": \"A\"}");

        assertThat(run("schema", "--folder", folder.toString())).isZero();
        JsonNode definition = json(out);
        assertThat(run("schema", "--settings", "--folder", folder.toString())).isZero();
        JsonNode settings = json(out);
        assertThat(run("schema", "--write", "--folder", folder.toString())).isZero();

        assertThat(json(Files.readString(folder.resolve("schemas/definition.schema.json"))))
                .isEqualTo(definition);
        assertThat(json(Files.readString(folder.resolve("schemas/settings.schema.json"))))
                .isEqualTo(settings);
        assertThat(settings.at("/properties/max_concurrent_runs/description").asText())
                .startsWith("max_concurrent_runs: an integer. Left out, it is 1:");
    }

    @Test
    void annotations_stand_at_the_place_in_the_repository() throws IOException {
        Files.createDirectories(folder.resolve(".git"));
        write("data, 100%/templates/standard.jinja2", "{\"name\": \"{{ job.name }}{{ job.no }}\"}");
        write("data, 100%/jobs/a.json", "{\n  \"name\": \"A\",\n  \"$adpot\": true\n}");
        write("data, 100%/jobs/b.json", "{\"name\": \"B\"}");
        String here = folder.resolve("data, 100%").toString();

        assertThat(run("validate", "--folder", here, "--format", "github")).isEqualTo(1);
        assertThat(out.lines())
                .anyMatch(line -> line.startsWith(
                        "::error file=data%2C 100%25/jobs/a.json,line=3,col=3::\"$adpot\" is not a directive"))
                .anyMatch(line -> line.startsWith(
                        "::warning file=data%2C 100%25/templates/standard.jinja2,line=1,col=32::'dict object' has no"));
        assertThat(run("validate", "--folder", here, "--output", "github")).isEqualTo(1);

        Files.delete(folder.resolve("data, 100%/jobs/a.json"));
        assertThat(run("validate", "--folder", here, "--format", "github")).isZero();
        assertThat(out).doesNotContain("::error");
    }

    @Test
    void without_git_places_are_below_the_workspace_of_the_workflow() throws IOException {
        write("below/jobs/a.json", "[]");
        environment.put("GITHUB_WORKSPACE", folder.toString());

        run("validate", "--folder", folder.resolve("below").toString(), "--format", "github");

        assertThat(out).contains("::error file=below/jobs/a.json,line=1,col=1::");
    }

    @Test
    void line_ends_in_messages_are_escaped() {
        Problem problem = Problem.error("jobs/a.json", 0, 0, "50% of a: b, c");

        assertThat(new Annotations("").github(List.of(problem), List.of("x: 1")))
                .containsExactly("::error file=jobs/a.json::50%25 of a: b, c", "::error::x: 1");
    }

    @Test
    void a_sarif_log_has_what_the_standard_asks_for() throws IOException {
        write("jobs/a b.json", "{\n  \"$adpot\": true\n}");
        write("templates/standard.jinja2", "{}");
        environment.put("AUTHORITY_TYPE", "magic");

        assertThat(run("validate", "--folder", folder.toString(), "--format", "sarif"))
                .isEqualTo(1);

        JsonNode log = json(out);
        assertThat(log.path("version").asText()).isEqualTo("2.1.0");
        JsonNode driver = log.at("/runs/0/tool/driver");
        assertThat(driver.path("name").asText()).isEqualTo("db-dsc-jobs");
        assertThat(driver.path("version").asText()).isNotEmpty();
        Set<String> rules = new HashSet<>(driver.path("rules").findValuesAsText("id"));
        assertThat(rules).hasSameSizeAs(driver.path("rules"));
        assertThat(log.at("/runs/0/columnKind").asText()).isEqualTo("utf16CodeUnits");
        assertThat(log.at("/runs/0/results")).hasSizeGreaterThan(1).allSatisfy(result -> {
            assertThat(driver.path("rules")
                            .path(result.path("ruleIndex").asInt())
                            .path("id")
                            .asText())
                    .isEqualTo(result.path("ruleId").asText());
            assertThat(result.path("level").asText()).isIn("error", "warning");
            assertThat(result.at("/message/text").asText()).isNotEmpty();
        });
        JsonNode place = log.at("/runs/0/results/0/locations/0/physicalLocation");
        assertThat(place.at("/artifactLocation/uri").asText()).isEqualTo("jobs/a%20b.json");
        assertThat(place.at("/artifactLocation/uriBaseId").asText()).isEqualTo("SRCROOT");
        assertThat(log.at("/runs/0/originalUriBaseIds/SRCROOT").isObject()).isTrue();
        assertThat(place.at("/region/startLine").asInt()).isEqualTo(2);
        assertThat(place.at("/region/startColumn").asInt()).isEqualTo(3);
    }
}
