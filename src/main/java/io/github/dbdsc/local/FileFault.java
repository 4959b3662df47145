package io.github.dbdsc.local;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Says why a file could not be read or written: most of Java's exceptions hold only the file's name. */
final class FileFault {

    private FileFault() {}

    /** The end of a sentence that names the file. */
    static String of(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "whoever runs this has no access to it";
        }
        if (e instanceof NoSuchFileException) {
            return "it is not there";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "a file of that name is in the way";
        }
        if (e instanceof NotDirectoryException) {
            return "it is not a folder";
        }
        if (e instanceof FileSystemLoopException) {
            return "it is a link to a folder that it is in";
        }
        if (e instanceof CharacterCodingException) {
            return "it is not a text in UTF-8";
        }
        if (e instanceof FileSystemException fault && fault.getReason() != null) {
            return "the system says: " + fault.getReason();
        }
        return e.getMessage() == null || e instanceof FileSystemException
                ? "the disk or the network it is on does not answer as it should"
                : e.getMessage();
    }
}
