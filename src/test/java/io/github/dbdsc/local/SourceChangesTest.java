package io.github.dbdsc.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class SourceChangesTest {

    @TempDir
    Path folder;

    private GitCheckout checkout;

    @BeforeEach
    void mainBranch() throws Exception {
        checkout = GitCheckout.init(folder.resolve("work"))
                .write("jobs/kept.json", "{}")
                .write("jobs/changed.json", "{}")
                .write("jobs/gone.json", "{}")
                .write("jobs/moved.json", "{\"moved\": true}")
                .write("jobs/README.md", "old")
                .write("templates/standard.jinja2", "x")
                .write("vars.json", "{}")
                .write("other/file.json", "{}");
        checkout.commit("main");
        checkout.git("checkout", "--quiet", "-b", "branch");
    }

    private Map<String, Optional<String>> changes(String reference) {
        return changes(reference, checkout.folder());
    }

    private static Map<String, Optional<String>> changes(String reference, Path place) {
        return SourceChanges.since(reference, Git.in(place), new FolderDefinitionStore(place).read());
    }

    @Test
    void what_a_branch_changes_adds_moves_and_removes_is_found_and_nothing_else() throws Exception {
        checkout.write("jobs/changed.json", "{\n}")
                .write("jobs/README.md", "new")
                .write("other/file.json", "[]")
                .delete("jobs/gone.json")
                .move("jobs/moved.json", "jobs/etl/moved.json");
        checkout.commit("branch");
        checkout.write("vars.json", "").write("jobs/not yet added.json", "{\"new\": 1}");

        assertThat(changes("main"))
                .isEqualTo(Map.of(
                        "jobs/changed.json", Optional.of("{\n}"),
                        "jobs/gone.json", Optional.empty(),
                        "jobs/moved.json", Optional.empty(),
                        "jobs/etl/moved.json", Optional.of("{\"moved\": true}"),
                        "jobs/not yet added.json", Optional.of("{\"new\": 1}"),
                        "vars.json", Optional.of("")));
    }

    @Test
    void names_with_blanks_umlauts_and_quotes_are_found_with_their_exact_text() throws Exception {
        String text = "\uFEFF{\"name\": \"Größe\"}\r\nno line feed at the end: ü";
        checkout.write("jobs/für \"alle\".json", text).write("templates/a b.jinja2", "ö");
        checkout.commit("branch");

        assertThat(changes("main"))
                .isEqualTo(
                        Map.of("jobs/für \"alle\".json", Optional.of(text), "templates/a b.jinja2", Optional.of("ö")));
    }

    @Test
    void what_has_happened_on_the_other_branch_since_is_not_taken_for_a_change() throws Exception {
        checkout.git("checkout", "--quiet", "main");
        checkout.write("jobs/new on main.json", "{}").delete("jobs/kept.json");
        checkout.commit("main goes on");
        checkout.git("checkout", "--quiet", "branch");
        checkout.write("vars.json", "{\"a\": 1}");

        assertThat(changes("main")).isEqualTo(Map.of("vars.json", Optional.of("{\"a\": 1}")));
    }

    @Test
    void a_folder_inside_the_repository_has_paths_of_its_own() throws Exception {
        checkout.write("data/jobs/a.json", "{}").write("vars.json", "[]");
        checkout.commit("branch");

        assertThat(changes("main", checkout.folder().resolve("data")))
                .isEqualTo(Map.of("jobs/a.json", Optional.of("{}")));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void a_file_behind_a_link_is_always_among_them_since_git_does_not_see_it_change() throws Exception {
        Files.createSymbolicLink(checkout.folder().resolve("jobs/link.json"), Path.of("kept.json"));
        checkout.commit("a link");

        assertThat(changes("branch")).isEqualTo(Map.of("jobs/link.json", Optional.of("{}")));
    }

    @Test
    void a_file_that_is_no_text_is_an_error_that_names_it() throws Exception {
        Files.write(checkout.folder().resolve("jobs/changed.json"), "ü".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> changes("main"))
                .isInstanceOf(UsageException.class)
                .hasMessage("jobs/changed.json can't be sent: it is not a text in UTF-8; save it as one");
    }

    @Test
    void a_reference_that_git_does_not_know_is_named() {
        assertThatThrownBy(() -> changes("origin/main"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("git knows no commit 'origin/main' here; fetch it");
        assertThatThrownBy(() -> changes("--output=/tmp/x"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("git knows no commit '--output=/tmp/x'");
    }

    @Test
    void a_shallow_clone_says_how_to_fetch_the_rest() throws Exception {
        checkout.commit("second");
        GitCheckout.init(folder.resolve("elsewhere"));
        Path shallow = folder.resolve("shallow");
        checkout.git(
                "clone",
                "--quiet",
                "--no-single-branch",
                "--depth=1",
                "--branch=branch",
                checkout.folder().toUri().toString(),
                shallow.toString());

        assertThatThrownBy(() -> changes("origin/main", shallow))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("have no commit in common")
                .hasMessageContaining("fetch-depth: 0");
        assertThatThrownBy(() -> changes("origin/other", shallow))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("git knows no commit 'origin/other' here")
                .hasMessageContaining("fetch-depth: 0");
    }

    @Test
    void histories_without_a_common_commit_are_an_error() throws Exception {
        checkout.git("checkout", "--quiet", "--orphan", "apart");
        checkout.commit("apart");

        assertThatThrownBy(() -> changes("main"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("'main' and what is checked out have no commit in common; name another");
    }

    @Test
    void a_folder_that_is_in_no_repository_and_a_machine_without_git_are_errors_that_say_so() throws Exception {
        Path plain = folder.resolve("plain");
        Files.createDirectories(plain.resolve("jobs"));

        assertThatThrownBy(() -> changes("main", plain))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("git finds no repository at '" + plain + "': not a git repository");
        assertThatThrownBy(() -> new Git("no-such-git", plain).mergeBase("main"))
                .isInstanceOf(UsageException.class)
                .hasMessage("git can't be started; install it, or put it on the PATH");
    }
}
