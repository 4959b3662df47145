/** The methods and attributes of Python's types: fixed tables, and nothing of Java's is within reach. */
@NullMarked
package io.github.dbdsc.template.method;

import org.jspecify.annotations.NullMarked;
