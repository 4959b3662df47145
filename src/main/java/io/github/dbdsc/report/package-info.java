/** What is told of runs: reports as JSON and text, their summaries, and for how long they are kept. */
@NullMarked
package io.github.dbdsc.report;

import org.jspecify.annotations.NullMarked;
