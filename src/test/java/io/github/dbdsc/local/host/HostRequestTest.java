package io.github.dbdsc.local.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.azure.functions.HttpMethod;
import io.github.dbdsc.local.host.HostRequest.Sent;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a request reaches a function on the Functions host. */
class HostRequestTest {

    private static final String ADDRESS = "https://app.example/api/sync";

    private static HostRequest with(String query) {
        return HostRequest.of(Sent.plain("POST", ADDRESS + query), StandardCharsets.UTF_8);
    }

    private static HostRequest with(byte[] body, Charset platform, String type) {
        Map<String, List<String>> headers =
                Map.of("Content-Length", List.of(String.valueOf(body.length)), "Content-Type", List.of(type));
        return HostRequest.of(new Sent("POST", ADDRESS, headers, body), platform);
    }

    private static String text(String type, String body, Charset sent) {
        return with(body.getBytes(sent), StandardCharsets.US_ASCII, type)
                .getBody()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?", "?dryRun", "?plan=", "?key=", "?foo", "?prune", "?a=&b", "?&"})
    void a_parameter_without_a_value_is_dropped_and_stays_in_the_address(String query) {
        assertThat(with(query).getQueryParameters()).isEmpty();
        assertThat(with(query).getUri().toString()).isEqualTo(ADDRESS + query);
    }

    @Test
    void values_of_a_repeated_parameter_are_joined_whatever_the_case_of_its_name() {
        assertThat(with("?key=a&wait=1&KEY=b&key=&key").getQueryParameters())
                .containsExactlyInAnyOrderEntriesOf(Map.of("key", "a,b", "wait", "1"));
    }

    @Test
    void parameters_are_decoded_and_what_is_not_encoded_stays() {
        assertThat(with("?key=a%2Fb+%C3%A9&a%20b=1").getQueryParameters())
                .containsExactlyInAnyOrderEntriesOf(Map.of("key", "a/b é", "a b", "1"));
        assertThat(with("?key=%zz&b=%FF").getQueryParameters())
                .containsExactlyInAnyOrderEntriesOf(Map.of("key", "%zz", "b", "%FF"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"?key=%zz", "?key=a|b", "?key=a b"})
    void the_address_can_not_be_asked_for_where_it_is_no_uri(String query) {
        assertThatThrownBy(() -> with(query).getUri()).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void names_of_headers_are_in_lower_case_and_values_joined() {
        HostRequest request = HostRequest.of(
                new Sent("GET", ADDRESS, Map.of("If-None-Match", List.of("\"a\"", "\"b\"")), new byte[0]),
                StandardCharsets.UTF_8);

        assertThat(request.getHeaders()).isEqualTo(Map.of("if-none-match", "\"a\",\"b\""));
        assertThat(request.getHttpMethod()).isEqualTo(HttpMethod.GET);
    }

    @Test
    void a_body_without_a_length_does_not_arrive() {
        Map<String, List<String>> headers = new HashMap<>(Map.of("Transfer-Encoding", List.of("chunked")));
        byte[] body = {'{', '}'};
        assertThat(HostRequest.of(new Sent("POST", ADDRESS, headers, body), StandardCharsets.UTF_8)
                        .getBody())
                .isEmpty();

        headers.put("content-length", List.of("0"));
        assertThat(HostRequest.of(new Sent("POST", ADDRESS, headers, body), StandardCharsets.UTF_8)
                        .getBody())
                .isEmpty();
    }

    @Test
    void json_and_text_are_utf_8_on_every_platform() {
        assertThat(text("application/json; charset=iso-8859-1", "täglich", StandardCharsets.UTF_8))
                .isEqualTo("täglich");
        assertThat(text("text/plain", "täglich", StandardCharsets.ISO_8859_1)).isEqualTo("t\uFFFDglich");
    }

    @Test
    void a_byte_order_mark_says_in_what_json_is_written_and_is_dropped() {
        assertThat(text("application/json", "\uFEFF{\"é\": 1}", StandardCharsets.UTF_8))
                .isEqualTo("{\"é\": 1}");
        assertThat(text("application/json", "\uFEFF{\"é\": 1}", StandardCharsets.UTF_16LE))
                .isEqualTo("{\"é\": 1}");
        assertThat(text("application/json", "\uFEFF{\"é\": 1}", StandardCharsets.UTF_16BE))
                .isEqualTo("{\"é\": 1}");
        assertThat(text("application/json", "\uFEFF{\"é\": 1}", Charset.forName("UTF-32LE")))
                .isEqualTo("{\"é\": 1}");
    }

    @Test
    void a_form_is_in_the_charset_of_the_platform() {
        byte[] body = "täglich".getBytes(StandardCharsets.UTF_8);

        for (String type : List.of("multipart/form-data; boundary=x", "Application/Octet-Stream")) {
            assertThat(with(body, StandardCharsets.UTF_8, type).getBody()).hasValue("täglich");
            assertThat(with(body, StandardCharsets.US_ASCII, type).getBody()).hasValue("t\uFFFD\uFFFDglich");
            assertThat(with(body, StandardCharsets.ISO_8859_1, type).getBody()).hasValue("tÃ¤glich");
        }
    }
}
