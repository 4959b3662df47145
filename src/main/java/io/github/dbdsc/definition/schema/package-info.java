/** Checks settings against the Jobs API before anything is sent, and converts values to the types that it expects. */
@NullMarked
package io.github.dbdsc.definition.schema;

import org.jspecify.annotations.NullMarked;
