package io.github.dbdsc.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.local.host.LocalHost;
import io.github.dbdsc.model.Sha256;
import io.github.dbdsc.settings.AccessSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DashboardPageTest {

    private static HttpResponse<String> get(String... headers) throws Exception {
        try (LocalHost host = LocalHost.start(0, List.of(new DocumentFunctions()), line -> {})) {
            URI address = host.uri().resolve("/api/dashboard");
            HttpRequest.Builder request = HttpRequest.newBuilder(address);
            if (headers.length > 0) {
                request.headers(headers);
            }
            return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private static String between(String start, String end, String text) {
        Matcher matcher = Pattern.compile(Pattern.quote(start) + "(.*?)" + Pattern.quote(end), Pattern.DOTALL)
                .matcher(text);
        assertThat(matcher.find()).as(start).isTrue();
        String content = matcher.group(1);
        assertThat(matcher.find()).as("a second " + start).isFalse();
        return content;
    }

    private static String hash(String content) {
        byte[] hash = HexFormat.of().parseHex(Sha256.hex(content.getBytes(StandardCharsets.UTF_8)));
        return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    @Test
    void the_page_comes_as_one_document_without_a_key() throws Exception {
        HttpResponse<String> answer = get();

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(answer.body()).startsWith("<!doctype html>").doesNotContain(" src=", "@import", "url(");
    }

    @Test
    void the_policy_allows_this_script_and_this_style_and_nothing_else() throws Exception {
        HttpResponse<String> answer = get();

        assertThat(header(answer, "Content-Security-Policy").split("; "))
                .contains(
                        "default-src 'none'",
                        "script-src " + hash(between("<script type=\"module\">", "</script>", answer.body())),
                        "style-src " + hash(between("<style>", "</style>", answer.body())),
                        "connect-src 'self'",
                        "form-action 'none'",
                        "frame-ancestors 'none'",
                        "require-trusted-types-for 'script'");
        assertThat(header(answer, "Content-Security-Policy")).doesNotContain("unsafe");
        assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(answer, "Referrer-Policy")).isEqualTo("no-referrer");
    }

    @Test
    void only_where_tokens_open_the_app_may_the_page_call_the_token_endpoint_of_its_tenant() {
        String tenant = "22222222-aaaa-4000-8000-00000000000b";
        String client = "33333333-aaaa-4000-8000-00000000000c";
        for (String mode : List.of("keys", "entra", "both")) {
            DashboardPage page = DashboardPage.read(
                    AccessSettings.of(Map.of("AUTH", mode, "AUTH_TENANT", tenant, "AUTH_AUDIENCE", "api://" + client)),
                    false);

            if (mode.equals("keys")) {
                assertThat(page.html()).doesNotContain("name=\"entra\" content");
                assertThat(page.contentSecurityPolicy()).contains("connect-src 'self';");
            } else {
                assertThat(page.html())
                        .contains(
                                "<meta name=\"entra\" content=\"{&quot;authority&quot;:&quot;https://login.microsoftonline.com/"
                                        + tenant + "&quot;,&quot;tenant&quot;:&quot;" + tenant
                                        + "&quot;,&quot;keys&quot;:"
                                        + mode.equals("both") + ",&quot;clientId&quot;:&quot;" + client + "&quot;}\">");
                assertThat(page.contentSecurityPolicy())
                        .contains("connect-src 'self' https://login.microsoftonline.com/" + tenant
                                + "/oauth2/v2.0/token;");
            }
        }
    }

    @Test
    void an_app_whose_access_settings_are_wrong_offers_no_sign_in() {
        assertThat(DashboardPage.read(AccessSettings.of(Map.of("AUTH", "entra")), false)
                        .html())
                .doesNotContain("name=\"entra\" content");
    }

    @Test
    void the_page_of_an_app_with_several_targets_says_so_and_not_which_since_it_is_open_to_anyone() {
        AccessSettings keys = AccessSettings.KEYS;
        String several = "<meta name=\"targets\" content=\"several\">\n";

        String one = DashboardPage.read(keys, false).html();

        assertThat(one).doesNotContain("name=\"targets\" content", "<!-- targets -->");
        assertThat(DashboardPage.read(keys, true).html().replace(several, "")).isEqualTo(one);
        assertThat(DashboardPage.read(keys, true).html()).contains(several);
        assertThat(DashboardPage.read(keys, true).etag())
                .as("a browser that has the page of before gets it anew")
                .isNotEqualTo(DashboardPage.read(keys, false).etag());
    }

    @Test
    void no_two_files_declare_the_same_name_since_a_browser_would_run_none_of_them() throws Exception {
        List<String> names = Pattern.compile("^(?:async )?(?:function|const|let|class) (\\w+)", Pattern.MULTILINE)
                .matcher(between("<script type=\"module\">", "</script>", get().body()))
                .results()
                .map(found -> found.group(1))
                .toList();

        assertThat(names).hasSizeGreaterThan(100).doesNotHaveDuplicates();
    }

    @Test
    void nothing_in_the_page_makes_markup_from_text_or_keeps_the_key_for_longer() throws Exception {
        assertThat(get().body())
                .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(")
                .doesNotContain("localStorage", "document.cookie")
                .doesNotContainPattern("<[^>]*\\son[a-z]+=");
    }

    @Test
    void a_browser_that_has_the_page_gets_it_only_when_it_changed() throws Exception {
        String etag = header(get(), "ETag");

        HttpResponse<String> again = get("If-None-Match", etag);

        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(get("If-None-Match", "\"another\"").statusCode()).isEqualTo(200);
    }
}
