package io.github.dbdsc.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class CommitTest {

    @Test
    void text_of_others_is_shortened_and_can_not_end_a_line() {
        Commit commit = new Commit("a".repeat(500), "Zoë\n\u202e" + "🚀".repeat(200), "yesterday");

        assertThat(commit.id()).hasSize(64).endsWith("…");
        assertThat(commit.author()).startsWith("Zoë \\u202e🚀").endsWith("🚀…").hasSizeLessThanOrEqualTo(100);
        assertThat(commit.committedAt()).isEmpty();
        assertThat(new Commit(commit.id(), commit.author(), "")).isEqualTo(commit);
    }

    @Test
    void it_is_told_in_a_few_words() {
        assertThat(new Commit("3fa94c1e6b2d0f77", "Jane", "").text()).isEqualTo("commit 3fa94c1e6b2d by Jane");
        assertThat(new Commit("3fa", "", "").text()).isEqualTo("commit 3fa");
        assertThat(new Commit("", "Jane", "").text()).isEqualTo("a commit by Jane");
        assertThat(new Commit("3fa", "", "2026-11-22T10:15:00+01:00").committedAt())
                .isEqualTo("2026-11-22T09:15:00Z");
    }

    @Test
    void without_hash_and_author_there_is_none() {
        assertThat(Commit.of(" ", "", "2026-11-22T10:15:00Z")).isEmpty();
        assertThat(Commit.of("3fa", "", "")).isPresent();
    }

    @Test
    void a_template_of_the_same_commit_is_not_told_apart() {
        Optional<Commit> one = Commit.of("1", "Jane", "");
        Optional<Commit> other = Commit.of("2", "Bob", "");

        assertThat(Origin.of(one, one)).isEqualTo(new Origin(one.get(), null));
        assertThat(Origin.of(one, other)).isEqualTo(new Origin(one.get(), other.get()));
        assertThat(Origin.of(Optional.empty(), other).isKnown()).isTrue();
        assertThat(Origin.of(Optional.empty(), Optional.empty())).isEqualTo(Origin.UNKNOWN);
        assertThat(Origin.UNKNOWN.isKnown()).isFalse();
    }
}
