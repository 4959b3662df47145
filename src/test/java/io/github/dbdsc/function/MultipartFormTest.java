package io.github.dbdsc.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartFormTest {

    private static final String TYPE = "multipart/form-data; boundary=----b1";

    private static String part(String name, String content) {
        return "------b1\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                + "\"\r\nContent-Type: application/octet-stream\r\n\r\n" + content + "\r\n";
    }

    private static String form(String... parts) {
        return String.join("", parts) + "------b1--\r\n";
    }

    @Test
    void files_are_read_as_they_were_sent() {
        String content = "{\r\n\r\n  \"täglich\": \"--\"\n}\r\n";

        assertThat(MultipartForm.files(TYPE, form(part("jobs/a b.json", content), part("vars.json", ""))))
                .containsEntry("jobs/a b.json", content)
                .containsEntry("vars.json", "")
                .hasSize(2);
    }

    @Test
    void a_boundary_may_be_quoted_and_followed_by_another_parameter() {
        assertThat(MultipartForm.files("Multipart/Form-Data; Boundary=\"----b1\"; charset=utf-8", form(part("a", "1"))))
                .containsEntry("a", "1");
    }

    @Test
    void a_form_without_files_is_empty() {
        assertThat(MultipartForm.files(TYPE, form())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "preamble\r\n------b1--\r\n",
                "------b1\r\n",
                "------b1",
                "------b1\nContent-Disposition: form-data; filename=\"a\"\n\n1\n------b1--",
                "------b1\r\n\r\n------b1--",
                "------b1\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n------b1--",
                "------b1\r\nContent-Disposition: form-data; filename=\"a\\\"b\"\r\n\r\n1\r\n------b1--",
                "------b1\r\nContent-Disposition: form-data; filename=\"a\"\r\n\r\n1",
                "------b1\r\nContent-Disposition: form-data; filename=\"a\"\r\n\r\n1\r\n------b1 --",
                "------b1\r\nContent-Disposition: form-data; filename=\"a\"\r\n\r\n\uFFFD\r\n------b1--"
            })
    void what_is_no_such_form_is_refused(String body) {
        assertThatThrownBy(() -> MultipartForm.files(TYPE, body))
                .isInstanceOf(HttpProblem.class)
                .hasMessageContaining("the form can't be read");
    }

    @Test
    void two_files_of_one_name_are_refused() {
        assertThatThrownBy(() -> MultipartForm.files(TYPE, form(part("a", "1"), part("a", "2"))))
                .isInstanceOf(HttpProblem.class)
                .hasMessageContaining("two files");
    }

    @Test
    void a_type_without_a_usable_boundary_is_refused() {
        assertThatThrownBy(() -> MultipartForm.files("multipart/form-data", form()))
                .isInstanceOf(HttpProblem.class)
                .hasMessageContaining("boundary");
        assertThatThrownBy(() -> MultipartForm.files("multipart/form-data; boundary=" + "b".repeat(71), form()))
                .isInstanceOf(HttpProblem.class);
    }
}
