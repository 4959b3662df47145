package io.github.dbdsc.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.local.simulation.Caller;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher {@code bin/db-dsc-jobs}, as a shell starts it. */
@DisabledOnOs(OS.WINDOWS)
class LauncherIT {

    private static final Map<String, String> JAVA_OF_THIS_BUILD = Map.of("JAVA_HOME", System.getProperty("java.home"));

    @TempDir
    Path folder;

    private Path definitions;

    @BeforeEach
    void copyExamples() throws IOException {
        definitions = folder.resolve("my definitions");
        Path examples = Path.of("examples");
        try (Stream<Path> files = Files.walk(examples)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = definitions.resolve(examples.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    @Test
    void the_command_line_makes_the_jobs_of_a_workspace_match() throws Exception {
        try (SimulatedWorkspace workspace = SimulatedWorkspace.start()) {
            Map<String, String> environment = new HashMap<>(JAVA_OF_THIS_BUILD);
            environment.put("DATABRICKS_URI", workspace.uri().toString());
            environment.put("AUTHORITY_TYPE", "pat");
            environment.put("PAT_TOKEN", Caller.DEMO.token());
            environment.put("OWNER", "packaged");

            Run pending = run(PackagedCommand.LAUNCHER, environment, "plan", "--exit-code");
            Run sync = run(PackagedCommand.LAUNCHER, environment, "sync", "--folder", definitions.toString());
            Run plan = run(PackagedCommand.LAUNCHER, environment, "plan", "--exit-code");

            assertThat(pending.exitCode()).as(pending.output()).isEqualTo(2);
            assertThat(sync.exitCode()).as(sync.output()).isZero();
            assertThat(workspace.jobs().all()).hasSize(3);
            assertThat(plan.exitCode()).as(plan.output()).isZero();
            assertThat(plan.output()).contains("3 in sync");
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void output_that_goes_nowhere_is_an_error() throws Exception {
        for (String target : List.of("> /dev/full", ">&-")) {
            Run run = run(
                    Path.of("/bin/sh"),
                    JAVA_OF_THIS_BUILD,
                    "-c",
                    "\"$0\" validate " + target,
                    PackagedCommand.LAUNCHER.toAbsolutePath().toString());

            assertThat(run)
                    .as(target)
                    .isEqualTo(new Run(
                            1, "Error: the output could not be written, to a full disk or a closed pipe perhaps\n"));
        }
    }

    @Test
    void options_for_java_may_be_given() throws Exception {
        Map<String, String> environment = new HashMap<>(JAVA_OF_THIS_BUILD);
        environment.put("JAVA_OPTS", "-Xmx256m -showversion");

        assertThat(run(PackagedCommand.LAUNCHER, environment, "validate").output())
                .contains("3 definitions are fine", "version \"" + System.getProperty("java.version"));
    }

    @Test
    void a_missing_java_is_one_sentence() throws Exception {
        Run unset = run(PackagedCommand.LAUNCHER, Map.of("PATH", "/nowhere"), "validate");
        Run wrong = run(PackagedCommand.LAUNCHER, Map.of("JAVA_HOME", "/nowhere"), "validate");

        assertThat(unset)
                .isEqualTo(new Run(1, "db-dsc-jobs needs Java 17 or later: set JAVA_HOME, or put java on the PATH.\n"));
        assertThat(wrong)
                .isEqualTo(new Run(
                        1, "db-dsc-jobs needs Java 17 or later: JAVA_HOME is /nowhere, where there is no bin/java.\n"));
    }

    @Test
    void a_java_that_is_too_old_is_one_sentence() throws Exception {
        assertThat(withJavaThatSays("java version \"1.8.0_292\"")).isEqualTo(tooOld("1.8.0_292"));
        assertThat(withJavaThatSays("openjdk version \"11\" 2018-09-25")).isEqualTo(tooOld("11"));
        assertThat(withJavaThatSays("Picked up JAVA_TOOL_OPTIONS: -Da=b\nopenjdk version \"16.0.2\" 2021-07-20"))
                .isEqualTo(tooOld("16.0.2"));
        assertThat(withJavaThatSays("openjdk version \"17-ea\" 2021-09-14").output())
                .isEqualTo("started\n");
    }

    private Run tooOld(String version) {
        return new Run(1, "db-dsc-jobs needs Java 17 or later: " + folder + "/jdk/bin/java is Java " + version + ".\n");
    }

    /** Runs the launcher with a stand-in for Java that answers {@code -version} with this, and else "started". */
    private Run withJavaThatSays(String version) throws Exception {
        Path java = folder.resolve("jdk/bin/java");
        Files.createDirectories(java.getParent());
        Files.writeString(java, """
                #!/bin/sh
                if [ "$1" = -version ]; then
                  cat >&2 <<'EOF'
                %s
                EOF
                else
                  echo started
                fi
                """.formatted(version));
        assertThat(java.toFile().setExecutable(true)).isTrue();
        return run(
                PackagedCommand.LAUNCHER,
                Map.of("JAVA_HOME", folder.resolve("jdk").toString()),
                "validate");
    }

    private record Run(int exitCode, String output) {}

    /** Runs a command in the folder with the definitions, and with nothing in its environment but this. */
    private Run run(Path command, Map<String, String> environment, String... arguments) throws Exception {
        List<String> line = new ArrayList<>(List.of(command.toString()));
        line.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(line).directory(definitions.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", System.getenv("PATH"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }
}
