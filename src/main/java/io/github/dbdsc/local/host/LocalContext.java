package io.github.dbdsc.local.host;

import com.microsoft.azure.functions.ExecutionContext;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** The context of an invocation. Each message that it logs is a line in the host's log. */
final class LocalContext implements ExecutionContext {

    private final String functionName;
    private final String invocationId = UUID.randomUUID().toString();
    private final Logger logger = Logger.getAnonymousLogger();

    LocalContext(String functionName, Consumer<String> log) {
        this.functionName = functionName;
        logger.setUseParentHandlers(false);
        logger.addHandler(new Handler() {
            @Override
            public void publish(LogRecord message) {
                log.accept("[" + functionName + "] " + message.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        });
    }

    @Override
    public Logger getLogger() {
        return logger;
    }

    @Override
    public String getInvocationId() {
        return invocationId;
    }

    @Override
    public String getFunctionName() {
        return functionName;
    }
}
