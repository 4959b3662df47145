package io.github.dbdsc.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorityTest {

    @ParameterizedTest
    @CsvSource({
        "https://login.microsoftonline.com/contoso.example,https://login.microsoftonline.com/,contoso.example",
        "https://login.microsoftonline.com/contoso.example/,https://login.microsoftonline.com/,contoso.example",
        "https://LOGIN.microsoftonline.com/contoso.example/v2.0,https://login.microsoftonline.com/,contoso.example",
        "https://login.microsoftonline.us/0a1b2c3d-0000-4000-8000-000000000001,"
                + "https://login.microsoftonline.us/,0a1b2c3d-0000-4000-8000-000000000001",
        "https://login.partner.microsoftonline.cn/t,https://login.partner.microsoftonline.cn/,t",
        "https://login.chinacloudapi.cn/t,https://login.chinacloudapi.cn/,t",
        "https://127.0.0.1:8443/t,https://127.0.0.1:8443/,t"
    })
    void the_original_programs_form_names_cloud_and_tenant(String value, String host, String tenant) {
        assertThat(Authority.of(value)).isEqualTo(new Authority(host, tenant));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tenant",
                "http://login.microsoftonline.com/t",
                "https://login.microsoftonline.com",
                "https://login.microsoftonline.com/",
                "https://login.microsoftonline.com/a/b",
                "https://login.microsoftonline.com/<tenant_id>",
                "https://login.microsoftonline.com/common",
                "https://login.microsoftonline.com/t?x=1",
                "https://me:secret@login.microsoftonline.com/t",
                "http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01"
            })
    void anything_else_is_refused_with_the_form_that_it_should_have(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Authority.of(value))
                .withMessageContaining("https://login.microsoftonline.com/<tenant id>")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
    }

    @Test
    void a_secret_is_sent_to_no_host_that_only_looks_like_microsofts() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Authority.of("https://login.microsoftonline.com.example/t"))
                .withMessageContaining("does not name a host of Microsoft Entra");
    }
}
