package io.github.dbdsc.local;

import io.github.dbdsc.settings.ParamsDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/** The original program's {@code params.json}: settings in lower case. */
final class ParamsFile {

    private ParamsFile() {}

    /**
     * The settings in the file, by their names in upper case.
     *
     * @throws UsageException when the file is not there or is not an object of plain values; its content is not quoted,
     *     since it holds secrets
     */
    static Map<String, String> read(Path file) {
        try {
            return ParamsDocument.parse(Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new UsageException("there is no file " + file + "; name one with --params");
        } catch (IllegalArgumentException e) {
            throw new UsageException(file + " " + e.getMessage());
        } catch (IOException e) {
            throw new UsageException(
                    file + " can't be read: " + FileFault.of(e) + "; check that it is a text file you may read");
        }
    }
}
