package io.github.dbdsc.template.reads;

/**
 * What one template reads, with all that it includes, imports and extends.
 *
 * @param job the values of the definition
 * @param outline what is printed, with marks where values of the definition are
 */
public record TemplateReads(ValueRead job, Outline outline) {}
