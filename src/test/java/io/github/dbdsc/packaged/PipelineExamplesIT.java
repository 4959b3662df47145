package io.github.dbdsc.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.dbdsc.azurite.Azurite;
import io.github.dbdsc.fakes.FakeAzureRepos;
import io.github.dbdsc.fakes.FakeIssuer;
import io.github.dbdsc.local.GitCheckout;
import io.github.dbdsc.local.simulation.Caller;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.local.simulation.StoredJob;
import io.github.dbdsc.packaged.PackagedCommand.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The shell steps of the pipelines in {@code infra/examples}, as these files have them, with the packaged command line, a
 * function app ({@code serve}) on a container in Azurite, and git. Stand-ins are there for az, gh and the API of Azure
 * Repos only.
 */
@DisabledOnOs(OS.WINDOWS)
class PipelineExamplesIT {

    private static final List<String> GITHUB = List.of("bash", "--noprofile", "--norc", "-eo", "pipefail");
    private static final List<String> AZURE = List.of("bash");

    private final SimulatedWorkspace workspace = SimulatedWorkspace.start();
    private final FakeIssuer issuer = new FakeIssuer();
    private final FakeAzureRepos azureRepos = new FakeAzureRepos();
    private final String container = Azurite.freshContainerName();
    private final Map<String, String> variables = new HashMap<>();

    private int builds;
    private @Nullable ServedApp app;
    private GitCheckout main;

    @TempDir
    Path folder;

    @BeforeEach
    void installation() throws Exception {
        assumeTrue(canUse("bash", "curl", "jq", "git"), "bash, curl, jq and git are needed");
        Azurite azurite = Azurite.running();
        new BlobServiceClientBuilder()
                .connectionString(azurite.connectionString())
                .httpClient(new JdkHttpClientBuilder().build())
                .buildClient()
                .createBlobContainer(container);
        String address = serve(azurite);
        main = GitCheckout.init(folder.resolve("repository"))
                .write("templates/standard.jinja2", """
                        {"name": "{{ job.name }}", "timeout_seconds": {{ job.timeout }}}""")
                .write("jobs/README.md", "About these jobs.")
                .write("jobs/a.json", "{\"name\": \"A\", \"timeout\": 60}")
                .write("jobs/b.json", "{\"name\": \"B\", \"timeout\": 61}\n")
                .write("jobs/c.json", "{\"name\": \"C\", \"timeout\": 62}")
                .write("vars.json", "{}");
        main.commit("first");
        Path program = Files.createDirectories(folder.resolve("program/target"));
        Files.createSymbolicLink(
                program.resolve("cli"), Path.of("target", "cli").toAbsolutePath());
        standIns();
        variables.putAll(Map.of(
                "PATH",
                folder.resolve("bin") + ":" + System.getenv("PATH"),
                "LC_ALL",
                "C.UTF-8",
                "JAVA_HOME",
                System.getProperty("java.home"),
                "JAVA_OPTS",
                "-XX:TieredStopAtLevel=1",
                "JobStore",
                azurite.connectionString(),
                "JOB_CONTAINER",
                container,
                "FUNCTION_APP_URI",
                address,
                "JOB_STORAGE_NAME",
                "testaccount"));
    }

    private static boolean canUse(String... commands) {
        return Stream.of(commands)
                .allMatch(command -> Stream.of(System.getenv("PATH").split(":"))
                        .anyMatch(place -> Files.isExecutable(Path.of(place, command))));
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (app != null) {
            app.stop();
        }
        azureRepos.close();
        issuer.close();
        workspace.close();
    }

    /** Starts the function app's own code on this machine, and returns its address. */
    private String serve(Azurite azurite) throws Exception {
        Map<String, String> settings = new HashMap<>(issuer.settings("both"));
        settings.putAll(Map.of(
                "JobStore",
                azurite.connectionString(),
                "JOB_CONTAINER",
                container,
                "STATE_CONTAINER",
                container + "-state",
                "DATABRICKS_URI",
                workspace.uri().toString(),
                "AUTHORITY_TYPE",
                "pat",
                "PAT_TOKEN",
                Caller.DEMO.token(),
                "OWNER",
                "the-app",
                "PRUNE",
                "on",
                "PRUNE_AFTER",
                "0"));
        ServedApp served = ServedApp.start(folder, settings, "--storage", "testaccount");
        app = served;
        return served.address();
    }

    private void standIns() throws IOException {
        Files.createDirectories(folder.resolve("bin"));
        Files.writeString(
                folder.resolve("comments.json"),
                "[{\"id\": 1, \"body\": \"Somebody's own words\", \"user\": {\"login\": \"somebody\"}}]");
        logIn("Jobs.Plan");
        standIn("gh", """
                [ "$1" = api ] && shift
                method=GET filter=. body=
                while [ $# -gt 0 ]; do
                  case "$1" in
                    --paginate | --silent) shift ;;
                    --method) method=$2; shift 2 ;;
                    --jq) filter=$2; shift 2 ;;
                    --field) body=$(jq --raw-input --slurp . "${2#body=@}"); shift 2 ;;
                    *) path=$1; shift ;;
                  esac
                done
                cd '%s'
                case "$method $path" in
                  'GET repos/team/jobs/issues/7/comments') jq --raw-output "$filter" comments.json ;;
                  'POST repos/team/jobs/issues/7/comments')
                    jq ". + [{id: (length + 1), body: $body, user: {login: \\"github-actions[bot]\\"}}]" comments.json > new
                    mv new comments.json ;;
                  'PATCH repos/team/jobs/issues/comments/'*)
                    jq "map(if .id == ${path##*/} then .body = $body else . end)" comments.json > new
                    mv new comments.json ;;
                  *) echo "gh does not know: $method $path" >&2; exit 2 ;;
                esac
                """.formatted(folder));
    }

    /** Has azure/login or AzureCLI@2 have logged in somebody with this role: the Azure CLI gives out tokens for the app. */
    private void logIn(String role) throws IOException {
        standIn("az", """
                case "$*" in
                  'account get-access-token --output json --resource %s --tenant %s')
                    echo '{"accessToken": "%s", "expiresOn": "2099-01-01 00:00:00.000000", "expires_on": %s}' ;;
                  *) echo "az does not know: $*" >&2; exit 2 ;;
                esac
                """.formatted(
                        FakeIssuer.AUDIENCE,
                        FakeIssuer.TENANT,
                        issuer.token(Instant.now(), role),
                        Instant.now().plus(Duration.ofHours(1)).getEpochSecond()));
    }

    private void standIn(String name, String body) throws IOException {
        Path command = folder.resolve("bin").resolve(name);
        Files.writeString(command, "#!/usr/bin/env bash\nset -euo pipefail\n" + body);
        assertThat(command.toFile().setExecutable(true)).isTrue();
    }

    /** A pipeline service: what it knows, and how it runs a step. */
    private final class Service {

        private final String file;
        private final List<String> shell;
        private final Map<String, String> known = new HashMap<>(variables);

        private Service(String file, List<String> shell) {
            this.file = file;
            this.shell = shell;
        }

        /** Checks out a commit in a folder of its own. */
        private Path build(String... clone) throws Exception {
            Path place = Files.createDirectories(folder.resolve("build" + ++builds));
            Path definitions = place.resolve("definitions");
            String[] arguments = new String[clone.length + 4];
            arguments[0] = "clone";
            arguments[1] = "--quiet";
            System.arraycopy(clone, 0, arguments, 2, clone.length);
            arguments[clone.length + 2] = main.folder().toUri().toString();
            arguments[clone.length + 3] = definitions.toString();
            main.git(arguments);
            new GitCheckout(definitions).git("remote", "set-url", "origin", "https://git.example.com/team/jobs.git");
            Files.createSymbolicLink(place.resolve("program"), folder.resolve("program"));
            Path temp = Files.createDirectories(place.resolve("temp"));
            known.putAll(Map.of(
                    "RUNNER_TEMP", temp.toString(),
                    "AGENT_TEMPDIRECTORY", temp.toString(),
                    "GITHUB_STEP_SUMMARY", temp.resolve("summary.md").toString(),
                    "HOME", temp.toString()));
            return place;
        }

        private Run step(Path build, String job, String name) throws Exception {
            Run run = ExampleStep.of(file, job, name).run(build, known, shell);
            assertThat(run.output()).doesNotContain("planted").doesNotContain("eyJ");
            return run;
        }

        /** A pull request as the service builds it: with all history and the branch checked out. */
        private Run pullRequest(String branch) throws Exception {
            Path build = build("--branch", branch);
            Run plan = step(build, "plan", "Plan");
            Run comment = step(build, "plan", "Comment");
            assertThat(comment.exitCode()).as(comment.output() + plan.output()).isZero();
            return plan;
        }

        /** A push to main as the service builds it: its last commit alone. */
        private Run push() throws Exception {
            return step(build("--depth", "1", "--branch", "main"), "upload", "Upload");
        }
    }

    private Service gitHub() {
        Service service = new Service("github-actions.yml", GITHUB);
        service.known.putAll(Map.of(
                "vars.FUNCTION_APP_URI", variables.getOrDefault("FUNCTION_APP_URI", ""),
                "vars.JOB_STORAGE_NAME", "testaccount",
                "vars.JOB_CONTAINER", container,
                "github.base_ref", "main",
                "github.repository", "team/jobs",
                "github.event.pull_request.number", "7",
                "github.token", "planted-token"));
        return service;
    }

    private Service azurePipelines() {
        Service service = new Service("azure-pipelines.yml", AZURE);
        service.known.putAll(Map.of(
                "JAVA_HOME_17_X64", System.getProperty("java.home"),
                "SYSTEM_PULLREQUEST_TARGETBRANCH", "refs/heads/main",
                "SYSTEM_PULLREQUEST_PULLREQUESTID", "7",
                "SYSTEM_COLLECTIONURI", azureRepos.uri() + "/org/",
                "SYSTEM_TEAMPROJECTID", "project-id",
                "BUILD_REPOSITORY_ID", "repository-id",
                "System.AccessToken", FakeAzureRepos.TOKEN));
        return service;
    }

    private List<String> gitHubComments() {
        try {
            JsonNode comments =
                    new JsonMapper().readTree(folder.resolve("comments.json").toFile());
            return Stream.iterate(0, i -> i < comments.size(), i -> i + 1)
                    .map(i -> comments.get(i).path("body").asText())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private StoredJob job(String name) {
        assertThat(workspace.jobs().named(name)).hasSize(1);
        return workspace.jobs().named(name).get(0);
    }

    @Test
    void on_github_a_pull_request_is_planned_in_one_comment_and_what_is_merged_reaches_the_workspace()
            throws Exception {
        fromPullRequestToWorkspace(gitHub(), this::gitHubComments);
    }

    @Test
    void on_azure_pipelines_a_pull_request_is_planned_in_one_comment_and_what_is_merged_reaches_the_workspace()
            throws Exception {
        fromPullRequestToWorkspace(azurePipelines(), azureRepos::comments);
    }

    private void fromPullRequestToWorkspace(Service service, Supplier<List<String>> comments) throws Exception {
        Run first = service.push();
        assertThat(first.exitCode()).as(first.output()).isZero();
        assertThat(first.output()).contains("Uploaded: 5 added").contains("+ a  created  'A'");
        long moved = job("B").id();

        main.git("checkout", "--quiet", "-b", "branch");
        main.move("jobs/b.json", "jobs/für alle/b.json")
                .write("jobs/a.json", "{\"name\": \"A\", \"timeout\": 90}")
                .write("jobs/README.md", "More about these jobs.")
                .write("jobs/d.json", "{\"name\": \"D\", \"timeout\": 63}")
                .delete("jobs/c.json");
        main.commit("a branch");
        Run plan = service.pullRequest("branch");

        assertThat(plan.exitCode()).as(plan.output()).isZero();
        assertThat(comments.get()).hasSize(2);
        assertThat(comments.get().get(1))
                .contains("## Plan: 1 to create, 2 to update, 1 to delete\n")
                .contains("  ~ a  update  'A'")
                .contains("  ~ für alle/b  update  'B' (job " + moved + ")")
                .contains("  - c  delete  'C'")
                .contains("  + d  create  'D'");

        main.write("jobs/a.json", "");
        main.commit("empties a definition");
        Run broken = service.pullRequest("branch");

        assertThat(broken.exitCode()).as(broken.output()).isEqualTo(1);
        assertThat(comments.get()).hasSize(2).first().isEqualTo("Somebody's own words");
        assertThat(comments.get().get(1))
                .contains("- **Error** in `jobs/a.json")
                .contains("1 error");

        main.write("jobs/a.json", "{\"name\": \"A\", \"timeout\": 90}");
        main.commit("puts it right");
        main.git("checkout", "--quiet", "main");
        main.git("merge", "--quiet", "branch");
        main.write("jobs/e.json", "{\"name\": \"E\", \"timeout\": 64}");
        main.commit("another push, whose run replaces that of the merge");
        Run merged = service.push();

        assertThat(merged.exitCode()).as(merged.output()).isZero();
        assertThat(merged.output()).contains("  - jobs/b.json\n  - jobs/c.json\n");
        assertThat(workspace.jobs().all()).extracting(StoredJob::name).containsExactlyInAnyOrder("A", "B", "D", "E");
        assertThat(job("B").id()).isEqualTo(moved);

        Run again = service.push();
        assertThat(again.exitCode()).as(again.output()).isZero();
        assertThat(again.output()).contains("Uploaded: 0 added, 0 replaced, 0 removed, 6 as they were.");
    }

    @Test
    void a_login_without_the_role_or_none_at_all_fails_the_step_and_says_what_is_missing() throws Exception {
        for (Service service : List.of(gitHub(), azurePipelines())) {
            logIn("Jobs.Read");
            Path build = service.build("--branch", "main");

            Run plan = service.step(build, "plan", "Plan");

            assertThat(plan.exitCode()).isEqualTo(1);
            assertThat(plan.output()).contains("HTTP 403: this call needs the app role Jobs.Plan");
            assertThat(service.push().exitCode())
                    .as("an upload reads what runs did")
                    .isZero();

            standIn("az", "echo \"ERROR: Please run 'az login' to setup account.\" >&2; exit 1\n");
            plan = service.step(build, "plan", "Plan");
            assertThat(plan.exitCode()).isEqualTo(1);
            assertThat(plan.output()).contains("nobody is logged in on this machine");
        }
    }

    @Test
    void a_key_is_taken_where_there_is_one() throws Exception {
        standIn("az", "exit 2\n");
        Service service = gitHub();
        service.known.put("DB_DSC_JOBS_KEY", "planted-key");

        Run plan = service.step(service.build("--branch", "main"), "plan", "Plan");

        assertThat(plan.exitCode()).as(plan.output()).isZero();
        assertThat(service.push().exitCode()).isZero();
    }

    @Test
    void a_run_that_refuses_something_fails_the_push() throws Exception {
        workspace
                .jobs()
                .put("bob@example.com", new JsonMapper().createObjectNode().put("name", "A"));

        Run push = gitHub().push();

        assertThat(push.exitCode()).as(push.output()).isEqualTo(2);
        assertThat(push.output()).contains("! a  refused  'A'").contains("bob@example.com");
    }

    @Test
    void a_plan_that_could_not_be_made_leaves_no_comment() throws Exception {
        gitHub().push();
        Service shallow = gitHub();
        Path build = shallow.build("--depth", "1", "--branch", "main");
        shallow.known.put("github.base_ref", "release");

        Run plan = shallow.step(build, "plan", "Plan");

        assertThat(plan.exitCode()).isEqualTo(1);
        assertThat(plan.output()).contains("fetch-depth: 0");
        assertThat(shallow.step(build, "plan", "Comment").exitCode()).isZero();
        assertThat(gitHubComments()).hasSize(1);
    }

    @Test
    void the_definitions_are_validated_without_a_workspace() throws Exception {
        for (Service service : List.of(gitHub(), azurePipelines())) {
            Run validate = service.step(service.build("--branch", "main"), "plan", "Validate");

            assertThat(validate.exitCode()).as(validate.output()).isZero();
            assertThat(validate.output()).contains("3 definitions are fine");
        }
    }
}
