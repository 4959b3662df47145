/** Cron expressions: Quartz's, which the schedules of jobs use, and those of timer triggers. */
@NullMarked
package io.github.dbdsc.cron;

import org.jspecify.annotations.NullMarked;
