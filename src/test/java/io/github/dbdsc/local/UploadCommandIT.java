package io.github.dbdsc.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.specialized.BlobLeaseClient;
import com.azure.storage.blob.specialized.BlobLeaseClientBuilder;
import io.github.dbdsc.azurite.Azurite;
import io.github.dbdsc.fakes.FakeFunctionApp;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code upload} as a pipeline calls it, on Azurite. */
class UploadCommandIT {

    private static final String REMOTE = "https://x-access-token:planted-token@git.example.com/team/jobs.git";

    private final Azurite azurite = Azurite.running();
    private final String name = Azurite.freshContainerName();
    private final BlobContainerClient container = new BlobServiceClientBuilder()
            .connectionString(azurite.connectionString())
            .httpClient(new JdkHttpClientBuilder().build())
            .buildClient()
            .getBlobContainerClient(name);
    private final Map<String, String> environment =
            new HashMap<>(Map.of("JobStore", azurite.connectionString(), "JOB_CONTAINER", name));

    private GitCheckout checkout;
    private String commit = "";
    private String out = "";
    private String err = "";

    @TempDir
    Path folder;

    @BeforeEach
    void repository() throws Exception {
        container.create();
        checkout = repository("team jobs", REMOTE);
        checkout.write("templates/standard.jinja2", "{\"name\": \"{{ job.name }}\"}")
                .write("jobs/a.json", "{\"name\": \"A\"}")
                .write("jobs/b.json", "{\"name\": \"B\"}")
                .write("jobs/README.md", "not a definition");
        commit = checkout.commit("first");
    }

    private GitCheckout repository(String folderName, String remote) throws Exception {
        GitCheckout made = GitCheckout.init(folder.resolve(folderName));
        made.git("remote", "add", "origin", remote);
        return made;
    }

    @AfterEach
    void nothingSecretIsShown() {
        assertThat(out + err)
                .doesNotContain("planted")
                .doesNotContain(azurite.accountKey())
                .doesNotContain("\tat ");
    }

    private int upload(String... more) {
        return upload(checkout, more);
    }

    private int upload(GitCheckout from, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "upload", "--storage", "testaccount", "--folder", from.folder().toString()));
        arguments.addAll(Arrays.asList(more));
        StringWriter output = new StringWriter();
        StringWriter errors = new StringWriter();
        int code = new Commands(new PrintWriter(output), new PrintWriter(errors), environment)
                .run(arguments.toArray(String[]::new));
        out = output.toString();
        err = errors.toString();
        return code;
    }

    private Map<String, String> blobs() {
        Map<String, String> blobs = new TreeMap<>();
        for (BlobItem blob : container.listBlobs()) {
            blobs.put(
                    blob.getName(),
                    container.getBlobClient(blob.getName()).downloadContent().toString());
        }
        return blobs;
    }

    private Map<String, String> metadata(String blob) {
        return container.getBlobClient(blob).getProperties().getMetadata();
    }

    private void put(String blob, String content) {
        container.getBlobClient(blob).upload(BinaryData.fromString(content), true);
    }

    @Test
    void the_source_files_are_uploaded_with_where_they_come_from_and_only_once() {
        assertThat(upload()).as(err).isZero();

        assertThat(out).isEqualTo("""
                Upload of git.example.com/team/jobs at %s to container '%s' of storage account 'testaccount'
                  + templates/standard.jinja2
                  + jobs/a.json
                  + jobs/b.json
                Uploaded: 3 added, 0 replaced, 0 removed, 0 as they were.
                """.formatted(commit, name));
        assertThat(blobs())
                .isEqualTo(Map.of(
                        "templates/standard.jinja2", "{\"name\": \"{{ job.name }}\"}",
                        "jobs/a.json", "{\"name\": \"A\"}",
                        "jobs/b.json", "{\"name\": \"B\"}"));
        assertThat(metadata("jobs/a.json"))
                .isEqualTo(Map.of(
                        "source", "git.example.com%2Fteam%2Fjobs",
                        "commit", commit,
                        "committed_at", "2026-11-22T10%3A15%3A00%2B01%3A00",
                        "author", "Zo%C3%AB%20Example"));

        String etag = container.getBlobClient("jobs/a.json").getProperties().getETag();
        assertThat(upload("--delete")).isZero();
        assertThat(out).endsWith("Uploaded: 0 added, 0 replaced, 0 removed, 3 as they were.\n");
        assertThat(container.getBlobClient("jobs/a.json").getProperties().getETag())
                .isEqualTo(etag);
    }

    @Test
    void the_text_of_a_file_arrives_as_it_is_whatever_its_name_and_end() throws Exception {
        checkout.write("jobs/für alle/täglich & 100%.json", "{\"name\": \"Größe\"}")
                .write("jobs/empty.json", "")
                .write("templates/no line feed.jinja2", "\uFEFFa\r\nb")
                .write("vars.json", "{}\n\n");

        assertThat(upload()).as(err).isZero();

        assertThat(blobs())
                .containsEntry("jobs/für alle/täglich & 100%.json", "{\"name\": \"Größe\"}")
                .containsEntry("jobs/empty.json", "")
                .containsEntry("templates/no line feed.jinja2", "\uFEFFa\r\nb")
                .containsEntry("vars.json", "{}\n\n");
        assertThat(upload()).isZero();
        assertThat(out).contains("Uploaded: 0 added, 0 replaced, 0 removed, 7 as they were.");

        checkout.write("templates/no line feed.jinja2", "");
        assertThat(upload()).isZero();
        assertThat(out).contains("  ~ templates/no line feed.jinja2\n");
        assertThat(blobs()).containsEntry("templates/no line feed.jinja2", "");
    }

    @Test
    void a_renamed_definition_lands_before_its_old_name_goes() throws Exception {
        upload();
        checkout.move("jobs/b.json", "jobs/etl/b.json");

        assertThat(upload("--delete")).as(out + err).isZero();

        assertThat(out).contains("  + jobs/etl/b.json\n  - jobs/b.json\n");
        assertThat(blobs()).containsOnlyKeys("jobs/a.json", "jobs/etl/b.json", "templates/standard.jinja2");
    }

    @Test
    void what_is_gone_stays_without_delete_and_is_told_of() throws Exception {
        upload();
        checkout.delete("jobs/b.json");

        assertThat(upload()).isZero();

        assertThat(out).contains("  ? jobs/b.json\n? is gone from the folder and stays: --delete takes it away.\n");
        assertThat(blobs()).containsKey("jobs/b.json");
    }

    @Test
    void a_deletion_in_a_push_whose_run_was_replaced_happens_with_the_next_one() throws Exception {
        upload();
        checkout.delete("jobs/b.json");
        checkout.commit("deletes b; its run is replaced before it begins");
        checkout.write("jobs/c.json", "{\"name\": \"C\"}");
        checkout.commit("adds c");

        assertThat(upload("--delete")).as(out + err).isZero();

        assertThat(blobs()).containsOnlyKeys("jobs/a.json", "jobs/c.json", "templates/standard.jinja2");
    }

    @Test
    void two_sources_in_one_container_leave_each_others_files_alone() throws Exception {
        GitCheckout other = repository("other", "git@git.example.com:other/jobs.git")
                .write("templates/standard.jinja2", "{\"name\": \"{{ job.name }}\"}")
                .write("jobs/x.json", "{\"name\": \"X\"}");
        other.commit("other");
        upload();

        assertThat(upload(other, "--delete")).as(out + err).isZero();

        assertThat(out).contains("Uploaded: 1 added, 0 replaced, 0 removed, 1 as they were; 2 of others left alone.");
        assertThat(upload("--delete")).isZero();
        assertThat(blobs()).containsOnlyKeys("jobs/a.json", "jobs/b.json", "jobs/x.json", "templates/standard.jinja2");
        assertThat(metadata("templates/standard.jinja2")).containsEntry("source", "git.example.com%2Fteam%2Fjobs");

        other.write("jobs/a.json", "{\"name\": \"another A\"}").write("jobs/y.json", "{}");
        assertThat(upload(other, "--delete")).isEqualTo(2);
        assertThat(out)
                .contains("Refused: jobs/a.json was uploaded by 'git.example.com/team/jobs' with another content.")
                .endsWith("Nothing was uploaded.\n");
        assertThat(blobs()).doesNotContainKey("jobs/y.json").containsEntry("jobs/a.json", "{\"name\": \"A\"}");
    }

    @Test
    void two_folders_of_one_repository_are_two_sources() throws Exception {
        checkout.write("second/jobs/z.json", "{\"name\": \"Z\"}");
        upload();

        assertThat(upload(new GitCheckout(checkout.folder().resolve("second")), "--delete"))
                .as(out + err)
                .isZero();

        assertThat(out).startsWith("Upload of git.example.com/team/jobs/second at ");
        assertThat(blobs()).containsKeys("jobs/a.json", "jobs/z.json");
    }

    @Test
    void an_old_pipeline_that_runs_again_is_refused_before_it_takes_back_what_came_later() throws Exception {
        checkout.write("jobs/a.json", "{\"name\": \"later\"}").write("jobs/c.json", "{\"name\": \"C\"}");
        String later = checkout.commitAt("2026-11-23T08:00:00Z", "later");
        assertThat(upload("--delete")).as(out + err).isZero();
        Map<String, String> before = blobs();
        checkout.git("checkout", "--quiet", commit);

        assertThat(upload("--delete")).isEqualTo(2);

        assertThat(out)
                .contains(
                        "Refused: what is uploaded is commit " + commit.substring(0, 12) + " by Zoë Example of"
                                + " 2026-11-22T09:15:00Z, and ",
                        "is there from the later commit " + later.substring(0, 12),
                        "--allow-older")
                .endsWith("Nothing was uploaded.\n");
        assertThat(blobs()).isEqualTo(before);
        assertThat(upload("--delete", "--allow-older")).as(out + err).isZero();
        assertThat(blobs()).containsEntry("jobs/a.json", "{\"name\": \"A\"}").doesNotContainKey("jobs/c.json");
        assertThat(metadata("jobs/a.json")).containsEntry("commit", commit);
    }

    @Test
    void files_that_somebody_uploaded_by_hand_are_taken_over_where_the_folder_has_them_and_stay_elsewhere() {
        put("jobs/a.json", "{\"name\": \"A\"}");
        put("jobs/b.json", "older");
        put("jobs/by hand.json", "{}");

        assertThat(upload("--delete")).as(out + err).isZero();

        assertThat(out).contains("  @ jobs/a.json\n", "  ~ jobs/b.json\n").contains("1 marked as this source's");
        assertThat(metadata("jobs/a.json")).containsEntry("source", "git.example.com%2Fteam%2Fjobs");
        assertThat(blobs()).containsEntry("jobs/a.json", "{\"name\": \"A\"}").containsKey("jobs/by hand.json");
    }

    @Test
    void a_wrong_folder_is_an_error_and_costs_nobody_a_file() throws Exception {
        upload();
        Path empty = Files.createDirectories(folder.resolve("empty"));

        assertThat(upload(new GitCheckout(empty), "--delete", "--source", "git.example.com/team/jobs"))
                .isEqualTo(1);
        assertThat(err)
                .contains(
                        "there is no definition in " + empty + ": there is no folder " + empty.resolve("jobs"),
                        "name the folder that has jobs/ with --folder");

        assertThat(upload(new GitCheckout(empty), "--delete", "--allow-empty")).isEqualTo(1);
        assertThat(err).contains("name it with --source");
        assertThat(upload(
                        new GitCheckout(empty),
                        "--allow-empty",
                        "--delete",
                        "--delete-count",
                        "3",
                        "--source",
                        "git.example.com/team/jobs"))
                .isEqualTo(2);
        assertThat(out).contains("Refused: the folder has no definitions");
        assertThat(blobs()).hasSize(3);
    }

    @Test
    void more_than_the_limit_is_removed_only_when_the_number_is_confirmed() throws Exception {
        for (int i = 0; i < 7; i++) {
            checkout.write("jobs/" + i + ".json", "{\"name\": \"" + i + "\"}");
        }
        upload();
        for (int i = 0; i < 5; i++) {
            checkout.delete("jobs/" + i + ".json");
        }
        checkout.write("jobs/new.json", "{}");

        assertThat(upload("--delete")).isEqualTo(2);
        assertThat(out)
                .contains(
                        "Refused: 5 of 10 own files would be removed, and PRUNE_LIMIT (30 %) allows 3; if that is meant,"
                                + " confirm it with --delete-count 5");
        assertThat(upload("--delete", "--delete-count", "4")).isEqualTo(2);
        assertThat(blobs()).hasSize(10).doesNotContainKey("jobs/new.json");

        environment.put("PRUNE_LIMIT", "much");
        assertThat(upload("--delete")).isEqualTo(1);
        assertThat(err).contains("PRUNE_LIMIT is not a percentage");
        environment.put("PRUNE_LIMIT", "40 %");
        assertThat(upload("--delete")).isEqualTo(2);
        assertThat(upload("--delete", "--delete-count", "5")).as(out).isZero();
        assertThat(blobs()).hasSize(6);
    }

    @Test
    void an_upload_that_stops_half_way_says_what_it_did_and_is_completed_by_the_next() throws Exception {
        upload();
        checkout.write("templates/standard.jinja2", "{\"name\": \"{{ job.name }}!\"}")
                .write("jobs/a.json", "{\"name\": \"A2\"}")
                .delete("jobs/b.json");
        BlobLeaseClient lease = new BlobLeaseClientBuilder()
                .blobClient(container.getBlobClient("jobs/a.json"))
                .buildClient();
        lease.acquireLease(-1);

        assertThat(upload("--delete")).isEqualTo(1);

        assertThat(out)
                .contains("  ~ templates/standard.jinja2\n")
                .contains("Stopped before 2 of 3 files. Run the same again: it does what is left.");
        assertThat(err).contains("Error: Can't write blob 'jobs/a.json' in container '" + name + "'");
        assertThat(blobs()).containsEntry("jobs/a.json", "{\"name\": \"A\"}").containsKey("jobs/b.json");

        lease.releaseLease();
        assertThat(upload("--delete")).as(err).isZero();
        assertThat(out).contains("Uploaded: 0 added, 1 replaced, 1 removed, 1 as they were.");
        assertThat(blobs()).containsEntry("jobs/a.json", "{\"name\": \"A2\"}").doesNotContainKey("jobs/b.json");
    }

    @Test
    void a_dry_run_shows_the_same_and_writes_nothing() throws Exception {
        upload();
        checkout.write("jobs/c.json", "{}").delete("jobs/b.json");

        assertThat(upload("--delete", "--dry-run")).isZero();

        assertThat(out)
                .contains("  + jobs/c.json\n  - jobs/b.json\n")
                .endsWith("Would be: 1 added, 0 replaced, 1 removed, 2 as they were.\n");
        assertThat(blobs()).containsKey("jobs/b.json").doesNotContainKey("jobs/c.json");
    }

    @Test
    void a_prefix_is_a_folder_of_the_container_with_files_of_its_own() {
        upload();

        assertThat(upload("--prefix", "/preview/", "--delete")).as(err).isZero();

        assertThat(blobs()).containsKeys("jobs/a.json", "preview/jobs/a.json").hasSize(6);
        assertThat(upload("--prefix", "jobs/team")).isEqualTo(1);
        assertThat(err).contains("--prefix is no folder to upload to");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void a_file_that_can_not_be_read_stops_the_upload_before_it_begins() throws Exception {
        Files.createSymbolicLink(checkout.folder().resolve("jobs/out.json"), Path.of("/etc/hostname"));

        assertThat(upload()).isEqualTo(1);

        assertThat(err)
                .contains(
                        "nothing was uploaded, because files can't be read: jobs/out.json: the file is a link that leads"
                                + " out of the folder");
        assertThat(blobs()).isEmpty();
    }

    @Test
    void a_container_that_is_not_there_is_an_error_that_says_how_to_make_it() {
        assertThat(upload("--container", "no-such-container")).isEqualTo(1);

        assertThat(err)
                .contains("Can't list the files in container 'no-such-container'")
                .contains("az storage container create");
    }

    @Test
    void the_run_that_takes_the_upload_in_is_waited_for_and_decides_how_it_ends() {
        try (FakeFunctionApp app = new FakeFunctionApp()) {
            environment.put("DB_DSC_JOBS_KEY", "some-key");
            String started = Instant.now().plusSeconds(60).toString();
            app.answer(200, "{\"target\": \"us\", \"counts\": {}}");
            app.answer(
                    200,
                    "{\"runs\": [{\"runId\": \"run-7\", \"status\": \"refused\", \"startedAt\": \"" + started
                            + "\"}]}");
            app.answer(
                    200, "{\"runId\": \"run-7\", \"target\": \"us\", \"counts\": {\"refused\": 1}, \"changes\": []}");

            assertThat(upload("--wait", "--app", app.uri().toString())).isEqualTo(2);

            assertThat(out).contains("Uploaded: 3 added").contains("run run-7");
            assertThat(app.requests()).containsExactly("GET /api/jobs", "GET /api/runs", "GET /api/runs/run-7");
        }
    }

    @Test
    void a_key_that_the_app_refuses_is_noticed_before_the_upload() {
        try (FakeFunctionApp app = new FakeFunctionApp()) {
            environment.put("DB_DSC_JOBS_KEY", "some-key");
            app.answer(401, "");

            assertThat(upload("--wait", "--app", app.uri().toString())).isEqualTo(1);

            assertThat(err).contains("it does not know the key");
            assertThat(blobs()).isEmpty();
        }
    }

    @Test
    void options_that_need_each_other_are_asked_for() {
        assertThat(upload("--wait")).isEqualTo(1);
        assertThat(err).contains("--wait and --app belong together");
        assertThat(upload("--delete-count", "3")).isEqualTo(1);
        assertThat(err).contains("--delete-count confirms a --delete");
    }
}
