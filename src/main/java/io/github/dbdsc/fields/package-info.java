/** What is known of the fields of job settings: their types, and how the service shows them. */
@NullMarked
package io.github.dbdsc.fields;

import org.jspecify.annotations.NullMarked;
