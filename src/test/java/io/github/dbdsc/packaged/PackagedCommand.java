package io.github.dbdsc.packaged;

import io.github.dbdsc.fakes.KeyPairs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs the packaged command line as users do, but for two things: it trusts the loopback servers' certificate and no
 * other, and it finds Microsoft's host names on this machine and no other name at all, so that it can reach nothing but
 * those servers.
 */
final class PackagedCommand {

    /** What {@code mvn package} leaves for users to call. */
    static final Path LAUNCHER = Path.of("target", "cli", "bin", "db-dsc-jobs").toAbsolutePath();

    private static final String HOSTS = """
            127.0.0.1 localhost
            127.0.0.1 login.microsoftonline.com
            127.0.0.1 kv-test.vault.azure.net
            127.0.0.1 testaccount.blob.core.windows.net
            """;

    private PackagedCommand() {}

    /** How a process ended, and all that it printed. */
    record Run(int exitCode, String output) {}

    static Run run(Path folder, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        Process process = start(folder, environment, arguments);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }

    /**
     * Starts the command line without waiting for it.
     *
     * @param folder where it may find its definitions
     * @param environment its settings; what this process has that concerns Azure is left out
     */
    static Process start(Path folder, Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(LAUNCHER.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .keySet()
                .removeIf(name -> name.matches("(?i)(AZURE|IDENTITY|MSI|IMDS|JobStore|JAVA|JDK_JAVA|DATABRICKS).*"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment()
                .put("JAVA_OPTS", "-XX:TieredStopAtLevel=1 " + String.join(" ", flagsToReachFakes(folder)));
        builder.environment().putAll(environment);
        return builder.start();
    }

    /**
     * Returns flags with which a Java process finds Azure's services on this machine and trusts their fakes.
     *
     * @param folder for a file that these flags name
     */
    static List<String> flagsToReachFakes(Path folder) throws IOException {
        return List.of(
                "-Djdk.net.hosts.file=" + Files.writeString(folder.resolve("hosts"), HOSTS),
                "-Djavax.net.ssl.trustStore=" + KeyPairs.SERVER.store(),
                "-Djavax.net.ssl.trustStorePassword=" + KeyPairs.PASSWORD);
    }
}
