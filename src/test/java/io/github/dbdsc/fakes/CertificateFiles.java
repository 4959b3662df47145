package io.github.dbdsc.fakes;

import io.github.dbdsc.fakes.KeyPairs.KeyPair;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** Writes a key pair in the forms in which people keep them. */
public final class CertificateFiles {

    /** RFC 5208: the bytes that precede the PKCS#1 form of a 2048-bit key in its PKCS#8 form. */
    private static final int PKCS8_HEADER = 26;

    private CertificateFiles() {}

    public static String certificate(KeyPair pair) {
        try {
            return block("CERTIFICATE", pair.certificate().getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes the key as newer tools do. */
    public static String key(KeyPair pair) {
        return block("PRIVATE KEY", pair.key().getEncoded());
    }

    /** Writes the key as older tools do. */
    public static String keyInPkcs1(KeyPair pair) {
        byte[] pkcs8 = pair.key().getEncoded();
        return block("RSA PRIVATE KEY", Arrays.copyOfRange(pkcs8, PKCS8_HEADER, pkcs8.length));
    }

    /** Writes a PFX with a password, which may be empty. */
    public static byte[] pfx(KeyPair pair, String password) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("key", pair.key(), password.toCharArray(), new Certificate[] {pair.certificate()});
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            store.store(out, password.toCharArray());
            return out.toByteArray();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the thumbprint in upper-case hexadecimal digits, as Entra shows it. */
    public static String thumbprint(KeyPair pair, String algorithm) {
        return HexFormat.of().withUpperCase().formatHex(digest(pair, algorithm));
    }

    static byte[] digest(KeyPair pair, String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm)
                    .digest(pair.certificate().getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String block(String label, byte[] content) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + "\n-----END " + label
                + "-----\n";
    }
}
