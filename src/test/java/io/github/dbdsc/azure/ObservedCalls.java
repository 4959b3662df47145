package io.github.dbdsc.azure;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.policy.HttpPipelineSyncPolicy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Sees every request before it is sent, one at a time. */
final class ObservedCalls extends HttpPipelineSyncPolicy {

    private final List<HttpRequest> seen = new CopyOnWriteArrayList<>();
    private final Consumer<HttpRequest> beforeEach;

    /** @param beforeEach runs before a request is sent; what it throws fails the request */
    ObservedCalls(Consumer<HttpRequest> beforeEach) {
        this.beforeEach = beforeEach;
    }

    @Override
    protected synchronized void beforeSendingRequest(HttpPipelineCallContext context) {
        seen.add(context.getHttpRequest());
        beforeEach.accept(context.getHttpRequest());
    }

    long downloads() {
        return seen.stream().filter(ObservedCalls::isDownload).count();
    }

    long listings() {
        return seen.stream().filter(ObservedCalls::isListing).count();
    }

    long all() {
        return seen.size();
    }

    static boolean isListing(HttpRequest request) {
        return request.getHttpMethod() == HttpMethod.GET
                && request.getUrl().getQuery() != null
                && request.getUrl().getQuery().contains("comp=list");
    }

    static boolean isDownload(HttpRequest request) {
        return request.getHttpMethod() == HttpMethod.GET && !isListing(request);
    }

    static boolean isRenewal(HttpRequest request) {
        return "renew".equals(request.getHeaders().getValue(HttpHeaderName.fromString("x-ms-lease-action")));
    }
}
