/** Carries a plan out in a workspace. */
@NullMarked
package io.github.dbdsc.apply;

import org.jspecify.annotations.NullMarked;
