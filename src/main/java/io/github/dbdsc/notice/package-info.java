/** Tells people of passes that they should hear of: what to tell, in which form, and how it gets there. */
@NullMarked
package io.github.dbdsc.notice;

import org.jspecify.annotations.NullMarked;
