package io.github.dbdsc.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.logging.ClientLogger;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the Azure libraries complain about is in the log of the function, and no secret with it. */
class LibraryLogTest {

    private final RecordedContext context = new RecordedContext();

    @AfterEach
    void drop() {
        LibraryLog.close();
    }

    private static void complain() {
        ClientLogger library = new ClientLogger("com.azure.identity.ManagedIdentityCredential");
        library.info("asked for a token");
        library.warning("no token for {}", "client 7");
        library.error("gave up");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"off     | 0", "error   | 1", "Warning | 2", "info    | 3", "loud    | 2"})
    void lines_of_the_level_and_above_reach_the_invocation(String level, int lines) {
        LibraryLog.open(level);
        LibraryLog.follow(context.getLogger());

        complain();

        assertThat(context.lines()).hasSize(lines);
    }

    @Test
    void a_line_names_its_class_and_what_it_says() {
        LibraryLog.open("warning");
        LibraryLog.follow(context.getLogger());

        complain();

        assertThat(context.lines()).contains("ManagedIdentityCredential: no token for client 7");
    }

    @Test
    void they_follow_the_invocation_that_began_last() {
        LibraryLog.open("warning");
        LibraryLog.follow(new RecordedContext().getLogger());
        LibraryLog.follow(context.getLogger());

        complain();

        assertThat(context.lines()).hasSize(2);
    }

    @Test
    void the_command_line_drops_them() {
        LibraryLog.follow(context.getLogger());
        LibraryLog.close();

        complain();

        assertThat(context.lines()).isEmpty();
        assertThat(Logger.getLogger("com.azure").getUseParentHandlers()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET https://a.blob.core.windows.net/x?sv=1&sig=hunter2%3D&se=2 | sv=1&sig=***&se=2",
                "DefaultEndpointsProtocol=https;AccountKey=hunter2==;EndpointSuffix=x | AccountKey=***;EndpointSuffix=x",
                "Authorization: Bearer hunter2 failed | Bearer *** failed",
                "client_id=1&client_secret=hunter2&scope=x | client_secret=***&scope=x",
                "{\"client_assertion\": \"hunter2\", \"a\": 1} | client_assertion\": \"***\"",
                "was eyJhbGciOi.eyJodW50ZXIy.hunter2 at last | was *** at last",
                "GET https://app/api/plan?code=hunter2 failed | code=*** failed"
            })
    void secrets_are_left_out(String line, String left) {
        LogRecord told = new LogRecord(Level.WARNING, line);
        told.setLoggerName("com.azure.Library");
        told.setThrown(new IllegalStateException("sig=hunter2"));

        assertThat(LibraryLog.fit(told)).contains(left).doesNotContain("hunter2");
    }

    @Test
    void what_an_answer_was_is_no_secret() {
        LogRecord told = new LogRecord(Level.WARNING, "status code: 403, error code: AuthorizationFailure");
        told.setLoggerName("com.azure.Library");

        assertThat(LibraryLog.fit(told)).endsWith("status code: 403, error code: AuthorizationFailure");
    }
}
