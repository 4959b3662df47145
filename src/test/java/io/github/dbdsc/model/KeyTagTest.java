package io.github.dbdsc.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTagTest {

    private static final long SEED = 20261130;

    @ParameterizedTest
    @CsvSource({
        "etl/daily, etl/daily",
        "a b+c~, a b+c~",
        "a%b, a%25b",
        "a%25b, a%2525b",
        "日次, %E6%97%A5%E6%AC%A1",
        "größe/🚀, gr%C3%B6%C3%9Fe/%F0%9F%9A%80",
    })
    void what_is_not_ascii_is_percent_encoded(String key, String tag) {
        assertThat(KeyTag.of(new JobKey(key))).isEqualTo(tag);
        assertThat(KeyTag.key(tag)).isEqualTo(new JobKey(key));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "etl/daily",
                "a%b",
                "100%",
                "%",
                "a%2",
                "a%zz",
                "%e5",
                "%41",
                "%FF",
                "%E5%A3",
                "grö%25",
                "a%2Fb",
                "%+1",
                "%25%"
            })
    void what_this_release_does_not_write_is_read_as_it_is(String tag) {
        assertThat(KeyTag.key(tag)).isEqualTo(new JobKey(tag));
        assertThat(KeyTag.readings(tag)).containsExactly(new JobKey(tag));
    }

    @Test
    void a_tag_of_this_release_may_be_one_of_an_older_release_too() {
        assertThat(KeyTag.readings("a%25b")).isEqualTo(Set.of(new JobKey("a%b"), new JobKey("a%25b")));
    }

    @Test
    void a_tag_that_would_be_too_long_ends_with_the_digest_of_its_key() {
        JobKey longest = new JobKey("ä".repeat(42));
        JobKey longer = new JobKey("ä".repeat(43));

        assertThat(KeyTag.of(longest)).hasSize(252).startsWith("%C3%A4");
        assertThat(KeyTag.isCut(KeyTag.of(longest))).isFalse();
        String tag = KeyTag.of(longer);
        assertThat(tag).matches("(%C3%A4){30}%C3%sha256:[0-9a-f]{64}").hasSizeLessThanOrEqualTo(JobKey.MAX_LENGTH);
        assertThat(KeyTag.isCut(tag)).isTrue();
        assertThat(KeyTag.key(tag)).isEqualTo(new JobKey(tag));
        assertThat(KeyTag.mayBeOf(tag, longer)).isTrue();
        assertThat(KeyTag.mayBeOf(tag, longest)).isFalse();
    }

    @Test
    void a_tag_that_is_cut_is_ascii_and_ends_before_a_sign() {
        for (int ascii = 0; ascii < 10; ascii++) {
            JobKey key = new JobKey("a".repeat(ascii) + "日".repeat(200));
            assertThat(KeyTag.of(key))
                    .matches("a{" + ascii + "}(%[0-9A-F]{2})+%sha256:[0-9a-f]{64}")
                    .hasSizeBetween(254, JobKey.MAX_LENGTH);
        }
    }

    @Test
    void every_key_can_be_read_back_and_its_tag_is_ascii() {
        Random random = new Random(SEED);
        String signs = "a/%25Eä日ÿ -_.";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder key = new StringBuilder();
            for (int length = 1 + random.nextInt(20); length > 0; length--) {
                key.append(signs.charAt(random.nextInt(signs.length())));
            }
            String tag = KeyTag.of(new JobKey(key.toString()));
            assertThat(tag).as("%s, seed %d", key, SEED).matches("\\p{ASCII}+");
            assertThat(KeyTag.key(tag)).as("%s, seed %d", key, SEED).isEqualTo(new JobKey(key.toString()));
            assertThat(KeyTag.readings(key.toString()))
                    .as("%s, seed %d", key, SEED)
                    .contains(new JobKey(key.toString()));
        }
    }
}
