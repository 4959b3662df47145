/**
 * Python's values and what its operators do with them; {@link io.github.dbdsc.template.value.Value} lists them.
 */
@NullMarked
package io.github.dbdsc.template.value;

import org.jspecify.annotations.NullMarked;
