package io.github.dbdsc.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.model.Commit;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UploadMarkTest {

    @Test
    void metadata_is_plain_ascii_under_names_that_storage_takes() {
        UploadMark mark =
                UploadMark.of("git.example.com/größe/jobs", "abc", "2026-11-22T10:15:00+01:00", "Zoë\r\nX: y");

        assertThat(mark.metadata())
                .isEqualTo(Map.of(
                        "source", "git.example.com%2Fgr%C3%B6%C3%9Fe%2Fjobs",
                        "commit", "abc",
                        "committed_at", "2026-11-22T10%3A15%3A00%2B01%3A00",
                        "author", "Zo%C3%AB%0D%0AX%3A%20y"));
        assertThat(UploadMark.source(mark.metadata())).hasValue("git.example.com/größe/jobs");
    }

    @Test
    void the_commit_is_read_back_and_text_of_others_is_made_safe() {
        UploadMark mark = UploadMark.of("s", "abc", "2026-11-22T10:15:00+01:00", "Zoë\r\nX: y");

        assertThat(UploadMark.commit(mark.metadata())).hasValue(new Commit("abc", "Zoë X: y", "2026-11-22T09:15:00Z"));
        assertThat(UploadMark.commit(Map.of("Author", "Jo%C3%AB"))).hasValue(new Commit("", "Joë", ""));
        assertThat(UploadMark.commit(Map.of("source", "s"))).isEmpty();
        assertThat(UploadMark.commit(Map.of())).isEmpty();
    }

    @Test
    void a_source_is_found_whatever_case_its_name_has_and_other_metadata_is_none() {
        assertThat(UploadMark.source(Map.of("Source", "a%20b+c"))).hasValue("a b+c");
        assertThat(UploadMark.source(Map.of("source", "100%"))).hasValue("100%");
        assertThat(UploadMark.source(Map.of("commit", "x"))).isEmpty();
    }
}
