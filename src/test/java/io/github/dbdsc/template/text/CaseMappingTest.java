package io.github.dbdsc.template.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What Python 3.11 returns. */
class CaseMappingTest {

    @Test
    void a_small_sigma_is_final_after_a_letter_and_before_none() {
        assertThat(CaseMapping.lower("ΟΔΟΣ ΟΔΟΣ, Σ")).isEqualTo("οδος οδος, σ");
        assertThat(CaseMapping.title("ΟΔΟΣ")).isEqualTo("Οδος");
        assertThat(CaseMapping.capitalize("ΟΔΟΣ")).isEqualTo("Οδος");
        assertThat(CaseMapping.swap("oΔΟΣ")).isEqualTo("Oδος");
    }

    @Test
    void marks_inside_words_do_not_end_one() {
        assertThat(CaseMapping.lower("Σʰ")).isEqualTo("σʰ");
        assertThat(CaseMapping.lower("AΣʰ")).isEqualTo("aςʰ");
        assertThat(CaseMapping.lower("A'Σ.B A'Σ.")).isEqualTo("a'σ.b a'ς.");
        assertThat(CaseMapping.lower("'Σ")).isEqualTo("'σ");
    }

    @Test
    void characters_that_become_several_are_mapped_as_a_whole() {
        assertThat(CaseMapping.upper("straße ﬃ")).isEqualTo("STRASSE FFI");
        assertThat(CaseMapping.lower("İ")).isEqualTo("i\u0307");
        assertThat(CaseMapping.title("ßa ﬃb ŉc")).isEqualTo("Ssa Ffib ʼNc");
        assertThat(CaseMapping.upper("ß".repeat(100) + "😀".repeat(100)))
                .isEqualTo("SS".repeat(100) + "😀".repeat(100));
    }

    @Test
    void title_case_has_letters_of_its_own() {
        assertThat(CaseMapping.capitalize("ᾀ")).isEqualTo("ᾈ");
        assertThat(CaseMapping.capitalize("ᾲ")).isEqualTo("Ὰ\u0345");
        assertThat(CaseMapping.capitalize("ǆ")).isEqualTo("ǅ");
        assertThat(CaseMapping.capitalize("ᾈ")).isEqualTo("ᾈ");
        assertThat(CaseMapping.capitalize("ა")).isEqualTo("ა");
    }

    @Test
    void folding_takes_away_more_than_case() {
        assertThat(CaseMapping.fold("µ ſ ς ß ẞ ŉ Ꭰ ꭰ İ ı")).isEqualTo("μ s σ ss ss ʼn Ꭰ Ꭰ i\u0307 ı");
    }
}
