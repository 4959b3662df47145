/** Checks the tokens of callers: who they are, and what they may do. */
@NullMarked
package io.github.dbdsc.access;

import org.jspecify.annotations.NullMarked;
