package io.github.dbdsc.local.simulation;

/**
 * Somebody who may call the workspace.
 *
 * @param token the bearer token; never printed
 * @param userName becomes {@code creator_user_name} of the jobs it creates; a service principal's is its application id
 * @param admin whether it sees and manages every job, and not only those it was given
 */
public record Caller(String token, String userName, boolean admin) {

    /** The caller in the demo. The token opens nothing but a simulated workspace. */
    public static final Caller DEMO = admin("simulated-token", "demo@simulated.example");

    /** A caller that may do everything. */
    public static Caller admin(String token, String userName) {
        return new Caller(token, userName, true);
    }

    /** A caller that sees only what it creates and what it is granted. */
    public static Caller user(String token, String userName) {
        return new Caller(token, userName, false);
    }

    @Override
    public String toString() {
        return userName + (admin ? " (admin)" : "");
    }
}
