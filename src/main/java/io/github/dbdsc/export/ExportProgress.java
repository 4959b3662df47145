package io.github.dbdsc.export;

/** Is told how far an export is. */
@FunctionalInterface
public interface ExportProgress {

    /**
     * Is told how much of something is done.
     *
     * @param what is done: {@code reading jobs}
     * @param total 0 where it is not known
     */
    void at(String what, int done, int total);
}
