package io.github.dbdsc.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

/** What people get to read, whatever went wrong. */
public final class ForUsers {

    /** Planted where input holds secrets. A part of it is told from chance, wherever it was cut. */
    public static final String SECRET = "hushHushhushHushhushHushhushHush";

    private static final String PART_OF_SECRET = "hushHush";

    private ForUsers() {}

    /** That a text says something, is no stack trace, names no class of the program, and gives no secret away. */
    public static void assertFit(String text) {
        assertThat(text)
                .isNotBlank()
                .doesNotContain("Exception")
                .doesNotContain("Feature")
                .doesNotContain("Constraints")
                .doesNotContain("io.github.dbdsc")
                .doesNotContain("com.fasterxml")
                .doesNotContain("\tat ");
        assertKeepsSecret(text);
    }

    /** The same of what an exception says. */
    public static void assertFit(Throwable failure) {
        assertFit(String.valueOf(failure.getMessage()));
    }

    /** That a text gives no secret away. */
    public static void assertKeepsSecret(String text) {
        assertThat(text).doesNotContain(PART_OF_SECRET);
    }
}
