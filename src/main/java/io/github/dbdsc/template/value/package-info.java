/**
 * Python's values and what its operators do with them.
 *
 * <p>A value is one of: {@link io.github.dbdsc.template.value.Value.None}, {@code Boolean}, an integer ({@code Long}, or
 * {@code BigInteger} only where a long is too small), {@code Double}, {@code String},
 * {@link io.github.dbdsc.template.value.Markup}, {@link io.github.dbdsc.template.value.PyList},
 * {@link io.github.dbdsc.template.value.PyTuple}, {@link io.github.dbdsc.template.value.PyDict},
 * {@link io.github.dbdsc.template.value.PyRange}, {@link io.github.dbdsc.template.value.PyIterator},
 * {@link io.github.dbdsc.template.value.DictView}, {@link io.github.dbdsc.template.value.Undefined}, a
 * {@link io.github.dbdsc.template.value.Value.Callable} or an {@link io.github.dbdsc.template.value.Value.Attributed}.
 */
@NullMarked
package io.github.dbdsc.template.value;

import org.jspecify.annotations.NullMarked;
