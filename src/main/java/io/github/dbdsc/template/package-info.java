/** Jinja2 templates rendered on Jinjava, made to agree with Python's Jinja2. */
@NullMarked
package io.github.dbdsc.template;

import org.jspecify.annotations.NullMarked;
