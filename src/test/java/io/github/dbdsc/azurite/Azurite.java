package io.github.dbdsc.azurite;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The blob and queue services of Azurite on free loopback ports, in memory. One for all tests of a JVM; it ends with it. */
public final class Azurite {

    private static final Path MODULE = Path.of("src", "test", "azurite", "node_modules", "azurite");
    private static final Pattern LISTENING = Pattern.compile("successfully listens on (https?://\\S+)");
    private static final String ACCOUNT = "testaccount";

    private static @Nullable Azurite running;

    private final String key;
    private final String blobEndpoint;
    private final String queueEndpoint;

    private Azurite(String key, String blobEndpoint, String queueEndpoint) {
        this.key = key;
        this.blobEndpoint = blobEndpoint;
        this.queueEndpoint = queueEndpoint;
    }

    /** The running emulator; the first call starts it. */
    public static synchronized Azurite running() {
        if (running == null) {
            running = start();
        }
        return running;
    }

    /** A container name that no other test uses. */
    public static String freshContainerName() {
        return "test-" + UUID.randomUUID();
    }

    /** The address of the account's blobs. */
    public String blobEndpoint() {
        return blobEndpoint;
    }

    /** The address of the account's queues. */
    public String queueEndpoint() {
        return queueEndpoint;
    }

    /** The key of the account: a new one for each emulator, so that it may be looked for where no key should be. */
    public String accountKey() {
        return key;
    }

    public String connectionString() {
        return connectionString(blobEndpoint, queueEndpoint);
    }

    /** For services that are reached in another way. */
    public String connectionString(String blobEndpoint, String queueEndpoint) {
        return "DefaultEndpointsProtocol=http;AccountName=" + ACCOUNT + ";AccountKey=" + key + ";BlobEndpoint="
                + blobEndpoint + ";QueueEndpoint=" + queueEndpoint + ";";
    }

    /**
     * Another one, over HTTPS, that takes bearer tokens for storage, too. It calls its account by the host's first label
     * where that is no number, as the real service does.
     *
     * @param certificate in PEM, with its private key in another file
     */
    public static Azurite startSecure(Path certificate, Path key) {
        return start("--oauth", "basic", "--cert", certificate.toString(), "--key", key.toString());
    }

    /** The port that it listens on. */
    public int port() {
        return URI.create(blobEndpoint).getPort();
    }

    private static Azurite start(String... more) {
        String key = newKey();
        return new Azurite(key, startService("blob", key, more), startService("queue", key, more));
    }

    /** Starts a service in a process of its own. */
    private static String startService(String service, String key, String... more) {
        Path main = MODULE.resolve(Path.of("dist", "src", service, "main.js")).toAbsolutePath();
        if (!Files.isRegularFile(main)) {
            throw new IllegalStateException(
                    "Azurite is not installed in " + MODULE + ": run mvn verify, it installs it");
        }
        // the storage library speaks a newer version of the protocol than Azurite knows, hence no version check
        List<String> arguments = new ArrayList<>(List.of(
                "node",
                main.toString(),
                "--" + service + "Host",
                "127.0.0.1",
                "--" + service + "Port",
                "0",
                "--inMemoryPersistence",
                "--silent",
                "--disableTelemetry",
                "--skipApiVersionCheck"));
        arguments.addAll(List.of(more));
        ProcessBuilder command = new ProcessBuilder(arguments).redirectErrorStream(true);
        command.environment().put("AZURITE_ACCOUNTS", ACCOUNT + ":" + key);
        try {
            Process process = command.start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "azurite-end"));
            return awaitAddress(process.inputReader(StandardCharsets.UTF_8)) + "/" + ACCOUNT;
        } catch (IOException e) {
            throw new UncheckedIOException("Azurite could not be started: is node installed?", e);
        }
    }

    private static String awaitAddress(BufferedReader output) throws IOException {
        StringBuilder said = new StringBuilder();
        for (@Nullable String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher listening = LISTENING.matcher(line);
            if (listening.find()) {
                Thread drain = new Thread(() -> output.lines().forEach(ignored -> {}), "azurite-output");
                drain.setDaemon(true);
                drain.start();
                return listening.group(1);
            }
            said.append(line).append('\n');
        }
        throw new IllegalStateException("Azurite ended instead of listening:\n" + said);
    }

    private static String newKey() {
        byte[] key = new byte[64];
        new SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }
}
