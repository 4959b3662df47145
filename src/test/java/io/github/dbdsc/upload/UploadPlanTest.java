package io.github.dbdsc.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.definition.MisnamedFile;
import io.github.dbdsc.definition.Snapshot;
import io.github.dbdsc.definition.SourceFile;
import io.github.dbdsc.model.Commit;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UploadPlanTest {

    private static final String US = "git.example.com/team/jobs";
    private static final String THEM = "git.example.com/other/jobs";
    private static final UploadPlan.Removal NONE = new UploadPlan.Removal.None();
    private static final UploadPlan.Removal GONE = new UploadPlan.Removal.Gone(30, null);

    private static Snapshot folder(String... pathsAndContents) {
        List<SourceFile> files = new ArrayList<>();
        for (int i = 0; i < pathsAndContents.length; i += 2) {
            files.add(new SourceFile(pathsAndContents[i], "", bytes(pathsAndContents[i + 1])));
        }
        return Snapshot.of(files);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static StoredFile ours(String path, String content) {
        return new StoredFile(path, "e-" + path, ContentHash.of(bytes(content)), US, Instant.EPOCH);
    }

    private static StoredFile theirs(String path, String content) {
        return new StoredFile(path, "e-" + path, ContentHash.of(bytes(content)), THEM, Instant.EPOCH);
    }

    private static StoredFile nobodys(String path, String content) {
        return new StoredFile(path, "e-" + path, ContentHash.of(bytes(content)), null, Instant.EPOCH);
    }

    private static List<String> steps(UploadPlan plan) {
        return plan.steps().stream()
                .map(step -> step.kind() + " " + step.path())
                .toList();
    }

    @Test
    void what_differs_is_uploaded_templates_first_and_what_is_gone_is_removed_last() {
        UploadPlan plan = UploadPlan.of(
                folder(
                        "jobs/changed.json", "2",
                        "jobs/new.json", "1",
                        "jobs/same.json", "1",
                        "templates/z.jinja2", "2",
                        "vars.json", "1"),
                List.of(
                        ours("jobs/changed.json", "1"),
                        ours("jobs/gone.json", "1"),
                        ours("jobs/same.json", "1"),
                        ours("templates/gone.jinja2", "1"),
                        ours("templates/z.jinja2", "1")),
                US,
                Optional.empty(),
                new UploadPlan.Removal.Gone(50, null));

        assertThat(steps(plan))
                .containsExactly(
                        "REPLACE templates/z.jinja2",
                        "ADD vars.json",
                        "REPLACE jobs/changed.json",
                        "ADD jobs/new.json",
                        "REMOVE jobs/gone.json",
                        "REMOVE templates/gone.jinja2");
        assertThat(plan.same()).isEqualTo(1);
        assertThat(plan.objections()).isEmpty();
        assertThat(plan.steps().get(0).etag()).isEqualTo("e-templates/z.jinja2");
        assertThat(plan.steps().get(1).etag()).isNull();
    }

    @Test
    void files_of_another_source_and_of_nobody_stay() {
        UploadPlan plan = UploadPlan.of(
                folder("jobs/a.json", "1"),
                List.of(ours("jobs/a.json", "1"), theirs("jobs/b.json", "1"), nobodys("jobs/c.json", "1")),
                US,
                Optional.empty(),
                GONE);

        assertThat(plan.steps()).isEmpty();
        assertThat(plan.others()).isEqualTo(2);
    }

    @Test
    void a_file_of_nobody_that_the_folder_has_becomes_its_own() {
        UploadPlan plan = UploadPlan.of(
                folder("jobs/a.json", "1", "jobs/b.json", "2"),
                List.of(nobodys("jobs/a.json", "1"), nobodys("jobs/b.json", "1")),
                US,
                Optional.empty(),
                NONE);

        assertThat(steps(plan)).containsExactly("MARK jobs/a.json", "REPLACE jobs/b.json");
    }

    @Test
    void a_file_that_two_sources_have_is_left_alone_while_they_agree_and_refused_otherwise() {
        assertThat(UploadPlan.of(
                        folder("vars.json", "1"), List.of(theirs("vars.json", "1")), US, Optional.empty(), NONE))
                .satisfies(plan -> assertThat(plan.steps()).isEmpty())
                .satisfies(plan -> assertThat(plan.objections()).isEmpty());
        assertThat(UploadPlan.of(
                                folder("vars.json", "2"), List.of(theirs("vars.json", "1")), US, Optional.empty(), NONE)
                        .objections())
                .singleElement()
                .asString()
                .startsWith("vars.json was uploaded by '" + THEM + "' with another content.");
    }

    @Test
    void a_file_whose_hash_the_container_does_not_know_is_uploaded_again() {
        StoredFile unknown = new StoredFile("vars.json", "e", null, US, Instant.EPOCH);

        assertThat(steps(UploadPlan.of(folder("vars.json", "1"), List.of(unknown), US, Optional.empty(), NONE)))
                .containsExactly("REPLACE vars.json");
    }

    @Test
    void what_is_gone_is_told_of_where_removal_was_not_asked_for() {
        UploadPlan plan = UploadPlan.of(
                folder("jobs/a.json", "1"), List.of(ours("jobs/b.json", "1")), US, Optional.empty(), NONE);

        assertThat(steps(plan)).containsExactly("ADD jobs/a.json");
        assertThat(plan.leftOver()).containsExactly("jobs/b.json");
    }

    @ParameterizedTest
    @CsvSource({
        "10, 3, 30,   , ",
        "10, 4, 30,   , '4 of 10 own files would be removed, and PRUNE_LIMIT (30 %) allows 3; if that is meant, confirm it with --delete-count 4'",
        " 2, 1, 30,   , ",
        " 2, 1,  0,   , '1 of 2 own files would be removed, and PRUNE_LIMIT (0 %) allows 0; if that is meant, confirm it with --delete-count 1'",
        "10, 4, 30,  4, ",
        "10, 4, 30,  3, '--delete-count is 3, but 4 files would be removed'",
        "10, 1, 30,  0, '--delete-count is 0, but 1 files would be removed'",
        "10, 9, 100,  , ",
    })
    void no_more_is_removed_than_the_limit_unless_the_exact_number_is_confirmed(
            int own, int gone, int limit, Integer confirmed, String objection) {
        List<StoredFile> stored = IntStream.range(0, own)
                .mapToObj(i -> ours("jobs/" + i + ".json", "1"))
                .toList();
        String[] kept = IntStream.range(gone, own)
                .boxed()
                .flatMap(i -> Stream.of("jobs/" + i + ".json", "1"))
                .toArray(String[]::new);

        UploadPlan plan = UploadPlan.of(
                folder(kept), stored, US, Optional.empty(), new UploadPlan.Removal.Gone(limit, confirmed));

        assertThat(plan.objections()).isEqualTo(objection == null ? List.of() : List.of(objection));
    }

    @Test
    void files_that_only_have_another_name_now_do_not_count_towards_the_limit() {
        List<StoredFile> stored = List.of(
                ours("jobs/a.json", "1"), ours("jobs/b.json", "1"), ours("jobs/c.json", "2"), ours("jobs/d.json", "3"));

        assertThat(UploadPlan.of(
                                folder("jobs/x/a.json", "1", "jobs/x/b.json", "1", "jobs/x/c.json", "2"),
                                stored,
                                US,
                                Optional.empty(),
                                GONE)
                        .objections())
                .isEmpty();
        assertThat(UploadPlan.of(folder("jobs/x/a.json", "1", "jobs/x/c.json", "2"), stored, US, Optional.empty(), GONE)
                        .objections())
                .singleElement()
                .asString()
                .startsWith("2 of 4 own files would be removed");
    }

    @Test
    void a_folder_without_definitions_removes_nothing_whatever_is_confirmed() {
        UploadPlan plan = UploadPlan.of(
                folder("templates/a", "1"),
                List.of(ours("jobs/a.json", "1")),
                US,
                Optional.empty(),
                new UploadPlan.Removal.Gone(100, 1));

        assertThat(plan.objections()).singleElement().asString().startsWith("the folder has no definitions");
    }

    @Test
    void a_file_is_not_gone_while_one_of_nearly_its_name_is_there() {
        Snapshot folder = new Snapshot(
                folder("jobs/b.json", "1").files(),
                new java.util.TreeSet<>(List.of(MisnamedFile.of("jobs/a.JSON").orElseThrow())));

        UploadPlan plan = UploadPlan.of(
                folder, List.of(ours("jobs/a.json", "1"), ours("jobs/b.json", "1")), US, Optional.empty(), GONE);

        assertThat(plan.steps()).isEmpty();
    }

    private static StoredFile from(String commit, String committedAt, String path, String content) {
        return new StoredFile(
                path,
                "e-" + path,
                ContentHash.of(bytes(content)),
                US,
                Instant.EPOCH,
                new Commit(commit, "Ann", committedAt));
    }

    @ParameterizedTest
    @CsvSource({
        "1111, 2026-11-20T08:00:00Z, 1, false",
        "1111, 2026-11-22T10:15:00+01:00, 0, false",
        "9999, 2026-11-20T08:00:00Z, 0, false",
        "1111, '', 0, false",
        "1111, 2026-11-20T08:00:00Z, 0, true",
    })
    void an_upload_of_an_older_commit_is_refused_before_it_takes_anything_back(
            String commit, String committedAt, int objections, boolean allowed) {
        Optional<Commit> uploaded = allowed ? Optional.empty() : Optional.of(new Commit(commit, "Bob", committedAt));
        List<StoredFile> stored = List.of(
                from("9999", "2026-11-22T09:15:00Z", "jobs/a.json", "2"),
                from("1000", "2026-11-01T09:15:00Z", "jobs/b.json", "1"));

        for (Snapshot folder : List.of(
                folder("jobs/a.json", "1", "jobs/b.json", "1"), // replaces
                folder("jobs/a.json", "2", "jobs/b.json", "1", "jobs/c.json", "1"), // brings back
                folder("jobs/b.json", "1"))) { // takes away
            List<String> found =
                    UploadPlan.of(folder, stored, US, uploaded, GONE).objections();
            assertThat(found).hasSize(objections);
            assertThat(found)
                    .allMatch(objection -> objection.startsWith("what is uploaded is commit 1111 by Bob of"
                                    + " 2026-11-20T08:00:00Z, and jobs/a.json is there from the later commit 9999 by Ann of"
                                    + " 2026-11-22T09:15:00Z: ")
                            && objection.contains("--allow-older"));
        }
        assertThat(UploadPlan.of(folder("jobs/a.json", "2", "jobs/b.json", "1"), stored, US, uploaded, GONE)
                        .objections())
                .as("nothing to do")
                .isEmpty();
    }
}
