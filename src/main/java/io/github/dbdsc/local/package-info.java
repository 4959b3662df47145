/** The same engine away from Azure: folder stores, simulated workspace, local host, command line. */
@NullMarked
package io.github.dbdsc.local;

import org.jspecify.annotations.NullMarked;
