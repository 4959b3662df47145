package io.github.dbdsc.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The workspaces that a token is sent to are named in app settings only. */
class NamedWorkspacesTest {

    @TempDir
    private Path folder;

    private final SimulatedWorkspace elsewhere = SimulatedWorkspace.start();
    private ServedTargets app;

    @BeforeEach
    void start() throws IOException {
        app = new ServedTargets(folder, List.of("dev", "prod"), Map.of());
    }

    @AfterEach
    void stop() {
        app.close();
        elsewhere.close();
    }

    @Test
    void no_file_that_is_uploaded_adds_a_workspace_or_changes_one() throws IOException {
        String address = elsewhere.uri().toString();
        String settings = "\"DATABRICKS_URI\": \"" + address + "\", \"DATABRICKS_URI__dev\": \"" + address
                + "\", \"TARGETS\": \"dev,prod,other\", \"workspace\": \"" + address + "\"";
        app.write("vars.json", "{" + settings + ", \"target\": {\"workspace\": \"" + address + "\"}}");
        app.write("vars/dev.json", "{" + settings + "}");
        app.write("vars/other.json", "{" + settings + "}");
        app.write("params.json", "{" + settings + "}");
        app.write("local.settings.json", "{\"Values\": {" + settings + "}}");
        app.write(
                "templates/standard.jinja2",
                "{% set target = {'name': 'other', 'workspace': '" + address + "'} %}{\"name\": \"{{ job.name }} at {{"
                        + " target.workspace }}\"}");
        app.write(
                "jobs/a.json",
                "{\"name\": \"a\", " + settings + ", \"$override\": {\"dev\": {" + settings
                        + "}}, \"$targets\": [\"*\"]}");
        app.write("jobs/b.json", "{\"name\": \"b\", \"$override\": {\"other\": {" + settings + "}}}");
        app.write("policy.json", "{\"defaults\": {\"tags\": {\"workspace\": \"x\"}}}");

        for (String target : List.of("dev", "prod")) {
            assertThat(app.send("POST", "sync?target=" + target).statusCode()).isEqualTo(422); // b names no target
            assertThat(app.workspace(target).jobs().all()).hasSize(1);
        }

        assertThat(elsewhere.calls().count()).isZero();
        assertThat(app.names()).containsExactly("dev", "prod");
    }
}
