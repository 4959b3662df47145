package io.github.dbdsc.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.dbdsc.definition.JsonText.MalformedException;
import io.github.dbdsc.definition.JsonText.Place;
import io.github.dbdsc.fuzz.ForUsers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTextTest {

    private static final String TEXT = """
            {
              "a": {"b/c": [10, {"d": 11}, []]},
              "": 12,
              "twice": {"d": 13},
              "twice": {"d": 14}
            }""";

    private static String at(Place place) {
        return place.line() + ":" + place.column() + " "
                + TEXT.substring(place.offset()).replaceAll("\\s+", "");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a|2:8 {\"b/c\"",
                "a,b/c|2:16 [10,",
                "a,b/c,0|2:17 10,",
                "a,b/c,1,d|2:27 11}",
                "a,b/c,2|2:32 []",
                "twice,d|5:18 14}"
            })
    void the_place_of_a_value_is_where_it_begins(String steps, String place) {
        assertThat(at(JsonText.placeOf(TEXT, List.of(steps.split(","))))).startsWith(place);
    }

    @Test
    void a_field_may_have_an_empty_name() {
        assertThat(at(JsonText.placeOf(TEXT, List.of("")))).startsWith("3:7 12");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nope|1:1 {",
                "a,nope,x|2:8 {\"b/c\"",
                "a,b/c,3|2:16 [10,",
                "a,b/c,x|2:16 [10,",
                "a,b/c,0,x|2:17 10,",
                "twice,x|5:12 {\"d\":14"
            })
    void the_place_of_a_missing_value_is_that_of_the_nearest_around_it(String steps, String place) {
        assertThat(at(JsonText.placeOf(TEXT, List.of(steps.split(","))))).startsWith(place);
    }

    @Test
    void the_settings_as_a_whole_begin_after_the_blanks() {
        assertThat(JsonText.placeOf("\n\n {}", List.of())).isEqualTo(new Place(3, 2, 3));
    }

    @Test
    void places_are_right_in_texts_longer_than_the_parsers_buffer() {
        String text = "{\"long\": \"" + "x".repeat(100_000) + "\",\n\"a\": [1], \"b\": oops}";

        assertThat(text.substring(JsonText.placeOf(text.replace("oops", "0"), List.of("a", "0"))
                        .offset()))
                .startsWith("1]");
        MalformedException malformed =
                catchThrowableOfType(MalformedException.class, () -> JsonText.parseStrictly(text));
        assertThat(text.substring(malformed.place().offset())).startsWith("oops");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} {}| there is more after its end",
                "[1}| (opened at line 1, column 1)",
                "// x| comment",
                "[\u001E]| Illegal character",
                "01| Leading zeroes",
                "{'a': NaN}| 'NaN'"
            },
            quoteCharacter = '`')
    void messages_do_not_name_what_belongs_to_the_parser(String text, String says) {
        MalformedException malformed =
                catchThrowableOfType(MalformedException.class, () -> JsonText.parseStrictly(text.replace('\'', '"')));

        assertThat(malformed).hasMessageContaining(says);
        ForUsers.assertFit(malformed);
    }

    private static String nested(int depth) {
        return "[".repeat(depth) + "]".repeat(depth);
    }

    @Test
    void text_that_nests_deeper_than_any_job_is_refused_before_anything_recurses_as_deep() {
        String text = nested(101);

        MalformedException malformed =
                catchThrowableOfType(MalformedException.class, () -> JsonText.parseStrictly(text));

        assertThat(malformed).hasMessageContaining("nesting depth (101) exceeds the maximum allowed (100)");
        ForUsers.assertFit(malformed);
    }

    @Test
    void a_number_that_is_read_as_infinite_is_refused_with_its_place() {
        MalformedException malformed = catchThrowableOfType(
                MalformedException.class, () -> JsonText.parseStrictly("{\"a\": [1,\n {\"b\": -1e999}]}"));

        assertThat(malformed).hasMessageContaining("larger than any that can be sent");
        assertThat(malformed.place()).isEqualTo(new Place(2, 8, 17));
    }
}
