package io.github.dbdsc.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** A value that nobody may see. It is read when it is needed, and not printed. */
@FunctionalInterface
public interface Secret {

    /**
     * Returns the value as it is known now.
     *
     * @throws io.github.dbdsc.model.ExternalServiceException when it can't be read where it is kept
     */
    String value();

    /**
     * Returns the value to try after this one was refused: read again if that can help, or else the same.
     *
     * @throws io.github.dbdsc.model.ExternalServiceException when it can't be read where it is kept
     */
    default String after(String refused) {
        return value();
    }

    /** Returns a secret that never changes. */
    static Secret of(String value) {
        return () -> value;
    }

    /** Returns a file's text, or its bytes in Base64 if it is not PEM. Read each time, so that a new file takes effect. */
    static Secret file(Path file) {
        return () -> {
            try {
                byte[] content = Files.readAllBytes(file);
                String text = new String(content, StandardCharsets.ISO_8859_1);
                return PemFile.isPem(text) ? text : Base64.getEncoder().encodeToString(content);
            } catch (IOException e) {
                throw new CredentialException("file " + file + " can't be read ("
                        + e.getClass().getSimpleName().replace("Exception", "")
                        + "); check that it is there and that this program may read it");
            }
        };
    }
}
