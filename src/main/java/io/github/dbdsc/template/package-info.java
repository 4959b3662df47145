/**
 * Jinja2 templates, rendered byte for byte as Python's Jinja2 3.1 renders them.
 *
 * <p>{@link io.github.dbdsc.template.TemplateRenderer} is the door, and says which part Jinjava has in this. The language
 * itself is made here, in layers, each of which uses those before it: {@code value} (Python's values and operators),
 * {@code text} (its text algorithms), {@code method} (its methods), {@code filter} (Jinja2's filters, tests and global
 * functions), {@code lexer}, {@code runtime} and {@code compiler}.
 *
 * <h2>What differs from Jinja2</h2>
 *
 * Each of these ends in a problem that names template, line and column; none prints something different.
 *
 * <ul>
 *   <li>What prints differently every time in Python: {@code random}, {@code lipsum()}, and the text of generators,
 *       methods, joiners and cyclers, which is an address in memory.
 *   <li>Sets: {@code -} and order between the keys or items of dicts. Complex numbers.
 *   <li>{@code sameas} on equal strings and large or broken numbers, where identity depends on how Python stores them.
 *   <li>{@code str.translate}, {@code str.maketrans}, encodings other than UTF-8, {@code int.to_bytes}, {@code
 *       int.from_bytes}, {@code float.fromhex}, names with two underscores other than those of the operators for
 *       equality, length, items and text, the methods of bytes other than {@code decode}, the attributes of
 *       {@code dict} other than {@code fromkeys}, and escapes of half a character such as {@code \\ud83d}.
 *   <li>{@code range} beyond 64 bits; {@code jsonify} with {@code cls}, {@code default} or {@code
 *       check_circular=False}.
 *   <li>Computing with what {@code job_ref()} and {@code lookup()} return.
 *   <li>{@code __eq__} and {@code __ne__} of types that can't be compared, which answer {@code NotImplemented}, and
 *       {@code autoescape} by an expression in which a filter or test of constants decides what else is looked at.
 *   <li>Including without context from within a macro or a recursive loop, which is broken in Jinja2.
 *   <li>The extensions for translations and debugging, and asynchronous rendering.
 *   <li>Templates that exceed {@link io.github.dbdsc.template.value.Limits}; integers of more than 500 000 bits; more
 *       than 400 operators in a row.
 * </ul>
 *
 * Where Python raises, the class of the error is the same, but for these: a slice of a constant that has no items
 * raises where Jinja2 sometimes folds it to undefined; a constant infinite float is an ordinary float, where Jinja2
 * raises NameError. A template imported without context runs once for each rendering, not once for all of them.
 * Undefined values that are used as if they were empty are warnings of {@link io.github.dbdsc.template.Rendered}.
 */
@NullMarked
package io.github.dbdsc.template;

import org.jspecify.annotations.NullMarked;
