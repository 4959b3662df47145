/** Jinja2's tokens and expressions: lexer, parser, syntax tree and its compilation to something that evaluates. */
@NullMarked
package io.github.dbdsc.template.expression;

import org.jspecify.annotations.NullMarked;
