/** Runs the function classes on one local port, through the annotations by which the Functions host runs them. */
@NullMarked
package io.github.dbdsc.local.host;

import org.jspecify.annotations.NullMarked;
