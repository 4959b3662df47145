package io.github.dbdsc.function;

import io.github.dbdsc.reconcile.JobStatusBoard;
import io.github.dbdsc.reconcile.Reconciler;
import io.github.dbdsc.reconcile.ReportStore;
import org.jspecify.annotations.Nullable;

/**
 * The one wiring that all invocations of this process share, made when the first of them needs it. A fault in the
 * settings is thrown to that invocation, and looked for again by the next.
 */
final class FunctionApp {

    private static @Nullable Installation shared;

    private FunctionApp() {}

    static Reconciler reconciler() {
        return installation().reconciler();
    }

    static ReportStore reports() {
        return installation().reports();
    }

    static JobStatusBoard board() {
        return installation().board();
    }

    static synchronized Installation installation() {
        if (shared == null) {
            shared = Wiring.onAzure(Settings.environment());
        }
        return shared;
    }
}
