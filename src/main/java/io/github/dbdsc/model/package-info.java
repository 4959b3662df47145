/** The words of the design as values: what a job is wanted to be, what it is, and what is wrong. */
@NullMarked
package io.github.dbdsc.model;

import org.jspecify.annotations.NullMarked;
