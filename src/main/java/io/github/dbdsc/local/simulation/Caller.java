package io.github.dbdsc.local.simulation;

import java.util.Set;

/**
 * Somebody who may call the workspace.
 *
 * @param token the bearer token; never printed
 * @param userName becomes {@code creator_user_name} of the jobs it creates; a service principal's is its application id
 * @param admin whether it sees and manages every job, and not only those it was given
 * @param mayRunAs the application ids on which it has the role Service Principal User
 */
public record Caller(String token, String userName, boolean admin, Set<String> mayRunAs) {

    public Caller {
        mayRunAs = Set.copyOf(mayRunAs);
    }

    /** The caller in the demo. The token opens nothing but a simulated workspace. */
    public static final Caller DEMO = admin("simulated-token", "demo@simulated.example");

    /** A caller that may do everything. */
    public static Caller admin(String token, String userName) {
        return new Caller(token, userName, true, Set.of());
    }

    /** A caller that sees only what it creates and what it is granted. */
    public static Caller user(String token, String userName) {
        return new Caller(token, userName, false, Set.of());
    }

    /** The same caller with the role Service Principal User on these. */
    public Caller mayRunAs(String... applicationIds) {
        return new Caller(token, userName, admin, Set.of(applicationIds));
    }

    @Override
    public String toString() {
        return userName + (admin ? " (admin)" : "");
    }
}
