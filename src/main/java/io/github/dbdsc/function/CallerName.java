package io.github.dbdsc.function;

import com.microsoft.azure.functions.HttpRequestMessage;
import io.github.dbdsc.model.Caller;
import java.util.Optional;

/**
 * Who calls with a function key, as far as the host says so. It tells no Java worker which key it was.
 *
 * @param isTrusted whether the host says who calls; a header that anybody may set says nothing
 */
record CallerName(boolean isTrusted) {

    /** Set by App Service authentication, which takes them from every request first: nobody else can set them there. */
    private static final String NAME = "X-MS-CLIENT-PRINCIPAL-NAME";

    private static final String ID = "X-MS-CLIENT-PRINCIPAL-ID";

    /** Returns the caller: the one that App Service authentication names, else somebody with a key. */
    Caller of(HttpRequestMessage<?> request) {
        String name = isTrusted ? HttpAnswer.header(request, NAME).orElse("") : "";
        String id = isTrusted ? HttpAnswer.header(request, ID).orElse("") : "";
        Caller caller = new Caller(Caller.Kind.PERSON, name, id);
        return caller.known().isPresent() ? caller : Caller.KEY;
    }

    /** Does the same as a caller who need not be there. */
    Optional<Caller> asked(HttpRequestMessage<?> request) {
        return Optional.of(of(request));
    }
}
