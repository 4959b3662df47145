package io.github.dbdsc.databricks;

import java.util.Optional;

/** The identity that calls the workspace. A source of tokens is enough where nothing else is known. */
@FunctionalInterface
public interface Login {

    /** Returns a bearer token that should be valid now. Called before every call to the workspace. */
    String token();

    /** Records that the workspace did not accept this token: {@link #token()} then returns another one, if possible. */
    default void refused(String token) {}

    /** Returns our name in the workspace if it is known without a call: an application id or a user name. */
    default Optional<String> name() {
        return Optional.empty();
    }
}
