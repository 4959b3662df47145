package io.github.dbdsc.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.dbdsc.azurite.Azurite;
import io.github.dbdsc.fakes.CertificateFiles;
import io.github.dbdsc.fakes.FakeEntra;
import io.github.dbdsc.fakes.FakeIdentityEndpoint;
import io.github.dbdsc.fakes.FakeKeyVault;
import io.github.dbdsc.fakes.FakeTokens;
import io.github.dbdsc.fakes.KeyPairs;
import io.github.dbdsc.fakes.LoopbackServer;
import io.github.dbdsc.local.simulation.Caller;
import io.github.dbdsc.local.simulation.Fault;
import io.github.dbdsc.local.simulation.Operation;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.local.simulation.SimulationOptions;
import io.github.dbdsc.local.simulation.StoredJob;
import io.github.dbdsc.packaged.PackagedCommand.Run;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The command line as it is shipped, with every kind of identity. Only a process of its own can have the environment in which
 * managed identities are found.
 */
class IdentityIT {

    private static final String PLANTED = "planted";

    private final SimulatedWorkspace workspace =
            SimulatedWorkspace.start(SimulationOptions.defaults().withCallers());
    private final FakeTokens tokens = new FakeTokens((token, application) -> workspaceAccepts(token, application));
    private final FakeIdentityEndpoint endpoint = new FakeIdentityEndpoint(tokens);
    private final FakeEntra entra = new FakeEntra(tokens);
    private final FakeKeyVault vault = new FakeKeyVault(tokens);
    private final Map<String, String> environment = new HashMap<>();
    private final List<String> outputs = new CopyOnWriteArrayList<>();

    @TempDir
    Path folder;

    private void workspaceAccepts(String token, String application) {
        workspace.accept(Caller.admin(token, application));
    }

    @BeforeEach
    void settings() throws IOException {
        Files.createDirectories(folder.resolve("templates"));
        Files.createDirectories(folder.resolve("jobs"));
        Files.writeString(folder.resolve("templates/standard.jinja2"), "{\"name\": \"{{ job.name }}\"}");
        Files.writeString(folder.resolve("jobs/a.json"), "{\"name\": \"A\"}");
        environment.put("DATABRICKS_URI", workspace.uri() + "/?o=123");
        environment.put("OWNER", "identity");
        entra.acceptSecrets(PLANTED + "-good");
        entra.acceptCertificates(KeyPairs.PRINCIPAL);
    }

    /** Returns a file's content, unpacked if it is state. */
    private static String text(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        boolean packed = content.length > 1 && content[0] == 0x1F && content[1] == (byte) 0x8B;
        if (packed) {
            try (InputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(content))) {
                return new String(unpacked.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
        return new String(content, StandardCharsets.UTF_8);
    }

    /** Checks after each test that no secret and no token was printed, answered or kept. */
    @AfterEach
    void stop() throws IOException {
        workspace.close();
        vault.close();
        entra.close();
        endpoint.close();
        Path memory = folder.resolve(".dsc");
        if (Files.exists(memory)) {
            try (Stream<Path> files = Files.walk(memory)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    outputs.add(text(file));
                }
            }
        }
        assertThat(outputs).isNotEmpty().allSatisfy(output -> {
            assertThat(output)
                    .doesNotContain(PLANTED)
                    .doesNotContain("eyJ")
                    .doesNotContain(FakeIdentityEndpoint.HEADER)
                    .doesNotContain("PRIVATE KEY-----")
                    .doesNotContain("\tat ");
            tokens.issued().forEach(token -> assertThat(output).doesNotContain(token));
        });
    }

    private IdentityIT set(String name, String value) {
        environment.put(name, value);
        return this;
    }

    private IdentityIT onAppService() {
        return set("IDENTITY_ENDPOINT", endpoint.uri() + "/msi/token")
                .set("IDENTITY_HEADER", FakeIdentityEndpoint.HEADER);
    }

    private IdentityIT servicePrincipal(String type) {
        return set("AUTHORITY_TYPE", type)
                .set("AUTHORITY", "https://login.microsoftonline.com:" + entra.port() + "/" + FakeEntra.TENANT + "/")
                .set("CLIENT_ID", FakeEntra.APPLICATION);
    }

    private IdentityIT withVault() {
        return onAppService().set("KEY_VAULT_URI", "https://kv-test.vault.azure.net:" + vault.port() + "/");
    }

    private Run run(String command, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(command, "--folder", folder.toString()));
        arguments.addAll(List.of(more));
        Run run = PackagedCommand.run(folder, environment, arguments.toArray(String[]::new));
        outputs.add(run.output());
        return run;
    }

    /** Returns what {@code validate --online} reports of each connection. */
    private Map<String, JsonNode> sights() throws Exception {
        Run run = run("validate", "--online", "--output", "json");
        Map<String, JsonNode> sights = new HashMap<>();
        new JsonMapper()
                .readTree(run.output())
                .path("online")
                .forEach(sight -> sights.put(sight.path("what").asText(), sight));
        assertThat(sights).as(run.output()).containsKeys("storage", "key vault", "token", "workspace");
        return sights;
    }

    private static void assertSaw(@Nullable JsonNode sight, String result, String... words) {
        JsonNode seen = Optional.ofNullable(sight).orElseThrow();
        assertThat(seen.path("result").asText()).as(seen.toString()).isEqualTo(result);
        assertThat(seen.path("saw").asText()).contains(words);
    }

    @Test
    void the_system_assigned_identity_of_a_function_app() throws Exception {
        onAppService().set("AUTHORITY_TYPE", "msi");

        Map<String, JsonNode> sights = sights();

        assertSaw(sights.get("token"), "ok", FakeIdentityEndpoint.SYSTEM_ASSIGNED, "good for another 14");
        assertSaw(sights.get("workspace"), "ok", "knows us as " + FakeIdentityEndpoint.SYSTEM_ASSIGNED);
        assertThat(endpoint.requests()).containsExactly("GET /msi/token");
    }

    @Test
    void a_user_assigned_identity_of_a_function_app_keeps_jobs() throws Exception {
        onAppService().set("AUTHORITY_TYPE", "msi").set("CLIENT_ID", FakeIdentityEndpoint.USER_ASSIGNED);

        Run run = run("sync");

        assertThat(run.exitCode()).as(run.output()).isZero();
        assertThat(workspace.jobs().all())
                .extracting(StoredJob::creator)
                .containsExactly(FakeIdentityEndpoint.USER_ASSIGNED);
        assertThat(endpoint.requests()).containsExactly("GET /msi/token");
    }

    @Test
    void the_identity_of_a_machine_with_the_original_programs_params_json() throws Exception {
        environment.clear();
        set("AZURE_POD_IDENTITY_AUTHORITY_HOST", endpoint.uri().toString());
        Path params = Files.writeString(
                folder.resolve("params.json"), """
                {"authority_type": "msi",
                 "authority": "http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01",
                 "client_id": "%s",
                 "resource": "2ff814a6-3304-4ab8-85cb-cd0e6f879c1d",
                 "databricks_uri": "%s"}
                """.formatted(FakeIdentityEndpoint.USER_ASSIGNED, workspace.uri()));

        Run run = run("sync", "--params", params.toString());

        assertThat(run.exitCode()).as(run.output()).isZero();
        assertThat(workspace.jobs().all()).hasSize(1);
        assertThat(endpoint.requests()).singleElement().asString().endsWith("/metadata/identity/oauth2/token");
    }

    @Test
    void a_missing_identity_is_reported_with_what_to_do() throws Exception {
        onAppService().set("AUTHORITY_TYPE", "msi").set("CLIENT_ID", "0a1b2c3d-0000-4000-8000-000000000009");

        Map<String, JsonNode> sights = sights();

        assertSaw(
                sights.get("token"),
                "failed",
                "AUTHORITY_TYPE msi",
                "0a1b2c3d-0000-4000-8000-000000000009 is the client id (not the object id)",
                "az functionapp identity assign");
        assertSaw(sights.get("workspace"), "skipped", "there is no token");
    }

    @Test
    void a_service_principal_gets_its_token_though_the_workspaces_client_was_made_first() throws Exception {
        servicePrincipal("spn-key").set("CLIENT_SECRET", PLANTED + "-good");

        Run run = run("sync");

        assertThat(run.exitCode()).as(run.output()).isZero();
        assertThat(entra.requests()).containsExactly(FakeEntra.tokenRequest());
    }

    @Test
    void a_client_secret_from_the_vault() throws Exception {
        vault.put("client-secret", PLANTED + "-good");
        withVault().servicePrincipal("spn-key").set("CLIENT_SECRET", "keyvault:client-secret");

        Map<String, JsonNode> sights = sights();

        assertSaw(sights.get("key vault"), "ok", "read keyvault:client-secret");
        assertSaw(sights.get("token"), "ok", FakeEntra.APPLICATION);
        assertSaw(sights.get("workspace"), "ok", "knows us as " + FakeEntra.APPLICATION);
        assertThat(endpoint.requests()).containsExactly("GET /msi/token");
        assertThat(entra.requests()).containsExactly(FakeEntra.tokenRequest());
    }

    @Test
    void a_whole_params_json_from_the_vault() throws Exception {
        vault.put("params", """
                {"authority_type": "spn-key", "client_id": "%s", "client_secret": "%s-good",
                 "authority": "https://login.microsoftonline.com:%d/%s", "databricks_uri": "%s"}
                """.formatted(
                        FakeEntra.APPLICATION, PLANTED, entra.port(), FakeEntra.TENANT, workspace.uri()));
        environment.clear();
        withVault().set("PARAMS", "keyvault:params");

        Run run = run("sync");

        assertThat(run.exitCode()).as(run.output()).isZero();
        assertThat(workspace.jobs().all()).hasSize(1);
    }

    @Test
    void a_certificate_from_the_vault_as_pfx_and_as_pem() throws Exception {
        withVault().servicePrincipal("spn-cert").set("PRIVATE_KEY_FILE", "keyvault:principal");
        vault.put("principal", Base64.getEncoder().encodeToString(CertificateFiles.pfx(KeyPairs.PRINCIPAL, "")));
        assertSaw(sights().get("token"), "ok", FakeEntra.APPLICATION);

        vault.put(
                "principal",
                CertificateFiles.key(KeyPairs.PRINCIPAL) + CertificateFiles.certificate(KeyPairs.PRINCIPAL));
        assertSaw(sights().get("token"), "ok", FakeEntra.APPLICATION);
        assertThat(entra.requests()).hasSize(2).containsOnly(FakeEntra.tokenRequest());
    }

    @Test
    void the_original_programs_key_file_and_thumbprint() throws Exception {
        Path key = Files.writeString(folder.resolve("server.pem"), CertificateFiles.keyInPkcs1(KeyPairs.PRINCIPAL));
        servicePrincipal("spn-cert")
                .set("PRIVATE_KEY_FILE", key.toString())
                .set("THUMBPRINT", CertificateFiles.thumbprint(KeyPairs.PRINCIPAL, "SHA-1"));

        Run run = run("sync");

        assertThat(run.exitCode()).as(run.output()).isZero();
        assertThat(entra.requests()).containsExactly(FakeEntra.tokenRequest());
    }

    @Test
    void failures_are_reported_without_secrets() throws Exception {
        vault.put("client-secret", PLANTED + "-bad");
        withVault().servicePrincipal("spn-key").set("CLIENT_SECRET", "keyvault:client-secret");
        Run refused = run("sync");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.output()).contains("AADSTS7000215");

        vault.forbid(true);
        Run forbidden = run("sync");
        assertThat(forbidden.exitCode()).isEqualTo(1);
        assertThat(forbidden.output()).contains("HTTP 403").contains("Key Vault Secrets User");

        set("CLIENT_SECRET", PLANTED + "-good");
        workspace.faults().onNext(Operation.LIST, Fault.refused(403, "PERMISSION_DENIED"));
        Run stranger = run("sync");
        assertThat(stranger.exitCode()).isEqualTo(1);
        assertThat(stranger.output())
                .contains("service principal " + FakeEntra.APPLICATION + " has no access to this workspace")
                .contains("POST /api/2.0/preview/scim/v2/ServicePrincipals");

        set("PARAMS", "{ \"pat_token\": \"" + PLANTED + "\" oops");
        assertThat(run("sync").output()).contains("PARAMS is not JSON");
        assertThat(run("plan").exitCode()).isEqualTo(1);
    }

    @Test
    void storage_and_vault_with_the_app_s_identity_and_the_workspace_with_a_rotated_token() throws Exception {
        Path certificate =
                Files.writeString(folder.resolve("server.crt"), CertificateFiles.certificate(KeyPairs.SERVER));
        Path key = Files.writeString(folder.resolve("server.key"), CertificateFiles.key(KeyPairs.SERVER));
        Azurite azurite = Azurite.startSecure(certificate, key);
        BlobContainerClient container = new BlobServiceClientBuilder()
                .connectionString(azurite.connectionString().replace("Protocol=http;", "Protocol=https;"))
                .httpClient(
                        new JdkHttpClientBuilder(HttpClient.newBuilder().sslContext(LoopbackServer.context())).build())
                .buildClient()
                .createBlobContainer("databricks-jobs");
        container.getBlobClient("jobs/b.json").upload(BinaryData.fromString("{\"name\": \"B\"}"));
        vault.put("token", PLANTED + "-dapi");
        workspaceAccepts(PLANTED + "-dapi", "user@example.com");
        withVault()
                .set("AUTHORITY_TYPE", "pat")
                .set("PAT_TOKEN", "keyvault:token")
                .set("JobStore__credential", "managedidentity")
                .set("JobStore__clientId", FakeIdentityEndpoint.USER_ASSIGNED)
                .set("JobStore__blobServiceUri", "https://testaccount.blob.core.windows.net:" + azurite.port())
                .set("JobStore__queueServiceUri", "https://testaccount.queue.core.windows.net");

        Map<String, JsonNode> sights = sights();

        assertSaw(sights.get("storage"), "ok", "'databricks-jobs' has 1 definitions and 0 templates");
        assertSaw(sights.get("key vault"), "ok", "keyvault:token");
        assertSaw(sights.get("token"), "ok", "AUTHORITY_TYPE pat");
        assertSaw(sights.get("workspace"), "ok", "knows us as user@example.com");
        // one for storage and one for the vault, of one credential object
        assertThat(endpoint.requests()).containsExactly("GET /msi/token", "GET /msi/token");
    }

    @Test
    void a_rotation_takes_effect_without_a_restart() throws Exception {
        vault.put("client-secret", PLANTED + "-good");
        withVault().servicePrincipal("spn-key").set("CLIENT_SECRET", "keyvault:client-secret");
        try (Service service = new Service()) {
            assertThat(service.sync().statusCode()).isEqualTo(200);

            entra.acceptSecrets(PLANTED + "-rotated");
            vault.put("client-secret", PLANTED + "-rotated");
            tokens.issued().forEach(workspace::expire);

            HttpResponse<String> answer = service.sync();
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            // the first token; the old secret, refused; the new one
            assertThat(entra.requests()).hasSize(3);
        }
    }

    @Test
    void a_managed_identitys_token_that_the_workspace_refuses_is_replaced_without_a_restart() throws Exception {
        onAppService().set("AUTHORITY_TYPE", "msi");
        try (Service service = new Service()) {
            assertThat(service.sync().statusCode()).isEqualTo(200);
            tokens.issued().forEach(workspace::expire);

            HttpResponse<String> answer = service.sync();

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(endpoint.requests()).containsExactly("GET /msi/token", "GET /msi/token");
        }
    }

    @Test
    void a_revoked_personal_access_token_is_read_again_from_the_vault() throws Exception {
        vault.put("token", PLANTED + "-one");
        workspaceAccepts(PLANTED + "-one", "user@example.com");
        withVault().set("AUTHORITY_TYPE", "pat").set("PAT_TOKEN", "keyvault:token");
        try (Service service = new Service()) {
            assertThat(service.sync().statusCode()).isEqualTo(200);

            workspace.expire(PLANTED + "-one");
            HttpResponse<String> failing = service.plan();
            assertThat(failing.statusCode()).isEqualTo(502);
            assertThat(failing.body()).contains("401").contains("was not accepted");
        }
        vault.put("token", PLANTED + "-two");
        workspaceAccepts(PLANTED + "-two", "user@example.com");
        try (Service service = new Service()) {
            assertThat(service.sync().statusCode()).isEqualTo(200);
            vault.put("token", PLANTED + "-three");
            workspaceAccepts(PLANTED + "-three", "user@example.com");
            workspace.expire(PLANTED + "-two");
            assertThat(service.sync().statusCode()).isEqualTo(200);
        }
    }

    /** Serves the HTTP functions while it is open. */
    private final class Service implements AutoCloseable {

        private final Process process;
        private final CompletableFuture<Void> reading;
        private final CompletableFuture<URI> sync = new CompletableFuture<>();

        private Service() throws IOException {
            process = PackagedCommand.start(folder, environment, "serve", "--port", "0", "--folder", folder.toString());
            reading = CompletableFuture.runAsync(this::read);
        }

        private void read() {
            try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
                for (String line = output.readLine(); line != null; line = output.readLine()) {
                    outputs.add(line);
                    if (line.contains("POST http") && line.endsWith("/api/sync")) {
                        sync.complete(URI.create(line.substring(line.indexOf("http"))));
                    }
                }
                sync.completeExceptionally(new IllegalStateException("the service ended: " + outputs));
            } catch (IOException e) {
                sync.completeExceptionally(e);
            }
        }

        private HttpResponse<String> sync() throws Exception {
            return send(HttpRequest.newBuilder(sync.get()).POST(HttpRequest.BodyPublishers.noBody()));
        }

        private HttpResponse<String> plan() throws Exception {
            return send(HttpRequest.newBuilder(sync.get().resolve("plan")));
        }

        private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
            HttpResponse<String> answer =
                    HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
            outputs.add(answer.body());
            return answer;
        }

        @Override
        public void close() {
            process.destroy();
            process.onExit().join();
            reading.join();
        }
    }
}
