/** The packaged function app, run as the Functions Java worker runs it, and the packaged command line. */
@NullMarked
package io.github.dbdsc.packaged;

import org.jspecify.annotations.NullMarked;
