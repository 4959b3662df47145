package io.github.dbdsc.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What used to take a minute with large values; what has to end in a problem is among the hostile templates. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LargeValuesTest {

    private static String render(String source) {
        try {
            return new TemplateRenderer(Map.of("main", source))
                    .render("main", Map.of())
                    .text();
        } catch (TemplateException e) {
            return e.problems().get(0).message();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lower~('Σ'*20000) | 20000",
                "upper~('ß'*100000) | 200000",
                "title~('Σ'*20000) | 20000",
                "capitalize~('İ'*20000) | 39999",
                "length~('a '*400000).rsplit() | 400000",
                "length~(('a'*900000).strip('b'*900000 ~ 'a')) | 0",
                "string~('1'*200000 ~ 'x')@float | 3",
                "string~('Σ'*200000)@int | 1"
            })
    void one_pass_over_a_long_text_is_enough(String call, String length) {
        String[] parts = call.split("~", 2);
        String filtered = parts[0].equals("length") ? parts[1] : "(" + parts[1] + ")|" + parts[0];

        assertThat(render("{{ (" + filtered.replace('@', '|') + ")|length }}")).isEqualTo(length);
    }

    @Test
    void characters_outside_the_basic_plane_are_found_without_a_pass_each_time() {
        assertThat(render("{% set s='😀'*900000 %}{% for i in range(20000) %}{% set x=s[800000] %}{% endfor %}"
                        + "{{ s[800000] }}{{ s[899998:]|length }}{{ '%.5s' % s }}"))
                .isEqualTo("😀2😀😀😀😀😀");
    }

    @Test
    void a_word_outside_the_basic_plane_is_wrapped_in_one_pass() {
        assertThat(render("{{ ('😀'*300000)|wordwrap|length }}")).isEqualTo("303797");
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void a_long_name_of_a_character_is_unknown_at_once() {
        assertThat(render("{{ '\\N{" + "ß".repeat(1_000_000) + "}' }}")).contains("unknown Unicode character name");
    }

    @Test
    void a_template_with_data_of_a_megabyte_renders() {
        assertThat(render("{{ [" + "'0123456789',".repeat(80_000) + "]|length }}"))
                .isEqualTo("80000");
    }
}
