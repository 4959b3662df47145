/**
 * A simulated Databricks workspace for the demo: an HTTP server on this machine that answers the Jobs API 2.2 as the
 * service is known to, with its limits and its defaults on read-back. It keeps jobs in memory and runs none. The tests
 * and benchmarks add faults, rate limits, latency and a log of the calls.
 */
@NullMarked
package io.github.dbdsc.local.simulation;

import org.jspecify.annotations.NullMarked;
