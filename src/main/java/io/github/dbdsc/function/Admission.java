package io.github.dbdsc.function;

import io.github.dbdsc.access.AppRole;
import io.github.dbdsc.model.Caller;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A caller who was let in.
 *
 * @param entry by which way
 * @param caller who it is; null where nobody tells
 * @param role the highest role; empty where there is none of ours
 */
record Admission(HttpEntry entry, @Nullable Caller caller, Optional<AppRole> role) {

    /** Returns the admission of a caller without roles of their own, who may do everything: by a key, or on this machine. */
    static Admission ofKey(@Nullable Caller caller) {
        return new Admission(HttpEntry.KEY, caller, Optional.of(AppRole.PRUNE));
    }

    /** Reports whether the caller may do what this role is needed for. */
    boolean has(AppRole needed) {
        return role.filter(own -> own.holds(needed)).isPresent();
    }

    /** @throws HttpProblem when the caller may not do what this role is needed for */
    void require(AppRole needed) {
        if (!has(needed)) {
            throw HttpProblem.forbidden(
                    needed,
                    "this call needs the app role " + needed.value() + ", and the token has "
                            + role.map(own -> "only " + own.value()).orElse("none of the app's roles")
                            + "; have it assigned in Microsoft Entra, to you or to the application that calls, and get a"
                            + " new token");
        }
    }

    /** Returns the address of a path below the way by which the caller came. */
    String address(String path) {
        return entry.root() + path;
    }

    /** Returns what people know the caller by; empty where nobody tells. */
    Optional<String> name() {
        return Optional.ofNullable(caller).flatMap(Caller::known);
    }
}
