package io.github.dbdsc.settings;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The private key of a service principal, with its certificate or at least the thumbprint of that. */
public final class ClientCertificate {

    private static final int SHA1_HEX = 40;

    private final RSAPrivateKey key;
    private final @Nullable X509Certificate certificate;
    private final String thumbprint;

    private ClientCertificate(RSAPrivateKey key, @Nullable X509Certificate certificate, String thumbprint) {
        this.key = key;
        this.certificate = certificate;
        this.thumbprint = thumbprint;
    }

    /**
     * Reads a private key with its certificate, or a private key alone whose certificate the thumbprint names.
     *
     * @param content PEM, or PFX in Base64
     * @param password of the PFX; empty when it has none
     * @param thumbprint setting {@code CERT_THUMBPRINT}, in hexadecimal digits; null when it is not set
     * @throws IllegalArgumentException saying what is wrong, without quoting the content
     */
    public static ClientCertificate of(String content, String password, @Nullable String thumbprint) {
        ClientCertificate read = PemFile.isPem(content) ? ofPem(content, thumbprint) : ofPfx(content, password);
        if (read.certificate != null && thumbprint != null) {
            String named = thumbprint(thumbprint);
            if (!named.equals(digest(named.length() == SHA1_HEX ? "SHA-1" : "SHA-256", read.certificate))) {
                throw new IllegalArgumentException(
                        "holds another certificate than CERT_THUMBPRINT names; correct or" + " remove CERT_THUMBPRINT");
            }
        }
        return read;
    }

    private static ClientCertificate ofPfx(String content, String password) {
        PfxFile pfx = PfxFile.parse(content, password);
        return new ClientCertificate(pfx.key(), pfx.certificate(), digest("SHA-1", pfx.certificate()));
    }

    private static ClientCertificate ofPem(String content, @Nullable String thumbprint) {
        PemFile pem = PemFile.parse(content);
        RSAPrivateKey key = pem.key()
                .orElseThrow(() -> new IllegalArgumentException(
                        "has no private key; it should hold a block -----BEGIN PRIVATE KEY-----"));
        Optional<X509Certificate> certificate = pem.certificates().stream()
                .filter(candidate -> belongs(candidate, key))
                .findFirst();
        if (certificate.isPresent()) {
            return new ClientCertificate(key, certificate.get(), digest("SHA-1", certificate.get()));
        }
        if (!pem.certificates().isEmpty()) {
            throw new IllegalArgumentException("has a certificate that does not belong to its private key");
        }
        if (thumbprint == null) {
            throw new IllegalArgumentException("has a private key and no certificate; add the certificate to it, or set"
                    + " CERT_THUMBPRINT to the certificate's thumbprint");
        }
        return new ClientCertificate(key, null, thumbprint(thumbprint));
    }

    /**
     * Returns a thumbprint as hexadecimal digits in lower case, without what people write between them.
     *
     * @throws IllegalArgumentException when it is neither a SHA-1 nor a SHA-256 thumbprint
     */
    static String thumbprint(String text) {
        String digits = text.replaceAll("[:\\s-]", "");
        if (!digits.matches("\\p{XDigit}{40}|\\p{XDigit}{64}")) {
            throw new IllegalArgumentException("CERT_THUMBPRINT is not a thumbprint; it should be the 40 hexadecimal"
                    + " digits that Entra shows for the certificate");
        }
        return digits.toLowerCase(Locale.ROOT);
    }

    private static boolean belongs(X509Certificate certificate, RSAPrivateKey key) {
        BigInteger modulus =
                certificate.getPublicKey() instanceof RSAPublicKey rsa ? rsa.getModulus() : BigInteger.ZERO;
        return modulus.equals(key.getModulus());
    }

    private static String digest(String algorithm, X509Certificate certificate) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(certificate.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("has a certificate that has no " + algorithm + " thumbprint", e);
        }
    }

    /** Returns the private key. */
    public RSAPrivateKey key() {
        return key;
    }

    /** Returns the certificate's thumbprint in lower-case hexadecimal digits: SHA-1, or SHA-256 where that was given. */
    public String thumbprint() {
        return thumbprint;
    }

    /** Returns when the certificate expires, if there is more of it than its thumbprint. */
    public Optional<Instant> validUntil() {
        return Optional.ofNullable(certificate).map(known -> known.getNotAfter().toInstant());
    }

    /** Returns private key and certificate in the one form of PEM that Azure Identity reads; empty without a certificate. */
    public Optional<String> pem() {
        return Optional.ofNullable(certificate).map(known -> {
            try {
                return block("PRIVATE KEY", key.getEncoded()) + block("CERTIFICATE", known.getEncoded());
            } catch (GeneralSecurityException e) {
                throw new IllegalArgumentException("has a certificate that can't be written", e);
            }
        });
    }

    private static String block(String label, byte[] content) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + "\n-----END " + label
                + "-----\n";
    }
}
