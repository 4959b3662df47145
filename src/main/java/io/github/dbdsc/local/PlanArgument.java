package io.github.dbdsc.local;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The value of {@code --plan}: the fingerprint of a plan that somebody has seen. */
final class PlanArgument {

    private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{64}");

    private PlanArgument() {}

    /**
     * Checks the form, so that a cut-off fingerprint is not taken for that of a plan that has become another.
     *
     * @throws UsageException when it is none; null is fine
     */
    static void require(@Nullable String plan) {
        if (plan != null && !FINGERPRINT.matcher(plan).matches()) {
            throw new UsageException("--plan must be the fingerprint of a plan, 64 hexadecimal digits in lower case, as"
                    + " the plan's last line has it");
        }
    }
}
