/** The packaged function app, loaded and run as the Functions Java worker and the command line load and run it. */
@NullMarked
package io.github.dbdsc.packaged;

import org.jspecify.annotations.NullMarked;
