/** Whether settings are what the Jobs API takes, told before anything is sent; and values in the types it wants. */
@NullMarked
package io.github.dbdsc.definition.schema;

import org.jspecify.annotations.NullMarked;
