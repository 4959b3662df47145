/** Notifies people of runs that they should know of: what a notice says, in which form, and how it is sent. */
@NullMarked
package io.github.dbdsc.notice;

import org.jspecify.annotations.NullMarked;
