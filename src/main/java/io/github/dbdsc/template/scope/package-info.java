/**
 * Where names live. When a template is compiled every name becomes a slot ({@link
 * io.github.dbdsc.template.scope.Symbols}); when it runs, slots are filled from the enclosing scope or from the context
 * ({@link io.github.dbdsc.template.scope.RenderContext}). The rules are those of Jinja2's compiler, which decides
 * before running which scope a name belongs to.
 */
@NullMarked
package io.github.dbdsc.template.scope;

import org.jspecify.annotations.NullMarked;
