package io.github.dbdsc.report;

/**
 * How far a run is that is at work.
 *
 * @param done how many changes it has tried
 * @param total how many it is to try
 */
public record RunSteps(int done, int total) {}
