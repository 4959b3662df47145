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

/** Azurite's blob and queue services on free loopback ports, in memory: one for all tests of a JVM, which ends with it. */
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

    /** Returns the running emulator; the first call starts it. */
    public static synchronized Azurite running() {
        if (running == null) {
            running = start();
        }
        return running;
    }

    /** Returns a container name that no other test uses. */
    public static String freshContainerName() {
        return "test-" + UUID.randomUUID();
    }

    /** Returns the address of the account's blobs. */
    public String blobEndpoint() {
        return blobEndpoint;
    }

    /** Returns the address of the account's queues. */
    public String queueEndpoint() {
        return queueEndpoint;
    }

    /** Returns the account's key, new for each emulator, so that tests can look for it where no key should be. */
    public String accountKey() {
        return key;
    }

    public String connectionString() {
        return connectionString(blobEndpoint, queueEndpoint);
    }

    /** Returns a connection string for services that are reached in another way. */
    public String connectionString(String blobEndpoint, String queueEndpoint) {
        return "DefaultEndpointsProtocol=http;AccountName=" + ACCOUNT + ";AccountKey=" + key + ";BlobEndpoint="
                + blobEndpoint + ";QueueEndpoint=" + queueEndpoint + ";";
    }

    /**
     * Starts another one, over HTTPS, that accepts bearer tokens too. Like the real service, it takes the host's first label
     * for the account's name unless that is a number.
     *
     * @param certificate in PEM, with its private key in another file
     */
    public static Azurite startSecure(Path certificate, Path key) {
        return start("--oauth", "basic", "--cert", certificate.toString(), "--key", key.toString());
    }

    /** Returns the port that it listens on. */
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
        // no version check: the storage library speaks a newer version of the protocol than Azurite knows
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
