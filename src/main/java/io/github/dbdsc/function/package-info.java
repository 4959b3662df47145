/** The function app: triggers, settings and the wiring of the rest. */
@NullMarked
package io.github.dbdsc.function;

import org.jspecify.annotations.NullMarked;
