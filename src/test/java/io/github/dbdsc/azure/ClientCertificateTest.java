package io.github.dbdsc.azure;

import static io.github.dbdsc.fakes.KeyPairs.PRINCIPAL;
import static io.github.dbdsc.fakes.KeyPairs.RENEWED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dbdsc.fakes.CertificateFiles;
import io.github.dbdsc.fakes.FakeEntra;
import io.github.dbdsc.fakes.FakeTokens;
import io.github.dbdsc.fakes.KeyPairs;
import io.github.dbdsc.fakes.LoopbackServer;
import io.github.dbdsc.settings.ClientCertificate;
import io.github.dbdsc.settings.CredentialException;
import io.github.dbdsc.settings.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Locale;
import java.util.stream.Stream;
import org.assertj.core.util.Throwables;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Uses a certificate in every form, with a token endpoint that verifies what is signed with it. */
class ClientCertificateTest {

    private static final String SHA1 = CertificateFiles.thumbprint(PRINCIPAL, "SHA-1");
    private static final String BOTH = CertificateFiles.key(PRINCIPAL) + CertificateFiles.certificate(PRINCIPAL);

    private final FakeEntra entra = new FakeEntra(new FakeTokens((token, application) -> {}));
    private final Credentials credentials =
            new Credentials(AzureHttp.trusting(LoopbackServer.context(), Duration.ofSeconds(30), Duration.ofMillis(1)));

    @BeforeEach
    void accept() {
        entra.acceptCertificates(PRINCIPAL);
    }

    @AfterEach
    void stop() {
        entra.close();
    }

    private WorkspaceToken token(Secret content, @Nullable String password, @Nullable String thumbprint) {
        return WorkspaceToken.of(
                ServicePrincipalIdentities.withCertificate(entra, content, password, thumbprint),
                credentials,
                InstantSource.system());
    }

    private static Stream<Arguments> forms() {
        String certificate = CertificateFiles.certificate(PRINCIPAL);
        String stranger = CertificateFiles.certificate(RENEWED);
        String bags = "Bag Attributes\n    friendlyName: key\n";
        return Stream.of(
                Arguments.of("PEM", BOTH, "", ""),
                Arguments.of("PEM, certificate first", certificate + CertificateFiles.key(PRINCIPAL), "", ""),
                Arguments.of("PEM of older tools", CertificateFiles.keyInPkcs1(PRINCIPAL) + certificate, "", ""),
                Arguments.of("PEM with a chain", CertificateFiles.key(PRINCIPAL) + stranger + certificate, "", ""),
                Arguments.of("PEM from a PFX", bags + CertificateFiles.key(PRINCIPAL) + bags + certificate, "", ""),
                Arguments.of("PEM and its thumbprint", BOTH, "", SHA1.toLowerCase(Locale.ROOT)),
                Arguments.of("key alone", CertificateFiles.key(PRINCIPAL), "", SHA1),
                Arguments.of("key alone of older tools", CertificateFiles.keyInPkcs1(PRINCIPAL), "", SHA1),
                Arguments.of(
                        "key alone, thumbprint with colons",
                        CertificateFiles.key(PRINCIPAL),
                        "",
                        SHA1.replaceAll("(..)(?=.)", "$1:")),
                Arguments.of(
                        "key alone, longer thumbprint",
                        CertificateFiles.key(PRINCIPAL),
                        "",
                        CertificateFiles.thumbprint(PRINCIPAL, "SHA-256")),
                Arguments.of("PFX", base64(CertificateFiles.pfx(PRINCIPAL, "pfx-password")), "pfx-password", ""),
                Arguments.of("PFX of a key vault", base64(CertificateFiles.pfx(PRINCIPAL, "")), "", ""));
    }

    private static String base64(byte[] content) {
        return Base64.getEncoder().encodeToString(content);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void entra_accepts_what_is_signed_with(String form, String content, String password, String thumbprint) {
        WorkspaceToken token = token(
                Secret.of(content), password.isEmpty() ? null : password, thumbprint.isEmpty() ? null : thumbprint);

        assertThat(token.get()).as(form).isNotEmpty();

        assertThat(entra.requests()).containsExactly(FakeEntra.tokenRequest());
    }

    @Test
    void files_are_read_as_they_are(@TempDir Path folder) throws IOException {
        Path pem = Files.writeString(folder.resolve("principal.pem"), BOTH);
        Path pfx = Files.write(folder.resolve("principal.pfx"), CertificateFiles.pfx(PRINCIPAL, "pw"));

        assertThat(token(Secret.file(pem), null, null).get()).isNotEmpty();
        assertThat(token(Secret.file(pfx), "pw", null).get()).isNotEmpty();
    }

    @Test
    void a_file_that_was_replaced_takes_effect_with_the_next_token(@TempDir Path folder) throws IOException {
        Path pem = Files.writeString(folder.resolve("principal.pem"), BOTH);
        WorkspaceToken token = token(Secret.file(pem), null, null);
        String first = token.get();
        Files.writeString(pem, CertificateFiles.key(RENEWED) + CertificateFiles.certificate(RENEWED));
        entra.acceptCertificates(RENEWED);

        token.refused(first);

        assertThat(token.get()).isNotEqualTo(first);
    }

    @Test
    void a_certificate_that_entra_refuses_is_read_again() {
        entra.acceptCertificates(RENEWED);
        Secret rotated = new RotatedSecret(BOTH, CertificateFiles.key(RENEWED) + CertificateFiles.certificate(RENEWED));

        assertThat(token(rotated, null, null).get()).isNotEmpty();

        assertThat(entra.requests()).hasSize(2);
    }

    @Test
    void a_certificate_that_is_not_registered_is_reported_without_its_key() {
        entra.acceptCertificates(RENEWED);

        assertThatThrownBy(() -> token(Secret.of(BOTH), null, null).get())
                .isInstanceOf(CredentialException.class)
                .hasMessageContaining("AADSTS700027: the certificate is not registered for it")
                .satisfies(e -> assertThat(Throwables.getStackTrace(e))
                        .doesNotContain("eyJ")
                        .doesNotContain(BOTH.substring(30, 90)));
        assertThatThrownBy(() -> token(Secret.of(CertificateFiles.key(PRINCIPAL)), null, SHA1)
                        .get())
                .hasMessageContaining("AADSTS700027")
                .satisfies(e -> assertThat(Throwables.getStackTrace(e)).doesNotContain("eyJ"));
    }

    @Test
    void says_when_it_expires() {
        assertThat(ClientCertificate.of(BOTH, "", null).validUntil().orElseThrow())
                .isAfter(Instant.now());
        KeyPairs.KeyPair expired = KeyPairs.expired();
        assertThat(ClientCertificate.of(CertificateFiles.key(expired) + CertificateFiles.certificate(expired), "", null)
                        .validUntil()
                        .orElseThrow())
                .isBefore(Instant.now());
        assertThat(ClientCertificate.of(CertificateFiles.key(PRINCIPAL), "", SHA1)
                        .validUntil())
                .isEmpty();
    }

    private static Stream<Arguments> faults() {
        String key = CertificateFiles.key(PRINCIPAL);
        String certificate = CertificateFiles.certificate(PRINCIPAL);
        String pfx = base64(CertificateFiles.pfx(PRINCIPAL, "pfx-password"));
        return Stream.of(
                Arguments.of(key, "", "", "has a private key and no certificate; add the certificate to it, or set"),
                Arguments.of(key, "", "12AB", "CERT_THUMBPRINT is not a thumbprint; it should be the 40 hexadecimal"),
                Arguments.of(certificate, "", "", "has no private key"),
                Arguments.of(key + CertificateFiles.certificate(RENEWED), "", "", "does not belong to its private key"),
                Arguments.of(
                        BOTH,
                        "",
                        CertificateFiles.thumbprint(RENEWED, "SHA-1"),
                        "holds another certificate than CERT_THUMBPRINT names"),
                Arguments.of(
                        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIB\n-----END ENCRYPTED PRIVATE KEY-----\n",
                        "",
                        "",
                        "has an encrypted private key"),
                Arguments.of(
                        "-----BEGIN EC PRIVATE KEY-----\nMIIB\n-----END EC PRIVATE KEY-----\n",
                        "",
                        "",
                        "has a private key that is not RSA"),
                Arguments.of("-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n", "", "", "or is damaged"),
                Arguments.of(
                        key + "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",
                        "",
                        "",
                        "has a damaged certificate"),
                Arguments.of(pfx, "", "", "PRIVATE_KEY_PASSWORD is missing or not its password"),
                Arguments.of(pfx, "wrong", "", "PRIVATE_KEY_PASSWORD is missing or not its password"),
                Arguments.of("path/to/key.pem", "", "", "is neither PEM nor PFX"),
                Arguments.of("!", "", "", "is neither PEM nor PFX"),
                Arguments.of("", "", "", "is neither PEM nor PFX"));
    }

    @ParameterizedTest(name = "{3}")
    @MethodSource("faults")
    void what_is_wrong_is_reported_without_the_content(
            String content, String password, String thumbprint, String complaint) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClientCertificate.of(content, password, thumbprint.isEmpty() ? null : thumbprint))
                .withMessageContaining(complaint)
                .satisfies(e -> assertThat(Throwables.getStackTrace(e)).doesNotContain("MII"));
    }
}
