/** The state that one run leaves for the next, as versioned documents. */
@NullMarked
package io.github.dbdsc.state;

import org.jspecify.annotations.NullMarked;
