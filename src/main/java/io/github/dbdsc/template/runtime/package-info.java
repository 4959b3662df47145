/**
 * What a template has at hand while it runs: the counterpart of Jinja2's {@code runtime.py}.
 *
 * <p>A {@link io.github.dbdsc.template.runtime.RenderSession} is one rendering over all the templates that take part. A
 * {@link io.github.dbdsc.template.runtime.RenderContext} holds the names one of them sees, a {@link
 * io.github.dbdsc.template.runtime.Frame} the slots of one of its functions. The values that only templates make are
 * here as well: macros, {@code loop}, {@code self} and imported templates.
 */
@NullMarked
package io.github.dbdsc.template.runtime;

import org.jspecify.annotations.NullMarked;
