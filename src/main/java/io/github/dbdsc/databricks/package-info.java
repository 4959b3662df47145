/** The workspace over the Databricks Jobs API 2.2. */
@NullMarked
package io.github.dbdsc.databricks;

import org.jspecify.annotations.NullMarked;
