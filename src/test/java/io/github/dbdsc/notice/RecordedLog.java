package io.github.dbdsc.notice;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** A log that tests can read. */
final class RecordedLog {

    private final List<String> lines = new ArrayList<>();
    private final Logger logger = Logger.getAnonymousLogger();

    RecordedLog() {
        logger.setUseParentHandlers(false);
        logger.addHandler(new Handler() {
            @Override
            public void publish(LogRecord message) {
                lines.add(message.getLevel() + " " + message.getMessage() + " " + message.getThrown());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        });
    }

    Logger logger() {
        return logger;
    }

    /** Returns level, message and exception of each record. */
    List<String> lines() {
        return lines;
    }
}
