/** Brings jobs that somebody made by hand into definitions and templates. */
@NullMarked
package io.github.dbdsc.export;

import org.jspecify.annotations.NullMarked;
