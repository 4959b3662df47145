package io.github.dbdsc.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretReferenceTest {

    @Test
    void a_reference_names_a_secret_and_maybe_its_version() {
        assertThat(SecretReference.of("keyvault:databricks-token"))
                .hasValue(new SecretReference("databricks-token", Optional.empty()));
        assertThat(SecretReference.of("KeyVault: a/0123456789abcdef0123456789ABCDEF"))
                .hasValue(new SecretReference("a", Optional.of("0123456789abcdef0123456789ABCDEF")))
                .get()
                .hasToString("keyvault:a/0123456789abcdef0123456789ABCDEF");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dapi123", "", "https://keyvault:443/", "key:vault"})
    void other_values_are_what_they_are(String value) {
        assertThat(SecretReference.of(value)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"keyvault:", "keyvault:a b", "keyvault:a/1", "keyvault:a_b", "keyvault:a/b/c"})
    void a_malformed_reference_is_refused(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SecretReference.of(value))
                .withMessage("should be keyvault:<secret name> or keyvault:<secret name>/<version>");
    }
}
