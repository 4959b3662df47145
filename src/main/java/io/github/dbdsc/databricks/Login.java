package io.github.dbdsc.databricks;

import java.util.Optional;

/** As whom the workspace is called. Where nothing more is known, whatever gives a token will do. */
@FunctionalInterface
public interface Login {

    /** A bearer token that should be good now. Asked for before every call. */
    String token();

    /** The workspace did not accept this token: the next one asked for is to be another, if another can be had. */
    default void refused(String token) {}

    /** How the workspace knows us, as far as that can be told without asking it: an application id or a user name. */
    default Optional<String> name() {
        return Optional.empty();
    }
}
