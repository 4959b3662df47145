package io.github.dbdsc.function;

import com.microsoft.azure.functions.HttpRequestMessage;
import io.github.dbdsc.model.Hold;
import io.github.dbdsc.model.VisibleText;
import java.util.Optional;

/**
 * Who calls, as far as the host says so.
 *
 * @param isTrusted whether the host says it; a header that anybody may set says nothing
 */
record CallerName(boolean isTrusted) {
    /** Set by App Service authentication, which takes it from every request first: nobody else can set it there. */
    private static final String HEADER = "X-MS-CLIENT-PRINCIPAL-NAME";

    /** Returns the caller's name; empty where the host does not say. */
    Optional<String> of(HttpRequestMessage<?> request) {
        return isTrusted
                ? HttpAnswer.header(request, HEADER)
                        .map(VisibleText::of)
                        .map(name -> name.substring(0, Math.min(name.length(), Hold.LONGEST_NAME)))
                : Optional.empty();
    }
}
