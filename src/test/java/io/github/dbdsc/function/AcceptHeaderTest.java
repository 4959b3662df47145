package io.github.dbdsc.function;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptHeaderTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                " Text/Plain ; charset=utf-8",
                "text/plain, application/json",
                "text/plain;q=0.5, application/json;q=0.4",
                "application/json;q=0.4, text/*",
                "text/plain, */*;q=0.1",
                "text/html, text/plain;q=0.9",
                "*/*, application/json;q=0.5",
                "application/json;q=0, text/plain;q=0.001",
            })
    void text_is_for_those_who_prefer_it(String accept) {
        assertThat(AcceptHeader.prefersText(accept)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*/*",
                "application/json",
                "application/json, text/plain",
                "text/plain;q=0.4, application/json;q=0.5",
                "text/plain;q=0.4, */*",
                "text/plain;q=0",
                "text/html, application/xhtml+xml, */*;q=0.8",
                "text/plainer, text",
                "text/plain;q=many",
                ",;,",
            })
    void json_is_for_all_others(String accept) {
        assertThat(AcceptHeader.prefersText(accept)).isFalse();
    }
}
