/** Desired jobs against actual jobs gives a plan. Pure: no clock, no input or output. */
@NullMarked
package io.github.dbdsc.plan;

import org.jspecify.annotations.NullMarked;
