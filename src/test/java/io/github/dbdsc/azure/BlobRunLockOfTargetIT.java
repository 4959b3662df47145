package io.github.dbdsc.azure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.fakes.SteppedClock;
import io.github.dbdsc.model.Target;
import io.github.dbdsc.reconcile.RunLock;
import org.junit.jupiter.api.Test;

/** Runs of different targets keep each other from nothing. */
class BlobRunLockOfTargetIT {

    private final AzuriteContainer container = new AzuriteContainer();

    private RunLock of(String target) {
        return new BlobRunLock(container.client(), Target.home(target) + "lock", new SteppedClock());
    }

    @Test
    void each_target_has_a_lock_of_its_own() {
        try (RunLock.Lease one = of("dev").tryAcquire().orElseThrow();
                RunLock.Lease other = of("prod").tryAcquire().orElseThrow();
                RunLock.Lease unnamed = of("").tryAcquire().orElseThrow()) {
            assertThat(of("dev").tryAcquire()).isEmpty();
            assertThat(one.held() && other.held() && unnamed.held()).isTrue();
        }
        assertThat(of("dev").tryAcquire()).isPresent();
    }
}
