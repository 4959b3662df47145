/** What is remembered from run to run, as versioned documents. */
@NullMarked
package io.github.dbdsc.state;

import org.jspecify.annotations.NullMarked;
