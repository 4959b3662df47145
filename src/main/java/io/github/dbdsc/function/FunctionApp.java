package io.github.dbdsc.function;

import io.github.dbdsc.reconcile.JobStatusBoard;
import io.github.dbdsc.reconcile.Reconciler;
import io.github.dbdsc.reconcile.ReportStore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one wiring that all invocations of this process share, made when the first of them needs it. A fault in the
 * settings is thrown to that invocation, and looked for again by the next.
 */
final class FunctionApp {

    private static @Nullable SettingSource source;
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
            shared = Wiring.onAzure(source());
        }
        return shared;
    }

    /** The container with the definitions. */
    static String jobContainer() {
        return new StorageCheck(source().given()).jobContainer();
    }

    /** What is wrong with the settings, as far as that can be told without a call. */
    static List<String> faults() {
        return source().faults(true);
    }

    private static synchronized SettingSource source() {
        if (source == null) {
            source = SettingSource.of(Settings.environment());
        }
        return source;
    }
}
