package io.github.dbdsc.plan;

import io.github.dbdsc.model.AccessControl;
import io.github.dbdsc.model.GrantedAccess;
import io.github.dbdsc.model.JobSettings;
import io.github.dbdsc.model.Principal;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Gives back the permissions that a run replaced. Only those whom it gave another level are touched: what others were
 * granted since stays.
 *
 * @param isOtherwise whether somebody else has changed these levels since
 * @param isBack whether they are as they were before the run
 * @param whole what is granted, or has been by an earlier try; null when the run granted nothing, or nothing can be done
 * @param obstacle why they can't be granted; null when they can
 */
record UndoneAccess(
        boolean isOtherwise,
        boolean isBack,
        @Nullable AccessComparison whole,
        @Nullable String obstacle) {

    /** What there is to do where the run granted nothing. */
    static final UndoneAccess NONE = new UndoneAccess(false, true, null, null);

    private static final UndoneAccess OTHERWISE = new UndoneAccess(true, false, null, null);

    /** @param before the settings that the run replaced, with the permissions of then */
    static UndoneAccess of(Replaced was, JobSettings before, GrantedAccess now) {
        AccessControl earlier = AccessControl.in(before);
        Map<Principal, String> wanted = new TreeMap<>();
        Map<Principal, String> given = new TreeMap<>();
        Map<Principal, String> asGiven = new TreeMap<>(now.own().levels());
        boolean isGiven = true;
        boolean isBack = true;
        for (Difference written : was.differences()) {
            if (!Replaced.isOfAccess(written)) {
                continue;
            }
            Principal principal = principal(written.path()).orElse(null);
            if (principal == null) {
                return OTHERWISE;
            }
            Optional<String> level = now.own().level(principal);
            Optional<String> after = Optional.ofNullable(written.after().textValue());
            isGiven &= level.equals(after);
            isBack &= level.equals(earlier.level(principal));
            earlier.level(principal).ifPresent(old -> wanted.put(principal, old));
            after.ifPresentOrElse(
                    old -> {
                        given.put(principal, old);
                        asGiven.put(principal, old);
                    },
                    () -> asGiven.remove(principal));
        }
        if (!isGiven && !isBack) {
            return OTHERWISE;
        }
        AccessComparison found = AccessComparison.of(
                new AccessControl(wanted),
                new GrantedAccess(new AccessControl(asGiven), now.inherited(), now.unclear()),
                new AccessControl(given));
        return isBack || found.obstacle().isEmpty()
                ? new UndoneAccess(false, isBack, told(found), null)
                : new UndoneAccess(false, false, null, found.obstacle().get());
    }

    /** Reads a principal from the path of a difference, as {@link AccessComparison} writes it. */
    private static Optional<Principal> principal(String path) {
        String inside = path.substring(AccessControl.FIELD.length());
        return Arrays.stream(Principal.Kind.values())
                .filter(kind -> inside.startsWith("[" + kind.field() + "=") && inside.endsWith("]"))
                .map(kind -> new Principal(kind, inside.substring(kind.field().length() + 2, inside.length() - 1)))
                .findFirst();
    }

    private static AccessComparison told(AccessComparison found) {
        return new AccessComparison(
                found.differences().stream()
                        .map(difference -> new Difference(
                                difference.path(), difference.before(), difference.after(), Cause.UNDONE))
                        .toList(),
                found.suppressed(),
                found.actual(),
                found.target(),
                found.obstacle());
    }
}
