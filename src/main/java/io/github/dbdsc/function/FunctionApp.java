package io.github.dbdsc.function;

import io.github.dbdsc.reconcile.Reconciler;
import org.jspecify.annotations.Nullable;

/**
 * The one wiring that all invocations of this process share, made when the first of them needs it. A fault in the
 * settings is thrown to that invocation, and looked for again by the next.
 */
final class FunctionApp {

    private static @Nullable Reconciler shared;

    private FunctionApp() {}

    static synchronized Reconciler reconciler() {
        if (shared == null) {
            shared = Wiring.onAzure(Settings.environment());
        }
        return shared;
    }
}
