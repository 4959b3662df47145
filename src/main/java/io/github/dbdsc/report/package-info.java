/** What runs report: as JSON and as text, with summaries, the statuses and histories of jobs, and how long reports are kept. */
@NullMarked
package io.github.dbdsc.report;

import org.jspecify.annotations.NullMarked;
