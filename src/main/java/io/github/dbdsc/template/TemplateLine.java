package io.github.dbdsc.template;

/**
 * A line of a template.
 *
 * @param file the template's path in the container, {@code templates/standard.jinja2}
 * @param line counted from 1
 */
public record TemplateLine(String file, int line) {}
