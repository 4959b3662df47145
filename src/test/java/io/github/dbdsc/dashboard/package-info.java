/** The dashboard in a real browser. */
@NullMarked
package io.github.dbdsc.dashboard;

import org.jspecify.annotations.NullMarked;
