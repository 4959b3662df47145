package io.github.dbdsc.azure;

import com.azure.core.util.Context;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.options.BlobRenewLeaseOptions;
import com.azure.storage.blob.specialized.BlobLeaseClient;
import io.github.dbdsc.model.DaemonThread;
import io.github.dbdsc.reconcile.RunLock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A lease on a blob, renewed by a thread of its own. Its time is counted from before the service was asked, so that it
 * never seems to last longer than the service grants.
 */
final class BlobLease implements RunLock.Lease {

    /** Lease Blob (REST API): a lease that ends lasts 15 to 60 seconds. */
    static final Duration LASTS = Duration.ofSeconds(60);

    /** A renewal that takes longer is given up, so that the next one is still in time. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final BlobLeaseClient client;
    private final ElapsedTime time;
    private final ScheduledExecutorService renewals;
    private final @Nullable Instant since;
    private final ElapsedTime.Moment acquired;
    private volatile ElapsedTime.Moment asked;
    private volatile boolean lost;

    private BlobLease(BlobLeaseClient client, ElapsedTime time, ElapsedTime.Moment asked, @Nullable Instant since) {
        this.since = since;
        this.client = client;
        this.time = time;
        this.acquired = asked;
        this.asked = asked;
        this.renewals = Executors.newSingleThreadScheduledExecutor(task -> DaemonThread.of("lease-renewal", task));
    }

    /**
     * Keeps a lease that was just acquired, by renewing it.
     *
     * @param asked when the service was asked for the lease, by our clocks
     * @param since when it gave the lease, by its own; null when it did not say
     */
    static BlobLease renewedEvery(
            Duration interval,
            BlobLeaseClient client,
            ElapsedTime time,
            ElapsedTime.Moment asked,
            @Nullable Instant since) {
        BlobLease lease = new BlobLease(client, time, asked, since);
        ScheduledFuture<?> unused = lease.renewals.scheduleAtFixedRate(
                lease::renew, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
        return lease;
    }

    @Override
    public boolean held() {
        if (time.since(asked).compareTo(LASTS) >= 0) {
            lost = true;
        }
        return !lost;
    }

    @Override
    public Optional<Instant> since() {
        return Optional.ofNullable(since);
    }

    @Override
    public void close() {
        lost = true;
        renewals.shutdown();
        try {
            client.releaseLease();
        } catch (RuntimeException e) {
            // the lease was lost already, or the service can't be reached: it ends by itself
        }
    }

    /**
     * Asks for another minute, unless the lease was held for so long that its run must be stuck: then others take over
     * once it has ended. An answer that the lease is gone is final; after any other failure it lasts
     * as long as it did.
     */
    void renew() {
        if (!held() || time.since(acquired).compareTo(RunLock.LONGEST) >= 0) {
            renewals.shutdown();
            return;
        }
        ElapsedTime.Moment renewed = time.now();
        try {
            client.renewLeaseWithResponse(new BlobRenewLeaseOptions(), PATIENCE, Context.NONE);
            asked = renewed;
        } catch (BlobStorageException e) {
            lost = lost || isGone(e);
        } catch (RuntimeException e) {
            // not reached: the next renewal may succeed before the lease ends
        }
    }

    /** Lease Blob (REST API): 409 when the lease is broken, released or somebody else's; 404 when the blob is gone. */
    private static boolean isGone(BlobStorageException e) {
        return switch (e.getStatusCode()) {
            case 404, 409, 412 -> true;
            default -> false;
        };
    }
}
