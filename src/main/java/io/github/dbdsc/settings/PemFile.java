package io.github.dbdsc.settings;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The contents of a PEM text.
 *
 * @param key the first private key, in PKCS#8 or PKCS#1
 * @param certificates in their order
 */
record PemFile(Optional<RSAPrivateKey> key, List<X509Certificate> certificates) {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");

    /** What comes before a PKCS#1 key in PKCS#8: version 0 (RFC 5208) and rsaEncryption (RFC 8017). */
    private static final byte[] RSA_PREFIX = {
        0x02,
        0x01,
        0x00,
        0x30,
        0x0d,
        0x06,
        0x09,
        0x2a,
        (byte) 0x86,
        0x48,
        (byte) 0x86,
        (byte) 0xf7,
        0x0d,
        0x01,
        0x01,
        0x01,
        0x05,
        0x00
    };

    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 0x04;

    PemFile {
        certificates = List.copyOf(certificates);
    }

    static boolean isPem(String text) {
        return text.contains("-----BEGIN ");
    }

    /** @throws IllegalArgumentException saying what is wrong with the text, without quoting it */
    static PemFile parse(String text) {
        Optional<RSAPrivateKey> key = Optional.empty();
        List<X509Certificate> certificates = new ArrayList<>();
        Matcher blocks = BLOCK.matcher(text);
        for (MatchResult block : blocks.results().toList()) {
            byte[] content = content(block.group(2));
            switch (block.group(1)) {
                case "PRIVATE KEY" -> key = key.or(() -> Optional.of(rsa(content)));
                case "RSA PRIVATE KEY" -> key = key.or(() -> Optional.of(rsa(wrapped(content))));
                case "CERTIFICATE" -> certificates.add(certificate(content));
                case "ENCRYPTED PRIVATE KEY" ->
                    throw new IllegalArgumentException("has an encrypted private key; write it without encryption"
                            + " with: openssl pkey -in <file> -out <new file>");
                case "EC PRIVATE KEY" -> throw notRsa();
                default -> {}
            }
        }
        return new PemFile(key, certificates);
    }

    private static byte[] content(String base64) {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("is damaged: a block between BEGIN and END is not Base64");
        }
    }

    private static RSAPrivateKey rsa(byte[] pkcs8) {
        try {
            return (RSAPrivateKey) KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException e) {
            throw notRsa();
        }
    }

    private static IllegalArgumentException notRsa() {
        return new IllegalArgumentException("has a private key that is not RSA, or is damaged; Entra takes RSA keys");
    }

    private static X509Certificate certificate(byte[] content) {
        try {
            Certificate certificate =
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(content));
            return (X509Certificate) certificate;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("has a damaged certificate");
        }
    }

    /** Wraps a PKCS#1 key as PKCS#8, the only form of private keys that Java reads. */
    private static byte[] wrapped(byte[] pkcs1) {
        ByteArrayOutputStream inside = new ByteArrayOutputStream();
        inside.writeBytes(RSA_PREFIX);
        inside.writeBytes(element(OCTET_STRING, pkcs1));
        return element(SEQUENCE, inside.toByteArray());
    }

    /** Encodes a DER element: tag, length, content. A length above 127 is preceded by the number of its bytes. */
    private static byte[] element(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length < 0x80) {
            out.write(content.length);
        } else {
            out.write(0x82);
            out.write(content.length >> 8);
            out.write(content.length);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }
}
