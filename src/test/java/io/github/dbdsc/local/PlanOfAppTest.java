package io.github.dbdsc.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.dbdsc.fakes.FakeFunctionApp;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code plan --app}, as a pipeline calls it. */
class PlanOfAppTest {

    private static final String KEY = "planted-key";

    private final FakeFunctionApp app = new FakeFunctionApp();
    private final Map<String, String> environment = new HashMap<>(Map.of("DB_DSC_JOBS_KEY", KEY + "\n"));

    private String out = "";
    private String err = "";

    @TempDir
    Path folder;

    @BeforeEach
    void branch() throws Exception {
        GitCheckout checkout =
                GitCheckout.init(folder).write("jobs/a.json", "{}").write("jobs/b.json", "{}");
        checkout.commit("main");
        checkout.git("checkout", "--quiet", "-b", "branch");
        checkout.write("jobs/a.json", "{ }").delete("jobs/b.json");
        checkout.commit("branch");
    }

    @AfterEach
    void stop() {
        app.close();
        assertThat(out + err).doesNotContain(KEY).doesNotContain("\tat ");
    }

    private static String report(String counts, String more) {
        return "{\"target\": \"us\", \"workspace\": \"https://adb-1.azuredatabricks.net\", \"dryRun\": true,"
                + " \"fingerprint\": \"f1\", \"counts\": {" + counts + "}, \"changes\": ["
                + "{\"key\": \"a\", \"name\": \"A\", \"action\": \"update\", \"differences\": []},"
                + "{\"key\": \"c\", \"name\": \"C\", \"action\": \"none\", \"differences\": []}]" + more + "}";
    }

    private int run(String... arguments) {
        StringWriter output = new StringWriter();
        StringWriter errors = new StringWriter();
        String[] all = new String[arguments.length + 3];
        all[0] = "plan";
        all[1] = "--folder";
        all[2] = folder.toString();
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        int code = new Commands(new PrintWriter(output), new PrintWriter(errors), environment).run(all);
        out = output.toString();
        err = errors.toString();
        return code;
    }

    private int plan(String... more) {
        String[] arguments = new String[more.length + 4];
        arguments[0] = "--app";
        arguments[1] = app.uri() + "/api/";
        arguments[2] = "--git-base";
        arguments[3] = "main";
        System.arraycopy(more, 0, arguments, 4, more.length);
        return run(arguments);
    }

    @Test
    void what_the_branch_changes_is_planned_by_the_app_and_shown_like_a_plan_of_the_folder() throws Exception {
        app.answer(200, report("\"update\": 1, \"none\": 1", ""));

        assertThat(plan("--all")).as(err).isZero();

        JsonNode sent = new JsonMapper().readTree(app.bodies().get(0));
        assertThat(sent)
                .isEqualTo(new JsonMapper().readTree("{\"files\":{\"jobs/a.json\":\"{ }\",\"jobs/b.json\":null}}"));
        assertThat(app.keys()).containsExactly(KEY);
        assertThat(out).isEqualTo("""
                Plan for the jobs of 'us' in https://adb-1.azuredatabricks.net

                  ~ a  update  'A'
                  = c  in sync  'C'

                Plan: 0 to create, 1 to update, 0 to adopt, 0 to delete, 1 in sync, 0 refused, 0 with errors.
                Fingerprint: f1
                """);
    }

    @Test
    void jobs_as_defined_are_left_out_on_request_in_every_form() {
        for (String form : new String[] {"text", "json", "markdown"}) {
            app.answer(200, report("\"update\": 1, \"none\": 1", ""));

            assertThat(plan("--changes-only", "--output", form)).isZero();

            assertThat(out)
                    .as(form)
                    .contains("'A'".substring(1, 2))
                    .doesNotContain("'C'")
                    .doesNotContain("\"C\"");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "\"none\": 2                   |                                         | 0 | 0",
                "\"update\": 1                 |                                         | 0 | 2",
                "\"update\": 1, \"refused\": 1 |                                         | 2 | 1",
                "\"none\": 2                   | , \"objections\": [\"too many\"]        | 2 | 1",
                "\"update\": 1                 | , \"problems\": [{\"severity\": \"error\", \"file\": \"jobs/x.json\", \"message\": \"m\"}] | 1 | 1",
                "\"none\": 2                   | , \"problems\": [{\"severity\": \"warning\", \"file\": \"jobs/x.json\", \"message\": \"m\"}] | 0 | 0"
            })
    void problems_always_end_with_another_code_than_zero_and_changes_on_request(
            String counts, String more, int code, int detailed) {
        app.answer(200, report(counts, more == null ? "" : more)).answer(200, report(counts, more == null ? "" : more));

        assertThat(plan()).isEqualTo(code);
        assertThat(plan("--exit-code")).isEqualTo(detailed);
    }

    @Test
    void a_branch_without_changes_is_planned_all_the_same_and_that_is_said() {
        app.answer(200, report("\"none\": 2", ""));

        assertThat(run("--app", app.uri().toString(), "--git-base", "HEAD")).isZero();

        assertThat(app.bodies()).containsExactly("{\"files\":{}}");
        assertThat(err).contains("No source file differs from 'HEAD'.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.com",
                "https://example.com/api/plan",
                "https://user:planted@example.com",
                "https://example.com/?code=planted",
                "example.com",
                "https://exa mple.com"
            })
    void an_address_that_is_none_of_an_app_is_refused_without_repeating_it(String address) {
        assertThat(run("--app", address, "--git-base", "main")).isEqualTo(1);

        assertThat(err)
                .contains("--app is no address of a function app; it should be https://<app>.azurewebsites.net")
                .doesNotContain("planted");
    }

    @Test
    void a_key_that_is_mangled_is_an_error() {
        environment.put("DB_DSC_JOBS_KEY", "planted\nkey");
        assertThat(run("--app", "https://app.example.com", "--git-base", "main"))
                .isEqualTo(1);
        assertThat(err).contains("DB_DSC_JOBS_KEY is no function key").doesNotContain("planted");
    }

    @Test
    void options_that_the_app_does_not_take_are_errors() {
        assertThat(run("--app", app.uri().toString())).isEqualTo(1);
        assertThat(err).contains("--app and --git-base belong together");
        assertThat(run("--git-base", "main")).isEqualTo(1);
        assertThat(err).contains("--app and --git-base belong together");
        assertThat(plan("--prune")).isEqualTo(1);
        assertThat(err).contains("leave out --prune");
        assertThat(app.requests()).isEmpty();
    }
}
