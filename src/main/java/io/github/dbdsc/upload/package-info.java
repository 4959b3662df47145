/** Brings the source files of a folder into a container: what differs, and what is gone. */
@NullMarked
package io.github.dbdsc.upload;

import org.jspecify.annotations.NullMarked;
