package io.github.dbdsc.settings;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateKey;
import java.util.Base64;
import java.util.Collections;

/** The contents of a PFX (PKCS#12) file: a private key and its certificate. */
record PfxFile(RSAPrivateKey key, X509Certificate certificate) {

    /**
     * Reads a file.
     *
     * @param base64 its bytes
     * @param password empty when it has none, like certificates that Key Vault hands out
     * @throws IllegalArgumentException saying what is wrong with the file, without quoting it
     */
    static PfxFile parse(String base64, String password) {
        byte[] content;
        try {
            content = Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw neither();
        }
        if (content.length == 0 || content[0] != 0x30) {
            throw neither();
        }
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(content), password.toCharArray());
            for (String alias : Collections.list(store.aliases())) {
                Key key = store.getKey(alias, password.toCharArray());
                if (key instanceof RSAPrivateKey rsa
                        && store.getCertificate(alias) instanceof X509Certificate certificate) {
                    return new PfxFile(rsa, certificate);
                }
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException("is a PFX file that can't be opened: PRIVATE_KEY_PASSWORD is missing or"
                    + " not its password, or the file is damaged");
        }
        throw new IllegalArgumentException("is a PFX file without an RSA private key that has a certificate");
    }

    private static IllegalArgumentException neither() {
        return new IllegalArgumentException(
                "is neither PEM nor PFX; it should hold the service principal's private key and certificate");
    }
}
