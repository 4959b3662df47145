/** The words of the design as values: desired jobs, actual jobs, references between them, and problems. */
@NullMarked
package io.github.dbdsc.model;

import org.jspecify.annotations.NullMarked;
