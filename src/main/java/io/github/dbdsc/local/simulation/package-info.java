/**
 * A simulated Databricks workspace: an HTTP server on this machine that answers the Jobs API 2.2 as the service is known
 * to, with its limits, its defaults on read-back and, when asked to, its failures. For the demo, the tests and the
 * benchmarks. It keeps jobs in memory and runs none.
 */
@NullMarked
package io.github.dbdsc.local.simulation;

import org.jspecify.annotations.NullMarked;
