package io.github.dbdsc.function;

import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import io.github.dbdsc.sync.RunLookup;

/** What is said of a run that waits or works: 202, how far it has come, and when to ask again. */
final class PendingAnswer {

    private static final String SECONDS_TO_WAIT = "2";

    private PendingAnswer() {}

    static HttpResponseMessage.Builder to(HttpRequestMessage<?> request, RunLookup.Found found) {
        return HttpAnswer.json(request, HttpStatus.ACCEPTED, found.document()).header("Retry-After", SECONDS_TO_WAIT);
    }
}
