/** Jinja2's statements, one class for each tag: how it is parsed, which names it declares, what it does. */
@NullMarked
package io.github.dbdsc.template.tag;

import org.jspecify.annotations.NullMarked;
