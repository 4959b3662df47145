package io.github.dbdsc.fields;

/**
 * How much a field may hold.
 *
 * @param most the largest number that the service takes
 * @param unit what is counted: bytes, characters, tags
 */
public record Limit(int most, String unit) {}
