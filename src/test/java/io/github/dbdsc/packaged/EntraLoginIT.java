package io.github.dbdsc.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.fakes.FakeIssuer;
import io.github.dbdsc.local.GitCheckout;
import io.github.dbdsc.local.simulation.Caller;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.packaged.PackagedCommand.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged command line against the function app's own code with {@code AUTH=entra}, as two processes: tokens come from a
 * stand-in for the Azure CLI, with the signature of an issuer whose keys the app fetches over HTTPS.
 */
@DisabledOnOs(OS.WINDOWS)
class EntraLoginIT {

    private static final String OTHER_TENANT = "55555555-aaaa-4000-8000-00000000000e";

    private final FakeIssuer issuer = new FakeIssuer();
    private final SimulatedWorkspace workspace = SimulatedWorkspace.start();
    private final Map<String, String> environment = new HashMap<>();

    private ServedApp app;

    @TempDir
    Path folder;

    @BeforeEach
    void serve() throws Exception {
        GitCheckout.init(folder.resolve("repository"))
                .write("templates/standard.jinja2", "{\"name\": \"{{ job.name }}\"}")
                .write("jobs/a.json", "{\"name\": \"A\"}")
                .commit("first");
        Map<String, String> settings = new HashMap<>(issuer.settings("entra"));
        settings.put("DATABRICKS_URI", workspace.uri().toString());
        settings.put("AUTHORITY_TYPE", "pat");
        settings.put("PAT_TOKEN", Caller.DEMO.token());
        app = ServedApp.start(
                folder, settings, "--folder", folder.resolve("repository").toString());
        environment.put("PATH", Files.createDirectories(folder.resolve("bin")) + ":/usr/bin:/bin");
        environment.put("HOME", folder.toString());
    }

    @AfterEach
    void stop() throws InterruptedException {
        app.stop();
        issuer.close();
        workspace.close();
    }

    /** Has the Azure CLI be logged in, and give out this token. */
    private void logIn(String token) throws IOException {
        az("""
                echo "$*" >> '%s'
                echo '{"accessToken": "%s", "expiresOn": "2099-01-01 00:00:00.000000", "expires_on": %s,
                  "subscription": "s", "tenant": "t", "tokenType": "Bearer"}'
                """.formatted(
                        folder.resolve("az.log"),
                        token,
                        Instant.now().plus(Duration.ofHours(1)).getEpochSecond()));
    }

    private void az(String body) throws IOException {
        Path command = folder.resolve("bin").resolve("az");
        Files.writeString(command, "#!/bin/sh\n" + body);
        assertThat(command.toFile().setExecutable(true)).isTrue();
    }

    private Run run(String... arguments) throws Exception {
        Run run = PackagedCommand.run(folder, environment, arguments);
        assertThat(run.output()).doesNotContain("eyJ").doesNotContain("\tat ");
        return run;
    }

    @Test
    void the_login_of_the_azure_cli_opens_what_its_role_is_for_and_nothing_else() throws Exception {
        logIn(issuer.token(Instant.now(), "Jobs.Plan"));

        GitCheckout mine = GitCheckout.init(folder.resolve("mine")).write("jobs/a.json", "{\"name\": \"A\"}");
        mine.commit("first");
        mine.write("jobs/b.json", "{\"name\": \"B\"}").commit("second");

        Run plan = run(
                "plan", "--folder", folder.resolve("mine").toString(), "--git-base", "HEAD~1", "--app", app.address());
        Run sync = run("sync", "--app", app.address(), "--wait");

        assertThat(plan.exitCode()).as(plan.output()).isZero();
        assertThat(plan.output()).contains("+ b  create  'B'", "Asked for by ann@contoso.example");
        assertThat(sync.exitCode()).isEqualTo(1);
        assertThat(sync.output())
                .contains(
                        "POST /api/entra/sync of " + app.address() + " answered HTTP 403: this call needs the app role"
                                + " Jobs.Apply, and the token has only Jobs.Plan");
        assertThat(Files.readAllLines(folder.resolve("az.log"))).hasSize(2).allSatisfy(line -> assertThat(line)
                .startsWith("account get-access-token")
                .contains("--resource " + FakeIssuer.AUDIENCE, "--tenant " + FakeIssuer.TENANT));

        logIn(issuer.token(Instant.now(), "Jobs.Apply"));
        sync = run("sync", "--app", app.address(), "--wait");
        assertThat(sync.exitCode()).as(sync.output()).isZero();
        assertThat(sync.output()).contains("Asked for by ann@contoso.example");
    }

    @Test
    void a_login_that_does_not_do_says_what_is_missing() throws Exception {
        logIn(issuer.token(Instant.now()));
        assertThat(run("status", "--app", app.address()).output())
                .contains("needs the app role Jobs.Read, and the token has none of the app's roles");

        logIn(FakeIssuer.signed(
                issuer.key(), issuer.claims(Instant.now(), "Jobs.Read").put("tid", OTHER_TENANT)));
        assertThat(run("status", "--app", app.address()).output())
                .contains("is of tenant " + OTHER_TENANT + ", and the app trusts tenant " + FakeIssuer.TENANT);

        az("echo \"ERROR: Please run 'az login' to setup account.\" >&2; exit 1\n");
        assertThat(run("status", "--app", app.address()).output())
                .contains("nobody is logged in on this machine; log in with 'az login --tenant " + FakeIssuer.TENANT);

        az(
                "echo \"ERROR: AADSTS501051: Application x is not assigned to a role for the application y.\" >&2; exit 1\n");
        assertThat(run("status", "--app", app.address()).output()).contains("has no role in the app");

        environment.put("DB_DSC_JOBS_KEY", "some-key");
        assertThat(run("status", "--app", app.address()).output()).contains("it takes no function keys (AUTH=entra)");
    }
}
