/** The function app: its triggers, its answers to HTTP requests, and the wiring of everything else. */
@NullMarked
package io.github.dbdsc.function;

import org.jspecify.annotations.NullMarked;
