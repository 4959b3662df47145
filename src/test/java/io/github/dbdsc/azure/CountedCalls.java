package io.github.dbdsc.azure;

import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelineSyncPolicy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts downloads, and how many of them are under way at once. */
final class CountedCalls extends HttpPipelineSyncPolicy {

    private static final long LONGEST_WAIT_SECONDS = 20;

    private final CountDownLatch companions;
    private final AtomicInteger downloads = new AtomicInteger();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();

    /** @param companions the first downloads wait until so many are under way */
    CountedCalls(int companions) {
        this.companions = new CountDownLatch(companions);
    }

    /** Returns the number of downloads since the last call. */
    int takeDownloads() {
        return downloads.getAndSet(0);
    }

    int mostAtOnce() {
        return mostAtOnce.get();
    }

    @Override
    protected void beforeSendingRequest(HttpPipelineCallContext context) {
        if (ObservedCalls.isDownload(context.getHttpRequest())) {
            downloads.incrementAndGet();
            mostAtOnce.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            awaitCompanions();
        }
    }

    @Override
    protected HttpResponse afterReceivedResponse(HttpPipelineCallContext context, HttpResponse response) {
        if (ObservedCalls.isDownload(context.getHttpRequest())) {
            underWay.decrementAndGet();
        }
        return response;
    }

    private void awaitCompanions() {
        companions.countDown();
        try {
            boolean all = companions.await(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
            if (!all) {
                throw new IllegalStateException("too few downloads are made at once: " + mostAtOnce);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
