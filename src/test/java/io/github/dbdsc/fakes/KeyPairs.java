package io.github.dbdsc.fakes;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateKey;
import java.util.ArrayList;
import java.util.List;

/** Key pairs with self-signed certificates, created for each run of the tests with the JDK's keytool. */
public final class KeyPairs {

    /** Opens nothing but throw-away key stores. */
    public static final String PASSWORD = "throw-away";

    private static final Path FOLDER = temporaryFolder();

    /**
     * The loopback servers' key pair, for every name that tests call them by. Clients under test trust nothing else.
     */
    public static final KeyPair SERVER = make(
            "server",
            "-ext",
            "san=dns:localhost,ip:127.0.0.1,dns:login.microsoftonline.com,dns:kv-test.vault.azure.net,"
                    + "dns:testaccount.blob.core.windows.net",
            "-ext",
            "bc=ca:true");

    /** A service principal's key pair. */
    public static final KeyPair PRINCIPAL = make("principal");

    /** The service principal's key pair after its certificate was replaced. */
    public static final KeyPair RENEWED = make("renewed");

    private KeyPairs() {}

    /** Returns a key store with one entry. */
    public record KeyPair(Path store, RSAPrivateKey key, X509Certificate certificate) {}

    /** Makes a key pair whose certificate has expired. */
    public static KeyPair expired() {
        return make("expired-" + System.nanoTime(), "-startdate", "-20d", "-validity", "10");
    }

    private static KeyPair make(String name, String... more) {
        Path store = FOLDER.resolve(name + ".p12");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "key",
                "-keyalg",
                "RSA",
                "-keysize",
                "2048",
                "-dname",
                "CN=" + name,
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                store.toString()));
        command.addAll(List.of(more));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("keytool failed: " + output);
            }
            return read(store);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while keys were made", e);
        }
    }

    private static KeyPair read(Path file) {
        try (InputStream content = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(content, PASSWORD.toCharArray());
            return new KeyPair(file, (RSAPrivateKey) store.getKey("key", PASSWORD.toCharArray()), (X509Certificate)
                    store.getCertificate("key"));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("a new key store can't be read", e);
        }
    }

    private static Path temporaryFolder() {
        try {
            Path folder = Files.createTempDirectory("db-dsc-jobs-keys");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder), "keys-end"));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
