package io.github.dbdsc.notice;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** A log that can be looked at. */
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

    /** Level, message and exception of each. */
    List<String> lines() {
        return lines;
    }
}
