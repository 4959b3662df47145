/** What the Bicep files in {@code infra/} say, held against the code that runs on what they describe. */
@NullMarked
package io.github.dbdsc.infra;

import org.jspecify.annotations.NullMarked;
