/** Learns templates from the settings of jobs: what jobs have in common, and the values by which they differ. */
@NullMarked
package io.github.dbdsc.export.learn;

import org.jspecify.annotations.NullMarked;
