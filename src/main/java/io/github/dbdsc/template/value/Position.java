package io.github.dbdsc.template.value;

/**
 * A place in a template.
 *
 * @param template its path below {@code templates/}
 * @param line counted from 1
 * @param column counted from 1
 */
public record Position(String template, int line, int column) {}
