/** Cuts template source into tokens, by the rules of Jinja2's lexer. */
@NullMarked
package io.github.dbdsc.template.lexer;

import org.jspecify.annotations.NullMarked;
