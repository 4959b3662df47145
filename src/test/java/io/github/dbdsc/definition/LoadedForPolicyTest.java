package io.github.dbdsc.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Looks at the classes that a process of its own loads. */
class LoadedForPolicyTest {

    /** Reads one job under the policy that the first argument holds, if there is one. */
    static final class Reader {

        private Reader() {}

        public static void main(String[] args) {
            Snapshot files = Containers.of(
                    "templates/standard.jinja2",
                    "{{ job | tojson }}",
                    "jobs/a.json",
                    "{\"name\": \"a\", \"tasks\": [{\"task_key\": \"t\", \"notebook_task\": {\"notebook_path\": \"/a\"}}]}");
            var state = DesiredStateReader.read(
                    args.length == 0 ? files : files.under(java.util.Optional.of(Containers.policy(args[0]))),
                    new RenderCache(io.github.dbdsc.model.Strictness.LENIENT));
            if (state.jobs().size() != 1) {
                throw new IllegalStateException(state.problems().toString());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({",false", "{\"defaults\":{\"timeout_seconds\":1}},false", "{\"schema\":{}},true"})
    void the_library_for_schemas_is_loaded_only_where_there_is_a_schema(String policy, boolean isLoaded)
            throws IOException, InterruptedException {
        ProcessBuilder command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load",
                "-cp",
                System.getProperty("java.class.path"),
                Reader.class.getName());
        if (policy != null) {
            command.command().add(policy);
        }
        Process process = command.redirectErrorStream(true).start();
        String log = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor())
                .as(log.substring(Math.max(0, log.length() - 500)))
                .isZero();
        assertThat(log).contains("io.github.dbdsc.definition.policy.Policy");
        assertThat(log.contains("com.networknt")).isEqualTo(isLoaded);
    }
}
