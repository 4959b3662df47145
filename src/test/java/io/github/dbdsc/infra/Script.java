package io.github.dbdsc.infra;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A shell script of {@code infra/}, run with nothing in its environment but what is given. */
final class Script {

    /** How a script ended, and what it said on either stream. */
    record Run(int exitCode, String output) {}

    private Script() {}

    /** Whether all these commands can be run here. */
    static boolean canUse(String... commands) {
        List<Path> folders =
                Arrays.stream(System.getenv("PATH").split(":")).map(Path::of).toList();
        return Arrays.stream(commands)
                .allMatch(command -> folders.stream().anyMatch(folder -> Files.isExecutable(folder.resolve(command))));
    }

    static Run run(String script, Map<String, String> environment, String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of("bash", Bicep.FOLDER.resolve(script).toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", System.getenv("PATH"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }

    /** Puts a command of that name into the folder. */
    static void stub(Path folder, String name, String body) throws IOException {
        Path command = folder.resolve(name);
        Files.writeString(command, "#!/usr/bin/env bash\nset -euo pipefail\n" + body);
        if (!command.toFile().setExecutable(true)) {
            throw new IOException(command + " can't be made executable");
        }
    }
}
