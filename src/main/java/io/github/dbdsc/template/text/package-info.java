/** The text algorithms of Python's standard library that templates reach: formatting, JSON, wrapping, quoting. */
@NullMarked
package io.github.dbdsc.template.text;

import org.jspecify.annotations.NullMarked;
