package io.github.dbdsc.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.dbdsc.model.Caller.Kind;
import org.junit.jupiter.api.Test;

class CallerTest {

    @Test
    void says_in_words_what_is_known() {
        assertThat(new Caller(Kind.PERSON, "ann", "1").text()).isEqualTo("ann (1)");
        assertThat(new Caller(Kind.PERSON, "", "1").text()).isEqualTo("1");
        assertThat(new Caller(Kind.PERSON, "", "").text()).isEqualTo("somebody");
        assertThat(new Caller(Kind.APPLICATION, "pipeline", "1").text()).isEqualTo("application pipeline (1)");
        assertThat(new Caller(Kind.APPLICATION, "", "1").text()).isEqualTo("application 1");
        assertThat(Caller.KEY.text()).isEqualTo("somebody with a function key");
        assertThat(new Caller(Kind.KEY, "ci", "").text()).isEqualTo("function key ci");
    }

    @Test
    void a_name_is_shortened_between_characters_and_forges_no_line() {
        Caller caller = new Caller(Kind.PERSON, "a\nb\u202ec" + "🚀".repeat(200), "x".repeat(200));

        assertThat(caller.name()).startsWith("a b\\u202ec🚀").endsWith("🚀…").hasSizeLessThanOrEqualTo(100);
        assertThat(caller.id()).hasSize(64);
    }

    @Test
    void survives_its_json_and_an_unknown_kind_is_nobody() {
        for (Caller caller :
                new Caller[] {Caller.KEY, new Caller(Kind.PERSON, "ann", "1"), new Caller(Kind.APPLICATION, "", "1")}) {
            assertThat(Caller.of(caller.json())).hasValue(caller);
        }
        assertThat(Caller.of(JsonNodeFactory.instance.objectNode().put("kind", "robot")))
                .isEmpty();
        assertThat(Caller.of(JsonNodeFactory.instance.missingNode())).isEmpty();
    }
}
