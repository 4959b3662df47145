package io.github.dbdsc.packaged;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.spi.inject.FunctionInstanceInjector;
import io.github.dbdsc.azure.StorageConnection;
import io.github.dbdsc.azurite.Azurite;
import io.github.dbdsc.fakes.FakeEntra;
import io.github.dbdsc.fakes.FakeIdentityEndpoint;
import io.github.dbdsc.fakes.FakeTokens;
import io.github.dbdsc.local.simulation.Caller;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.local.simulation.SimulationOptions;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Starts a packaged app in a new process as the Functions Java worker does, on Azurite and a simulated workspace, has it
 * answer the HTTP function Plan once, and observes it from outside.
 */
final class ColdWorker implements AutoCloseable {

    /** The flags in the Java worker's {@code worker.config.json}. */
    private static final List<String> DEFAULT_FLAGS = List.of(
            "-XX:+TieredCompilation", "-XX:TieredStopAtLevel=1", "-noverify", "-Djava.net.preferIPv4Stack=true");

    private static final String SECRET = "a client secret";

    private final SimulatedWorkspace workspace =
            SimulatedWorkspace.start(SimulationOptions.defaults().withCallers(Caller.DEMO));
    private final FakeTokens issued =
            new FakeTokens((token, application) -> workspace.accept(Caller.admin(token, application)));
    private final FakeIdentityEndpoint endpoint = new FakeIdentityEndpoint(issued);
    private final FakeEntra entra = new FakeEntra(issued);
    private final String container = Azurite.freshContainerName();
    private final Relay blobs =
            new Relay(URI.create(Azurite.running().blobEndpoint()).getPort());
    private final Map<Identity, Relay> tokens =
            Map.of(Identity.MSI, new Relay(endpoint.port()), Identity.SPN_KEY, new Relay(entra.port()));
    private final Relay jobs = new Relay(workspace.uri().getPort());
    private final Path folder = Files.createTempDirectory("cold-worker");

    /** The identity that calls the workspace. */
    enum Identity {
        PAT,
        MSI,
        SPN_KEY
    }

    /** Gives every app the definitions and templates in this folder. */
    ColdWorker(Path definitions) throws IOException {
        BlobContainerClient client = StorageConnection.of(
                        Map.of("JobStore", Azurite.running().connectionString()), "JobStore")
                .container(container);
        client.create();
        entra.acceptSecrets(SECRET);
        try (Stream<Path> files = Files.walk(definitions)) {
            files.filter(Files::isRegularFile).forEach(file -> client.getBlobClient(
                            definitions.relativize(file).toString())
                    .upload(BinaryData.fromFile(file)));
        }
    }

    /** Has an app answer once, in a JVM with the worker's flags and these. */
    Observation plan(Path app, Identity identity, String... moreFlags) throws Exception {
        long started = System.currentTimeMillis();
        Process process = start(app, identity, moreFlags);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        if (!output.contains("RESULT Plan 200")) {
            throw new IllegalStateException("the app did not answer with a plan: " + output);
        }
        return Observation.of(
                started,
                output,
                container,
                blobs.takeExchanges(),
                tokens.values().stream()
                        .flatMap(relay -> relay.takeExchanges().stream())
                        .toList(),
                jobs.takeExchanges());
    }

    private Process start(Path app, Identity identity, String... moreFlags) throws IOException, URISyntaxException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(DEFAULT_FLAGS);
        command.addAll(List.of(moreFlags));
        if (identity == Identity.SPN_KEY) {
            command.addAll(PackagedCommand.flagsToReachFakes(folder));
        }
        command.addAll(List.of(
                "-cp",
                String.join(
                        File.pathSeparator,
                        placeOf(WorkerHarness.class),
                        WorkerHarness.REQUESTS.toString(),
                        placeOf(ExecutionContext.class),
                        placeOf(FunctionInstanceInjector.class)),
                WorkerHarness.class.getName(),
                app.toAbsolutePath().toString(),
                "Plan"));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .keySet()
                .removeIf(name -> name.matches("(?i)(AZURE|IDENTITY|MSI|IMDS|JobStore|JAVA_TOOL|DATABRICKS).*"));
        builder.environment().putAll(settings());
        builder.environment().putAll(settings(identity));
        return builder.start();
    }

    private Map<String, String> settings() {
        String endpointOfBlobs = Azurite.running().blobEndpoint();
        String relayed =
                endpointOfBlobs.replace(":" + URI.create(endpointOfBlobs).getPort(), ":" + blobs.port());
        return Map.of(
                "DATABRICKS_URI",
                "http://127.0.0.1:" + jobs.port(),
                "OWNER",
                "cold",
                "JOB_CONTAINER",
                container,
                "STATE_CONTAINER",
                container + Observation.STATE,
                "JobStore",
                Azurite.running().connectionString().replace(endpointOfBlobs, relayed));
    }

    private Map<String, String> settings(Identity identity) {
        return switch (identity) {
            case PAT -> Map.of("AUTHORITY_TYPE", "pat", "PAT_TOKEN", Caller.DEMO.token());
            case MSI ->
                Map.of(
                        "AUTHORITY_TYPE",
                        "msi",
                        "IDENTITY_ENDPOINT",
                        "http://127.0.0.1:" + relay(identity).port() + "/msi/token",
                        "IDENTITY_HEADER",
                        FakeIdentityEndpoint.HEADER);
            case SPN_KEY ->
                Map.of(
                        "AUTHORITY_TYPE",
                        "spn-key",
                        "AUTHORITY",
                        "https://login.microsoftonline.com:" + relay(identity).port() + "/" + FakeEntra.TENANT + "/",
                        "CLIENT_ID",
                        FakeEntra.APPLICATION,
                        "CLIENT_SECRET",
                        SECRET);
        };
    }

    private Relay relay(Identity identity) {
        return Objects.requireNonNull(tokens.get(identity));
    }

    private static String placeOf(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString();
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(folder.resolve("hosts"));
        Files.delete(folder);
        blobs.close();
        tokens.values().forEach(Relay::close);
        jobs.close();
        entra.close();
        endpoint.close();
        workspace.close();
    }
}
