/**
 * Turns the source of a template into something that runs: the counterpart of Jinja2's {@code parser.py}, {@code
 * nodes.py}, {@code idtracking.py} and {@code compiler.py}.
 *
 * <p>{@link io.github.dbdsc.template.compiler.TemplateCompiler} is the door. {@code StatementParser} and {@code
 * ExpressionParser} make a tree of {@code Node}s: each {@code Expression}, {@code AssignmentTarget} and {@code
 * Statement} says how it is parsed, which names it declares and what it becomes. {@code Symbols} gives every name a
 * slot. As in Jinja2, the scope a name belongs to is decided before anything runs.
 */
@NullMarked
package io.github.dbdsc.template.compiler;

import org.jspecify.annotations.NullMarked;
