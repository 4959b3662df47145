/**
 * What a template reads of a definition, found without rendering it: {@link io.github.dbdsc.template.reads.TemplateReads}
 * has the values that it can look at and an outline of the text that it prints.
 */
@NullMarked
package io.github.dbdsc.template.reads;

import org.jspecify.annotations.NullMarked;
