/** From a snapshot of the container to desired jobs: reading, rendering, normalising, validating. */
@NullMarked
package io.github.dbdsc.definition;

import org.jspecify.annotations.NullMarked;
