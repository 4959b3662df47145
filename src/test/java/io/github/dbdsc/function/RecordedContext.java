package io.github.dbdsc.function;

import com.microsoft.azure.functions.ExecutionContext;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** An invocation whose log tests can read. */
final class RecordedContext implements ExecutionContext {

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Logger logger = Logger.getAnonymousLogger();

    RecordedContext() {
        logger.setUseParentHandlers(false);
        logger.addHandler(new Handler() {
            @Override
            public void publish(LogRecord message) {
                lines.add(message.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        });
    }

    List<String> lines() {
        return lines;
    }

    /** Waits for that many lines, from an invocation on another thread. */
    List<String> awaitLines(int count) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (lines.size() < count && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        return lines;
    }

    @Override
    public Logger getLogger() {
        return logger;
    }

    @Override
    public String getInvocationId() {
        return "invocation-1";
    }

    @Override
    public String getFunctionName() {
        return "function";
    }
}
