package io.github.dbdsc.access;

import io.github.dbdsc.model.Caller;
import java.util.Optional;

/**
 * Whom a good token stands for.
 *
 * @param caller who it is
 * @param role the highest role that the token has; empty where it has none of ours
 */
public record TokenHolder(Caller caller, Optional<AppRole> role) {}
