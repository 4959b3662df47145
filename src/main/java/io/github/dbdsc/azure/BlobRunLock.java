package io.github.dbdsc.azure;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.rest.Response;
import com.azure.core.util.Context;
import com.azure.core.util.DateTimeRfc1123;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.options.BlobAcquireLeaseOptions;
import com.azure.storage.blob.specialized.BlobLeaseClient;
import com.azure.storage.blob.specialized.BlobLeaseClientBuilder;
import io.github.dbdsc.reconcile.RunLock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The lock as a lease on a blob of the state container. It ends a minute after its holder dies. */
public final class BlobRunLock implements RunLock {

    /** Often enough that two renewals may fail before the lease runs out. */
    private static final Duration RENEWAL = Duration.ofSeconds(20);

    private final StateContainer container;
    private final String name;
    private final ElapsedTime time;
    private final Duration renewal;

    /**
     * @param container the state container; created when it is missing
     * @param name the blob to lease; created when it is missing
     */
    public BlobRunLock(BlobContainerClient container, String name, Clock clock) {
        this(container, name, ElapsedTime.by(clock), RENEWAL);
    }

    /**
     * Makes a lock whose lease is renewed at another interval.
     *
     * @param renewal the interval, at the end of which a holder notices that its lease was broken
     */
    public BlobRunLock(BlobContainerClient container, String name, Clock clock, Duration renewal) {
        this(container, name, ElapsedTime.by(clock), renewal);
    }

    BlobRunLock(BlobContainerClient container, String name, ElapsedTime time, Duration renewal) {
        this.container = new StateContainer(container);
        this.name = name;
        this.time = time;
        this.renewal = renewal;
    }

    @Override
    public Optional<Lease> tryAcquire() {
        try {
            try {
                return Optional.of(acquire());
            } catch (BlobStorageException e) {
                if (e.getStatusCode() != 404) {
                    throw e;
                }
                container.createIfMissing(name);
                return Optional.of(acquire());
            }
        } catch (BlobStorageException e) {
            if (BlobFailure.is(e, BlobErrorCode.LEASE_ALREADY_PRESENT)
                    || BlobFailure.is(e, BlobErrorCode.LEASE_IS_BREAKING_AND_CANNOT_BE_ACQUIRED)) {
                return Optional.empty();
            }
            throw BlobFailure.of("lease blob '" + name + "'", container.client(), e);
        } catch (RuntimeException e) {
            throw BlobFailure.of("lease blob '" + name + "'", container.client(), e);
        }
    }

    /** Returns the service's own time, which can be compared with that of its queues. */
    private static Optional<Instant> since(Response<String> answer) {
        return Optional.ofNullable(answer.getHeaders().getValue(HttpHeaderName.DATE))
                .map(date -> new DateTimeRfc1123(date).getDateTime().toInstant());
    }

    private BlobLease acquire() {
        BlobLeaseClient client = new BlobLeaseClientBuilder()
                .blobClient(container.client().getBlobClient(name))
                .buildClient();
        ElapsedTime.Moment asked = time.now();
        Response<String> answer = client.acquireLeaseWithResponse(
                new BlobAcquireLeaseOptions((int) BlobLease.LASTS.toSeconds()), null, Context.NONE);
        return BlobLease.renewedEvery(
                renewal, client, time, asked, since(answer).orElse(null));
    }
}
