/** Jinja2's built-in filters, tests and global functions, in tables. */
@NullMarked
package io.github.dbdsc.template.filter;

import org.jspecify.annotations.NullMarked;
