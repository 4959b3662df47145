/** How work arrives: requests, the queue where they wait, and the worker that handles them. */
@NullMarked
package io.github.dbdsc.sync;

import org.jspecify.annotations.NullMarked;
