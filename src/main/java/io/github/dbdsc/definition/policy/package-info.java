/** What every job must be, whoever defines it: defaults, a schema, and what is told of secrets, as {@code policy.json} says. */
@NullMarked
package io.github.dbdsc.definition.policy;

import org.jspecify.annotations.NullMarked;
