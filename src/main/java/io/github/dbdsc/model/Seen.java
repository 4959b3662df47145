package io.github.dbdsc.model;

/**
 * What the workspace showed of a job right after it was applied: all of it, or what a release before kept of it, from
 * which rules have to guess the rest.
 */
public sealed interface Seen permits Echo, FilledIn {}
