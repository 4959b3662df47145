package io.github.dbdsc.apply;

import io.github.dbdsc.model.JobSettings;

/**
 * What became of a write.
 *
 * @param sent the settings that were sent, or would have been
 */
record Written(Outcome outcome, JobSettings sent) {}
